package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureFormTest {
    private static final byte[] MESSAGE = utf8("message");

    @TempDir
    private Path dir;

    private DevelopmentAuthority authority;
    private SigningKey key;

    @BeforeEach
    void makeKey() throws Exception {
        authority = Samples.authority(dir);
        key = authority.issue("gateway", "gateway");
    }

    @Test
    void carriesOneSignatureInEveryForm() throws Exception {
        byte[] der = key.signer(RANDOM, "partner").sign(MESSAGE);
        for (SignatureForm form : SignatureForm.values()) {
            byte[] wire = form.fromDer(der, key.chain());
            assertThat(form.toDer(wire)).isEqualTo(der);
            verifier(form, "partner").verify(MESSAGE, wire);
            for (SignatureForm other : SignatureForm.values()) {
                if (other != form) {
                    assertThatExceptionOfType(MalformedSignature.class).isThrownBy(() -> other.toDer(wire));
                }
            }
        }
    }

    @Test
    void tellsWrongFromMalformedInEveryForm() throws Exception {
        byte[] der = key.signer(RANDOM).sign(MESSAGE);
        for (SignatureForm form : SignatureForm.values()) {
            byte[] wire = form.fromDer(der, key.chain());
            Verifier ours = verifier(form, SignatureProfile.DEFAULT_USER_ID);
            assertWrong(ours, utf8("another message"), wire);
            assertWrong(verifier(form, "another id"), MESSAGE, wire);
            assertMalformed(ours, Arrays.copyOf(wire, wire.length - 1));
            assertMalformed(ours, Arrays.copyOf(wire, wire.length + 1));
            assertMalformed(ours, new byte[0]);
            assertMalformed(ours, new byte[SignatureForm.MAX_BYTES + 1]);
            ours.verify(MESSAGE, wire); // still usable
        }
    }

    @Test
    void refusesEveryFlippedBitOfARawSignature() throws Exception {
        byte[] raw = SignatureForm.RAW.fromDer(key.signer(RANDOM).sign(MESSAGE), key.chain());
        Verifier verifier = verifier(SignatureForm.RAW, SignatureProfile.DEFAULT_USER_ID);
        for (int bit = 0; bit < raw.length * 8; bit++) {
            byte[] flipped = raw.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatExceptionOfType(SignatureRefused.class).isThrownBy(() -> verifier.verify(MESSAGE, flipped));
        }
    }

    @Test
    void makesNoFormOfWhatIsNoSignature() {
        for (SignatureForm form : SignatureForm.values()) {
            for (byte[] broken : new byte[][] {{}, new byte[64], hex("3006020100020101"), hex("30060201ff020101")}) {
                assertThatIllegalArgumentException().isThrownBy(() -> form.fromDer(broken, key.chain()));
            }
        }
    }

    @Test
    void verifiesWhatALenientDeviceSent() throws Exception {
        Verifier lenient = authority
                .trusted()
                .verifier(
                        key.chain(),
                        NOW,
                        new SignatureProfile(SignatureForm.DER, SignatureProfile.DEFAULT_USER_ID, true));
        Verifier strict = authority.trusted().verifier(key.chain(), NOW);
        Signer signer = key.signer(RANDOM);
        byte[] der;
        do {
            der = signer.sign(MESSAGE);
        } while (der[3] != 33); // r with a high bit, so with a leading zero byte
        byte[] negative = new byte[der.length - 1];
        System.arraycopy(der, 0, negative, 0, 4);
        System.arraycopy(der, 5, negative, 4, der.length - 5);
        negative[1]--;
        negative[3]--;

        lenient.verify(MESSAGE, negative);
        lenient.verify(MESSAGE, der);
        assertWrong(lenient, utf8("another"), negative);
        assertMalformed(strict, negative);
    }

    private Verifier verifier(SignatureForm form, String userId) throws CertificateRefused {
        return authority.trusted().verifier(key.chain(), NOW, new SignatureProfile(form, userId, false));
    }

    private static void assertWrong(Verifier verifier, byte[] message, byte[] wire) {
        assertThatExceptionOfType(WrongSignature.class).isThrownBy(() -> verifier.verify(message, wire));
    }

    private static void assertMalformed(Verifier verifier, byte[] wire) {
        assertThatExceptionOfType(MalformedSignature.class).isThrownBy(() -> verifier.verify(MESSAGE, wire));
    }
}
