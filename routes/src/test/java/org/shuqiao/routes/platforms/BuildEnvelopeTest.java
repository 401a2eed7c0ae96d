package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ledger.ClaimedTransfer;

class BuildEnvelopeTest {
    @TempDir
    static Path keys;

    private static Qingdao qingdao;

    @BeforeAll
    static void makeKeys() {
        qingdao = new Qingdao(keys);
    }

    private static Envelope build(ClaimedTransfer claimed) throws CertificateRefused {
        return Calls.envelope(Calls.of(qingdao.access(), Qingdao.CLOCK), Calls.batch(List.of(claimed)));
    }

    @Test
    void sendsThePayloadByteForByteToThePathOfItsDataset() throws CertificateRefused {
        ClaimedTransfer claimed = qingdao.claimed(1, 1, Qingdao.NOW);

        Envelope envelope = build(claimed);

        assertThat(envelope.call().uri()).isEqualTo(URI.create("http://platform.example/gateway/api/1/activity"));
        assertThat(envelope.call().body()).isEqualTo(claimed.payload());
    }

    @Test
    void addsOnlyTheHeadersThatTheDescriptionLists() throws CertificateRefused {
        ClaimedTransfer claimed = qingdao.claimed(1, 1, Qingdao.NOW);

        Envelope envelope = build(claimed);

        assertThat(envelope.call().headers())
                .containsOnlyKeys(
                        "X-Client-Id",
                        "X-Timestamp",
                        "X-Nonce",
                        "X-Signature",
                        "X-Idempotency-Key",
                        "X-Shuqiao-Statement",
                        "X-Shuqiao-Signature",
                        "X-Shuqiao-Certificate")
                .containsEntry("X-Client-Id", "c1")
                .containsEntry("X-Timestamp", "1780272000000")
                .containsEntry("X-Idempotency-Key", claimed.id().toString());
        assertThat(decoded(envelope, "X-Shuqiao-Statement")).isEqualTo(claimed.statement());
        assertThat(decoded(envelope, "X-Shuqiao-Signature")).isEqualTo(claimed.signature());
        assertThat(decoded(envelope, "X-Shuqiao-Certificate"))
                .isEqualTo(qingdao.gateway().chain().leafDer());
        assertThat(envelope.call().headers())
                .containsEntry(
                        "X-Signature",
                        signature("secret", envelope.call().headers().get("X-Nonce")));
    }

    @Test
    void signsCallsWithTheSecretOfTheMoment() throws CertificateRefused {
        AtomicReference<byte[]> secret = new AtomicReference<>("old".getBytes(StandardCharsets.US_ASCII));
        PlatformCalls calls = Calls.of(qingdao.access(secret::get), Qingdao.CLOCK);
        Batch batch = Calls.batch(List.of(qingdao.claimed(1, 1, Qingdao.NOW)));
        String before = Calls.envelope(calls, batch).call().headers().get("X-Signature");

        secret.set("new".getBytes(StandardCharsets.US_ASCII));

        Envelope after = Calls.envelope(calls, batch);
        assertThat(after.call().headers().get("X-Signature"))
                .isNotEqualTo(before)
                .isEqualTo(signature("new", after.call().headers().get("X-Nonce")));
    }

    @Test
    void cannotBeCalledWithoutASecret() {
        assertThat(qingdao.access().canBeCalled(Qingdao.NOW)).isTrue();
        assertThat(qingdao.access(() -> {
                            throw new KeyUnavailable("none");
                        })
                        .canBeCalled(Qingdao.NOW))
                .isFalse();
    }

    @Test
    void buildsTheSameEnvelopeFromTheSameClaim() throws CertificateRefused {
        ClaimedTransfer claimed = qingdao.claimed(3, 2, Qingdao.NOW);
        Envelope one = build(claimed);
        Envelope two = build(claimed);

        assertThat(two.call().headers()).isEqualTo(one.call().headers());
        assertThat(two.call().hash()).isEqualTo(one.call().hash());
    }

    @Test
    void takesAnotherNonceForAnotherAttemptAndTheSameKey() throws CertificateRefused {
        Envelope one = build(qingdao.claimed(1, 1, Qingdao.NOW));
        Envelope two = build(qingdao.claimed(2, 2, Qingdao.NOW));

        assertThat(two.call().headers().get("X-Nonce"))
                .hasSize(32)
                .isNotEqualTo(one.call().headers().get("X-Nonce"));
        assertThat(two.call().headers().get("X-Idempotency-Key"))
                .isEqualTo(one.call().headers().get("X-Idempotency-Key"));
        assertThat(two.call().hash()).isNotEqualTo(one.call().hash());
    }

    @Test
    void hashesHeadersInOrderThenOneEmptyLineThenTheBody() {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("X-B", "2");
        headers.put("X-A", "1");
        byte[] body = {7, 8};
        HttpCall call = new HttpCall(URI.create("http://platform.example/"), headers, "application/json", body);

        assertThat(call.hash()).isEqualTo(Sm3.digest("X-A: 1\nX-B: 2\n\n".getBytes(StandardCharsets.US_ASCII), body));
    }

    @Test
    void saysNothingOfItsSecretAsText() {
        assertThat(qingdao.access().toString()).isEqualTo("PlatformAccess[qingdao]");
    }

    private static String signature(String secret, String nonce) {
        return new HmacSha256()
                .base64(secret.getBytes(StandardCharsets.US_ASCII), "c1" + Qingdao.NOW.toEpochMilli() + nonce);
    }

    private static byte[] decoded(Envelope envelope, String header) {
        return Base64.getUrlDecoder().decode(envelope.call().headers().get(header));
    }
}
