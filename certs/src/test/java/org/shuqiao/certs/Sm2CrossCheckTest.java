package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.SignatureProfile.DEFAULT_USER_ID;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand random messages each way between our signatures and two other implementations. */
class Sm2CrossCheckTest {
    private static final int MESSAGES = 1_000;
    private static final int S = Sm2Signature.RAW_BYTES / 2;

    @TempDir
    private static Path dir;

    private static ECPrivateKeyParameters key;
    private static CertificateChain chain;

    private final Sm2Signing signing = new Sm2Signing(key, RANDOM);
    private final Sm2Verifier verifier = new Sm2Verifier(Sm2.publicKeyOf(key));
    private final Random random = new Random(32918);

    /** A signature with what it signs. */
    private record Signed(byte[] message, byte[] signature) {}

    @FunctionalInterface
    private interface OtherSigner {
        byte[] sign(byte[] message) throws GeneralSecurityException;
    }

    @BeforeAll
    static void makeKey() throws Exception {
        SigningKey gateway = Samples.authority(dir).issue("gateway", "gateway");
        key = gateway.key();
        chain = gateway.chain();
    }

    @Test
    void agreesWithKona() throws Exception {
        var kona = new KonaSm2(key);
        for (Signed ours : signed(signing::sign)) {
            assertThat(kona.verifies(ours.message(), ours.signature(), DEFAULT_USER_ID))
                    .isTrue();
        }
        for (Signed theirs : signed(message -> kona.sign(message, DEFAULT_USER_ID))) {
            verifyInEveryForm(theirs);
        }
    }

    @Test
    void agreesWithKonaUnderOtherUserIds() throws Exception {
        var kona = new KonaSm2(key);
        for (String userId : List.of("a", "shuqiao@cq-capability", "重庆", "x".repeat(8_191))) {
            byte[] message = message();
            byte[] ours = new Sm2Signing(key, RANDOM, userId).sign(message);
            assertThat(kona.verifies(message, ours, userId)).isTrue();
            assertThat(kona.verifies(message, ours, DEFAULT_USER_ID)).isFalse();
            new Sm2Verifier(Sm2.publicKeyOf(key), userId).verify(message, kona.sign(message, userId));
        }
    }

    @Test
    void agreesWithOpenSsl() throws Exception {
        var openSsl = new OpenSsl(dir);
        List<Signed> ours = signed(signing::sign);
        for (int i = 0; i < ours.size(); i++) {
            openSsl.write("m" + i, ours.get(i).message());
            openSsl.write("s" + i, ours.get(i).signature());
        }
        OpenSsl.Result result = openSsl.shell(
                """
                openssl x509 -in gateway.pem -pubkey -noout > public.pem
                last=$((%d - 1))
                for i in $(seq 0 $last); do
                  openssl dgst -sm3 -sign gateway.key.pem -sigopt distid:1234567812345678 -out t$i m$i
                done &
                for i in $(seq 0 $last); do
                  openssl dgst -sm3 -verify public.pem -sigopt distid:1234567812345678 -signature s$i m$i
                done
                wait $!
                """
                        .formatted(ours.size()));
        assertThat(result).isEqualTo(new OpenSsl.Result(0, "Verified OK\n".repeat(ours.size())));
        for (int i = 0; i < ours.size(); i++) {
            verifyInEveryForm(new Signed(ours.get(i).message(), openSsl.read("t" + i)));
        }
    }

    private void verifyInEveryForm(Signed signed) throws SignatureRefused {
        verifier.verify(signed.message(), signed.signature());
        for (SignatureForm form : SignatureForm.values()) {
            byte[] wire = form.fromDer(signed.signature(), chain);
            assertThat(form.toDer(wire)).isEqualTo(signed.signature());
        }
    }

    /** Random messages; the last of them are chosen so that r and s begin with a zero byte, as one in 256 does. */
    private List<Signed> signed(OtherSigner signer) throws Exception {
        var signed = new ArrayList<Signed>();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = message();
            signed.add(new Signed(message, signer.sign(message)));
        }
        for (int number : new int[] {0, S}) {
            signed.add(first(signer, number, next -> next < 0));
            signed.add(first(signer, number, next -> next >= 0));
        }
        return signed;
    }

    /** The first signature whose number begins with a zero byte and then such a one: with a high bit DER keeps the zero. */
    private Signed first(OtherSigner signer, int number, IntPredicate next) throws Exception {
        while (true) {
            byte[] message = message();
            byte[] signature = signer.sign(message);
            byte[] raw = Sm2Signature.parseDer(signature).raw();
            if (raw[number] == 0 && next.test(raw[number + 1])) {
                return new Signed(message, signature);
            }
        }
    }

    private byte[] message() {
        var message = new byte[random.nextInt(300)];
        random.nextBytes(message);
        return message;
    }
}
