package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateRefused.Reason;
import org.shuqiao.certs.DigitalEnvelope.Sealed;

class DigitalEnvelopeTest {
    private static final byte[] CONTENT = utf8("{\"batchId\":\"b1\",\"rows\":[]}");

    @TempDir
    private Path dir;

    private DevelopmentAuthority authority;
    private DecryptionKey key;

    @BeforeEach
    void makeKey() throws Exception {
        authority = Samples.authority(dir);
        key = authority.issueEncryption("platform-enc", "platform");
    }

    @Test
    void opensWhatWasSealed() throws Exception {
        for (byte[] content : new byte[][] {{}, utf8("x"), utf8("十六".repeat(100)), new byte[100_000]}) {
            Sealed sealed = DigitalEnvelope.seal(content, key.chain(), RANDOM);
            assertThat(DigitalEnvelope.open(sealed, key)).isEqualTo(content);
            assertThat(sealed.data()).hasSize(12 + content.length + 16);
        }
    }

    @Test
    void usesAKeyAndNonceOnce() throws Exception {
        Sealed one = DigitalEnvelope.seal(CONTENT, key.chain(), RANDOM);
        Sealed two = DigitalEnvelope.seal(CONTENT, key.chain(), RANDOM);
        assertThat(Arrays.copyOf(one.data(), 12)).isNotEqualTo(Arrays.copyOf(two.data(), 12));
        assertThat(Arrays.copyOfRange(one.data(), 12, 28)).isNotEqualTo(Arrays.copyOfRange(two.data(), 12, 28));
    }

    @Test
    void isOpenedByKona() throws Exception {
        var kona = new KonaSm2(key.key());
        Sealed sealed = DigitalEnvelope.seal(CONTENT, key.chain(), RANDOM);
        byte[] contentKey = kona.decrypt(sealed.wrappedKey());
        byte[] nonce = Arrays.copyOf(sealed.data(), 12);
        assertThat(contentKey).hasSize(16);
        assertThat(kona.sm4(Cipher.DECRYPT_MODE, contentKey, nonce, sealed.data(), 12))
                .isEqualTo(CONTENT);
    }

    @Test
    void opensWhatKonaSealed() throws Exception {
        var kona = new KonaSm2(key.key());
        byte[] contentKey = utf8("0123456789abcdef");
        byte[] nonce = utf8("twelve bytes");
        byte[] encrypted = kona.sm4(Cipher.ENCRYPT_MODE, contentKey, nonce, CONTENT, 0);
        byte[] data = Arrays.copyOf(nonce, 12 + encrypted.length);
        System.arraycopy(encrypted, 0, data, 12, encrypted.length);
        assertThat(DigitalEnvelope.open(new Sealed(kona.encrypt(contentKey), data), key))
                .isEqualTo(CONTENT);
    }

    @Test
    void refusesEveryFlippedByteAndEveryCut() throws Exception {
        Sealed sealed = DigitalEnvelope.seal(CONTENT, key.chain(), RANDOM);
        for (int i = 0; i < sealed.wrappedKey().length; i++) {
            refuse(new Sealed(flipped(sealed.wrappedKey(), i), sealed.data()));
            refuse(new Sealed(Arrays.copyOf(sealed.wrappedKey(), i), sealed.data()));
        }
        for (int i = 0; i < sealed.data().length; i++) {
            refuse(new Sealed(sealed.wrappedKey(), flipped(sealed.data(), i)));
            refuse(new Sealed(sealed.wrappedKey(), Arrays.copyOf(sealed.data(), i)));
        }
        refuse(new Sealed(sealed.wrappedKey(), Arrays.copyOf(sealed.data(), sealed.data().length + 1)));
        refuse(new Sealed(Arrays.copyOf(sealed.wrappedKey(), sealed.wrappedKey().length + 1), sealed.data()));
    }

    @Test
    void refusesTheEnvelopeOfAnotherAndAnotherKey() throws Exception {
        Sealed sealed = DigitalEnvelope.seal(CONTENT, key.chain(), RANDOM);
        Sealed other = DigitalEnvelope.seal(CONTENT, key.chain(), RANDOM);
        refuse(new Sealed(other.wrappedKey(), sealed.data()));
        DecryptionKey stranger = authority.issueEncryption("other-enc", "other");
        assertThatExceptionOfType(EnvelopeRefused.class).isThrownBy(() -> DigitalEnvelope.open(sealed, stranger));
    }

    @Test
    void isNotSealedForASigningKeyAndSigningIsNotForAnEncryptionKey() throws Exception {
        CertificateChain signer = authority.issue("gateway", "gateway").chain();
        assertReason(Reason.NOT_FOR_ENCRYPTION, () -> DigitalEnvelope.seal(CONTENT, signer, RANDOM));
        assertReason(Reason.NOT_FOR_ENCRYPTION, () -> authority.trusted().requireRecipient(signer, NOW));
        assertReason(Reason.NOT_FOR_SIGNING, () -> authority.trusted().verifier(key.chain(), NOW));
        authority.trusted().requireRecipient(key.chain(), NOW);
        assertThatExceptionOfType(UnusableKey.class)
                .isThrownBy(() -> DecryptionKey.load(dir.resolve("gateway.key.pem"), dir.resolve("gateway.pem")));
    }

    @Test
    void asksWhetherTheRecipientIsTrusted(@TempDir Path elsewhere) throws Exception {
        TrustedCertificates others = Samples.authority(elsewhere).trusted();
        assertReason(Reason.UNTRUSTED, () -> others.requireRecipient(key.chain(), NOW));
    }

    @Test
    void saysNothingOfTheKey() {
        assertThat(key).hasToString("DecryptionKey[" + key.chain().leafSerialHex() + "]");
    }

    private void refuse(Sealed sealed) {
        assertThatExceptionOfType(EnvelopeRefused.class).isThrownBy(() -> DigitalEnvelope.open(sealed, key));
    }

    private static byte[] flipped(byte[] bytes, int index) {
        byte[] flipped = bytes.clone();
        flipped[index] ^= 1;
        return flipped;
    }

    private static void assertReason(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(call)
                .extracting(CertificateRefused::reason)
                .isEqualTo(reason);
    }
}
