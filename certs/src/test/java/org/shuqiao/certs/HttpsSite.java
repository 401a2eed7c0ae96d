package org.shuqiao.certs;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** A server on loopback with the certificate of a development authority. */
public final class HttpsSite {
    private HttpsSite() {}

    /**
     * Makes it; it is not started.
     *
     * @param dir where the authority's files are made, {@code tls-ca.pem} among them
     * @param name that the certificate speaks for
     */
    public static HttpsServer create(Path dir, String name) throws Exception {
        Samples.authority(dir).tls(List.of(name));
        byte[] pkcs8 = Pem.decode(Files.readAllBytes(dir.resolve("tls.key.pem")), Pem.PRIVATE_KEY)
                .get(0);
        TlsIdentity identity =
                TlsKey.parse(pkcs8).certified(CertificateChain.parse(Files.readAllBytes(dir.resolve("tls.pem"))));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {identity.keyManager()}, null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
