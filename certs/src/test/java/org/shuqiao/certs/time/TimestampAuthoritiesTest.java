package org.shuqiao.certs.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.time.TestTsa.NOW;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.time.TimestampRefused.Reason;

class TimestampAuthoritiesTest {
    private static final byte[] MESSAGE = "checkpoint".getBytes(StandardCharsets.UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ExtendedKeyUsage TIMESTAMPS = new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping);

    private final TimestampRequest request = TimestampRequest.of(MESSAGE, RANDOM);
    private TestTsa tsa;
    private TimestampAuthorities authorities;

    @BeforeEach
    void trustTheAuthority() throws Exception {
        tsa = TestTsa.ecdsa(request);
        authorities = TimestampAuthorities.parse(List.of(tsa.anchor()));
    }

    @ParameterizedTest
    @CsvSource({
        "EC, SHA256withECDSA",
        "EC, SHA384withECDSA",
        "EC, SHA512withECDSA",
        "RSA, SHA256withRSA",
        "RSA, SHA512withRSA"
    })
    void believesAuthoritiesOfEveryKind(String keyType, String algorithm) throws Exception {
        var other = new TestTsa(request, keyType, algorithm);
        var trusted = TimestampAuthorities.parse(List.of(tsa.anchor(), other.anchor()));
        Timestamp timestamp = trusted.verify(other.response(), request);
        assertThat(timestamp.at()).isEqualTo(NOW);
        assertThat(trusted.verify(timestamp.response(), MESSAGE)).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({"EC, SHA256withECDSA", "RSA, SHA256withRSA"})
    void refusesEveryFlippedByteOfWhatIsKept(String keyType, String algorithm) throws Exception {
        var other = new TestTsa(request, keyType, algorithm);
        var trusted = TimestampAuthorities.parse(List.of(other.anchor()));
        byte[] kept = trusted.verify(other.response(), request).response();
        for (int i = 0; i < kept.length; i++) {
            for (int flip : new int[] {0x01, 0x0a}) { // the second turns one name of RSA into another
                byte[] flipped = kept.clone();
                flipped[i] ^= (byte) flip;
                assertThatExceptionOfType(TimestampRefused.class)
                        .as("byte %d", i)
                        .isThrownBy(() -> trusted.verify(flipped, MESSAGE));
            }
        }
    }

    @Test
    void refusesOtherAlgorithms() throws Exception {
        var weak = new TestTsa(request, "RSA", "SHA1withRSA");
        authorities = TimestampAuthorities.parse(List.of(weak.anchor()));
        refuse(Reason.WRONG_SIGNATURE, weak.response());
    }

    @Test
    void believesNobodyWithoutAnAuthority() throws Exception {
        authorities = TimestampAuthorities.parse(List.of());
        assertThat(authorities.isEmpty()).isTrue();
        assertThat(authorities.pem()).isEmpty();
        refuse(Reason.UNTRUSTED, tsa.response());
    }

    @Test
    void believesNoAuthorityThatOnlyBearsTheName() throws Exception {
        refuse(Reason.UNTRUSTED, TestTsa.ecdsa(request).response());
        TestTsa impostor = TestTsa.ecdsa(request);
        impostor.embedded.add(tsa.authority);
        refuse(Reason.UNTRUSTED, impostor.response());
    }

    @Test
    void followsAPathThroughOtherAuthorities() throws Exception {
        tsa.certifyThroughAnotherAuthority();
        Timestamp timestamp = authorities.verify(tsa.response(), request);
        assertThat(authorities.verify(timestamp.response(), MESSAGE)).isEqualTo(NOW);
        tsa.embedded.remove(1);
        refuse(Reason.UNTRUSTED, tsa.response());
    }

    @Test
    void refusesAStampOfAnotherMessage() throws Exception {
        Timestamp timestamp = authorities.verify(tsa.response(), request);
        byte[] another = "another".getBytes(StandardCharsets.UTF_8);
        assertReason(Reason.WRONG_IMPRINT, () -> authorities.verify(timestamp.response(), another));
        tsa.imprint = new byte[32];
        refuse(Reason.WRONG_IMPRINT, tsa.response());
        tsa.imprint = request.imprint();
        tsa.imprintAlgorithm = NISTObjectIdentifiers.id_sha512_256; // the same length under another name
        refuse(Reason.WRONG_IMPRINT, tsa.response());
    }

    @Test
    void refusesTheAnswerToAnotherRequest() throws Exception {
        tsa.nonce = request.nonce().add(BigInteger.ONE);
        refuse(Reason.WRONG_NONCE, tsa.response());
        tsa.nonce = null;
        refuse(Reason.WRONG_NONCE, tsa.response());
    }

    @Test
    void refusesWhatWasNotGranted() throws Exception {
        for (int status : new int[] {
            PKIStatus.GRANTED_WITH_MODS, PKIStatus.REJECTION, PKIStatus.WAITING, PKIStatus.REVOCATION_WARNING, 77, -1
        }) {
            tsa.status = status;
            refuse(Reason.NOT_GRANTED, tsa.response());
        }
    }

    @Test
    void refusesACertificateThatIsNotForTimeStampsAlone() throws Exception {
        tsa.certify(TIMESTAMPS, false);
        refuse(Reason.NOT_FOR_TIMESTAMPS, tsa.response());
        tsa.certify(null, false);
        refuse(Reason.NOT_FOR_TIMESTAMPS, tsa.response());
        tsa.certify(new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning), true);
        refuse(Reason.NOT_FOR_TIMESTAMPS, tsa.response());
        tsa.certify(
                new ExtendedKeyUsage(
                        new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning}),
                true);
        refuse(Reason.NOT_FOR_TIMESTAMPS, tsa.response());
        tsa.certify(TIMESTAMPS, true);
        authorities.verify(tsa.response(), request);
        tsa.embedded.clear();
        refuse(Reason.NOT_FOR_TIMESTAMPS, tsa.response());
    }

    @Test
    void asksWhetherTheCertificateWasValidAtTheStatedTime() throws Exception {
        for (Duration before : List.of(Duration.ofDays(21), Duration.ofDays(-1))) {
            tsa.certify(NOW.minus(before), TIMESTAMPS, true);
            refuse(Reason.NOT_VALID_THEN, tsa.response());
        }
        tsa.certify(NOW.minus(Duration.ofDays(20)).plusSeconds(1), TIMESTAMPS, true); // its last second
        authorities.verify(tsa.response(), request);
        tsa.at = NOW.plusSeconds(2);
        refuse(Reason.NOT_VALID_THEN, tsa.response());
    }

    @Test
    void asksWhetherTheAnchorWasValidAtTheStatedTime() throws Exception {
        tsa.at = NOW.plus(Duration.ofDays(12));
        tsa.certify(NOW, TIMESTAMPS, true);
        refuse(Reason.UNTRUSTED, tsa.response());
    }

    @Test
    void refusesATokenThatNamesAnotherCertificateThanItBears() throws Exception {
        tsa.named = tsa.authority;
        refuse(Reason.WRONG_SIGNATURE, tsa.response());
    }

    @Test
    void refusesCriticalExtensionsThatItDoesNotUnderstand() throws Exception {
        tsa.extensions = extensions(false);
        authorities.verify(tsa.response(), request);
        tsa.extensions = extensions(true);
        refuse(Reason.MALFORMED, tsa.response());
    }

    private static Extensions extensions(boolean critical) throws Exception {
        return new Extensions(
                new Extension(new ASN1ObjectIdentifier("1.2.3.4.5"), critical, DERNull.INSTANCE.getEncoded()));
    }

    @Test
    void keepsNothingThatNoSignatureCovers() throws Exception {
        byte[] plain = authorities.verify(tsa.response(), request).response();
        tsa.text = "operation okay";
        tsa.embedded.add(tsa.authority);
        tsa.embedded.add(TestTsa.ecdsa(request).authority);
        byte[] response = tsa.response();

        byte[] kept = authorities.verify(response, request).response();

        assertThat(new String(response, StandardCharsets.ISO_8859_1)).contains("operation okay");
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("operation okay");
        assertThat(kept.length).isBetween(plain.length - 4, plain.length + 4); // no certificate more
        assertThat(authorities.verify(kept, MESSAGE)).isEqualTo(NOW);
        assertReason(Reason.NOT_AS_KEPT, () -> authorities.verify(response, MESSAGE));
    }

    @Test
    void refusesGarbageWithoutAnyOtherException() throws Exception {
        byte[] response = tsa.response();
        refuse(Reason.MALFORMED, new byte[0]);
        refuse(Reason.MALFORMED, new byte[TimestampAuthorities.MAX_BYTES + 1]);
        refuse(Reason.MALFORMED, Arrays.copyOf(response, response.length + 1));
        refuse(Reason.MALFORMED, "<html>busy</html>".getBytes(StandardCharsets.UTF_8));
        refuse(Reason.MALFORMED, nestedWithoutEnd());
        for (int length = 0; length < response.length; length += 7) {
            refuse(Reason.MALFORMED, Arrays.copyOf(response, length));
        }
        var random = new Random(3161);
        for (int i = 0; i < 1_000; i++) {
            byte[] broken = response.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            try {
                assertThat(authorities.verify(broken, request).at()).isEqualTo(NOW); // where nothing is signed
            } catch (TimestampRefused refused) {
                assertThat(refused.reason()).isNotNull();
            }
        }
    }

    private static byte[] nestedWithoutEnd() {
        var bytes = new byte[60_000];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = 0x30;
            bytes[i + 1] = (byte) 0x80;
        }
        return bytes;
    }

    @Test
    void loadsAnchorsFromFilesAndShowsThem(@TempDir Path dir) throws Exception {
        Files.write(dir.resolve("a.pem"), tsa.anchor());
        byte[] other = TestTsa.ecdsa(request).anchor();
        Files.write(dir.resolve("b.pem"), other);
        authorities = TimestampAuthorities.load(List.of(dir.resolve("a.pem"), dir.resolve("b.pem")));
        assertThat(authorities.isEmpty()).isFalse();
        assertThat(new String(authorities.pem(), StandardCharsets.US_ASCII))
                .isEqualTo(new String(tsa.anchor(), StandardCharsets.US_ASCII)
                        + new String(other, StandardCharsets.US_ASCII));
        authorities.verify(tsa.response(), request);
    }

    @Test
    void refusesAnchorsThatAreNoAuthorities() throws Exception {
        for (byte[] pem : List.of(
                TestTsa.pem(tsa.certificate), new byte[0], "text".getBytes(StandardCharsets.UTF_8), new byte[9])) {
            assertThatIllegalArgumentException().isThrownBy(() -> TimestampAuthorities.parse(List.of(pem)));
        }
    }

    private void refuse(Reason reason, byte[] response) {
        assertReason(reason, () -> authorities.verify(response, request));
    }

    private static void assertReason(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(TimestampRefused.class)
                .isThrownBy(call)
                .extracting(TimestampRefused::reason)
                .isEqualTo(reason);
    }
}
