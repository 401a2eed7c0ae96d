package org.shuqiao.bench;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One submitter's keep-alive connection: a request is one write, and nothing of a client library is in the figures. Opens itself
 * when needed and never repeats a request. Not thread-safe.
 */
final class GatewayConnection implements Closeable {
    private static final int CONNECT_LIMIT_MS = 5_000;
    private static final int ANSWER_LIMIT_MS = 60_000;

    private final InetSocketAddress address;
    private final @Nullable SSLSocketFactory tls;
    private final String head;
    private @Nullable Socket socket;
    private @Nullable HttpInput input;

    /**
     * @param endpoint where records are posted, with host and port
     * @param apiKey goes into the {@code Authorization} header
     * @param trust whom to believe in TLS; null for plain HTTP
     */
    GatewayConnection(URI endpoint, String apiKey, @Nullable SSLContext trust) {
        this.address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
        this.tls = trust == null ? null : trust.getSocketFactory();
        this.head =
                """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Authorization: Bearer %s\r
                Content-Length: \
                """
                        .formatted(endpoint.getRawPath(), endpoint.getRawAuthority(), apiKey);
    }

    /**
     * Posts one record and waits for the answer, of any status.
     *
     * @throws IOException if there is no answer: the record may have arrived or not
     */
    HttpMessage post(byte[] record) throws IOException {
        byte[] start = (head + record.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(start, start.length + record.length);
        System.arraycopy(record, 0, request, start.length, record.length);
        boolean reusable = false;
        try {
            HttpInput answers = open();
            if (socket != null) {
                socket.getOutputStream().write(request);
            }
            HttpMessage answer = answers.next();
            if (answer == null) {
                throw new EOFException("connection closed instead of an answer");
            }
            reusable = !answer.closes();
            return answer;
        } finally {
            if (!reusable) {
                close();
            }
        }
    }

    private HttpInput open() throws IOException {
        HttpInput opened = input;
        if (opened != null) {
            return opened;
        }
        Socket fresh = new Socket();
        socket = fresh;
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(ANSWER_LIMIT_MS);
        fresh.connect(address, CONNECT_LIMIT_MS);
        Socket ready = tls == null ? fresh : secured(tls, fresh);
        socket = ready;
        opened = new HttpInput(new BufferedInputStream(ready.getInputStream()));
        input = opened;
        return opened;
    }

    private Socket secured(SSLSocketFactory factory, Socket plain) throws IOException {
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, address.getHostString(), address.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        input = null;
        if (open != null) {
            open.close();
        }
    }
}
