package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiremock.com.fasterxml.jackson.databind.JsonNode;

class ReceiptCallbackTest {
    @TempDir
    private Path folder;

    private static final ReceiptCallback.Patience SHORT = new ReceiptCallback.Patience(4, 1, 2);

    @Test
    void postsAllReceiptsInOneCall() throws Exception {
        try (TestGateway gateway = new TestGateway(0);
                ReceiptCallback callback =
                        new ReceiptCallback(gateway::address, new StrictJson(), SHORT, SSLContext.getDefault())) {
            callback.post(List.of(receipt("one"), receipt("two")));
            await().until(() -> gateway.calls().size() == 1);
            JsonNode receipts = gateway.calls().get(0).path("receipts");
            assertThat(receipts).hasSize(2);
            assertThat(receipts.path(0).path("receipt").asText()).isEqualTo("b25l");
            assertThat(receipts.path(1).path("signature").asText()).isEqualTo("AQ==");
        }
    }

    @Test
    void repeatsTheSameCallUntilItIsAccepted() throws Exception {
        try (TestGateway gateway = new TestGateway(2);
                ReceiptCallback callback =
                        new ReceiptCallback(gateway::address, new StrictJson(), SHORT, SSLContext.getDefault())) {
            callback.post(List.of(receipt("one")));
            await().until(() -> gateway.calls().size() == 3);
            callback.post(List.of(receipt("two")));
            await().until(() -> gateway.calls().size() == 4);
            assertThat(gateway.calls().subList(0, 3))
                    .containsOnly(gateway.calls().get(0));
            assertThat(gateway.calls().get(3)).isNotEqualTo(gateway.calls().get(0));
        }
    }

    @Test
    void givesUpAfterItsLastTryAndGoesOnWithTheNext() throws Exception {
        try (TestGateway gateway = new TestGateway(4);
                ReceiptCallback callback =
                        new ReceiptCallback(gateway::address, new StrictJson(), SHORT, SSLContext.getDefault())) {
            callback.post(List.of(receipt("one")));
            await().until(() -> gateway.calls().size() == 4);
            callback.post(List.of(receipt("two")));
            await().until(() -> gateway.calls().size() == 5);
            assertThat(gateway.calls().get(4)).isNotEqualTo(gateway.calls().get(0));
        }
    }

    @Test
    void asksForTheAddressAtEachTryAndOutlivesADeadOne() throws Exception {
        URI dead = URI.create("http://127.0.0.1:1/receipts");
        AtomicInteger asked = new AtomicInteger();
        try (TestGateway gateway = new TestGateway(0);
                ReceiptCallback callback = new ReceiptCallback(
                        () -> asked.getAndIncrement() == 0 ? dead : gateway.address(),
                        new StrictJson(),
                        SHORT,
                        SSLContext.getDefault())) {
            callback.post(List.of(receipt("one")));
            await().until(() -> gateway.calls().size() == 1);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void callsNobodyOverHttpsButWhomTheFolderNames() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path other = Files.createDirectory(folder.resolve("other"));
        new OpenSsl(own).httpsServer("tls-ca", "127.0.0.1");
        new OpenSsl(other).httpsServer("tls-ca", "127.0.0.1");
        try (TestGateway gateway = TestGateway.secure(own.resolve("tls-ca.p12"));
                ReceiptCallback wary = callback(gateway, other);
                ReceiptCallback callback = callback(gateway, own)) {
            wary.post(List.of(receipt("one")));
            callback.post(List.of(receipt("two")));
            await().until(() -> gateway.calls().size() == 1);
            assertThat(gateway.calls().get(0).findValuesAsText("receipt")).containsExactly("dHdv");
        }
    }

    private static ReceiptCallback callback(TestGateway gateway, Path folder) {
        SSLContext trust = new KeyFolder(folder, new Kona(), new SecureRandom()).httpsAuthority("tls-ca");
        return new ReceiptCallback(gateway::address, new StrictJson(), SHORT, trust);
    }

    @Test
    void restsTwiceAsLongEachTimeUpToALimit() {
        ReceiptCallback.Patience patience = new ReceiptCallback.Patience(100, 250, 30_000);
        assertThat(List.of(patience.restMillis(1), patience.restMillis(2), patience.restMillis(7)))
                .containsExactly(250L, 500L, 16_000L);
        assertThat(patience.restMillis(8)).isEqualTo(30_000);
        assertThat(patience.restMillis(99)).isEqualTo(30_000);
    }

    private static Receipt receipt(String text) {
        return new Receipt(text, "", "STORED", "", text.getBytes(UTF_8), new byte[] {1});
    }
}
