package org.shuqiao.routes.platforms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Stands where a platform hands out what calls are signed with. */
public final class SecretServices implements AutoCloseable {
    /** The application's key, as text. */
    public static final String KEY = "00112233445566778899aabbccddeeff";

    private static final String PATH = "/secrets";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private volatile CountDownLatch released = new CountDownLatch(0);

    SecretServices() {
        server.addMockServiceRequestListener((question, answer) -> awaitRelease());
        server.start();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on no question is answered until {@link #release}. */
    void hold() {
        released = new CountDownLatch(1);
    }

    void release() {
        released.countDown();
    }

    URI url() {
        return URI.create(server.baseUrl());
    }

    void answer(ResponseDefinitionBuilder answer) {
        server.resetMappings();
        server.stubFor(post(urlEqualTo(PATH)).willReturn(answer));
    }

    void answer(String body) {
        answer(aResponse().withBody(body));
    }

    /** As a key service does. */
    void handOut(String secret, Instant until) {
        answer(wrapped(secret, until));
    }

    static String wrapped(String secret, Instant until) {
        return """
                {"code": "0", "message": "ok", "data": {"secret": "%s", "secretEndTime": "%d"}}\
                """
                .formatted(wrap(secret), until.toEpochMilli());
    }

    /** Encrypted under {@link #KEY}, in Base64. */
    public static String wrap(String secret) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(KEY), "AES"));
            return Base64.getEncoder().encodeToString(cipher.doFinal(secret.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    void forget() {
        server.resetRequests();
    }

    List<LoggedRequest> questions() {
        return server.findAll(postRequestedFor(urlEqualTo(PATH)));
    }

    @Override
    public void close() {
        server.stop();
    }
}
