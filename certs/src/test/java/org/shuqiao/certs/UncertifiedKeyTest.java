package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncertifiedKeyTest {
    private static final PrivateKeyAccess ACCESS = PrivateKeyAccess.granted();

    @TempDir
    private Path dir;

    private final UncertifiedKey key = UncertifiedKey.generate(Samples.RANDOM);

    @Test
    void asksForACertificateInAFormThatOpenSslVerifies() throws Exception {
        var openSsl = new OpenSsl(dir);
        openSsl.write("request.pem", key.csr("网关一号", Samples.RANDOM));

        var verified = openSsl.run(
                "req",
                "-in",
                "request.pem",
                "-verify",
                "-noout",
                "-subject",
                "-nameopt",
                "utf8",
                "-vfyopt",
                "distid:1234567812345678");

        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("verify OK", "网关一号");
    }

    @Test
    void signsWithTheKeyThatItHasAskedFor() throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        CertificateChain chain = authority.certify(key.csr("gateway-1", Samples.RANDOM));
        byte[] message = Samples.utf8("message");

        byte[] signature = key.certified(chain).signer(Samples.RANDOM).sign(message);

        authority.trusted().verifier(chain, Samples.NOW).verify(message, signature);
    }

    @Test
    void refusesTheCertificateOfAnotherKey() throws Exception {
        CertificateChain other = Samples.authority(dir)
                .certify(UncertifiedKey.generate(Samples.RANDOM).csr("other", Samples.RANDOM));

        assertThatThrownBy(() -> key.certified(other)).isInstanceOf(UnusableKey.class);
    }

    @Test
    void isTheSameKeyAfterBeingStored() throws Exception {
        CertificateChain chain = Samples.authority(dir).certify(key.csr("gateway-1", Samples.RANDOM));

        assertThat(UncertifiedKey.parse(key.pkcs8(ACCESS)).certified(chain).chain())
                .isEqualTo(chain);
    }

    @Test
    void readsNothingButAKeyOfTheCurve() {
        byte[] stored = key.pkcs8(ACCESS);

        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> UncertifiedKey.parse(cut))
                    .isInstanceOf(UnusableKey.class)
                    .hasNoCause();
        }
        assertThatThrownBy(() -> UncertifiedKey.parsePem(stored)).isInstanceOf(UnusableKey.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12345678901234567890123456789012345678901234567890123456789012345"})
    void refusesASubjectThatIsNone(String subject) {
        assertThatIllegalArgumentException().isThrownBy(() -> key.csr(subject, Samples.RANDOM));
    }

    @Test
    void certifiesNobodyWhoDoesNotProveToHaveTheKey() throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        String csr = new String(key.csr("gateway-1", Samples.RANDOM), StandardCharsets.US_ASCII);
        int middle = csr.length() / 2;
        char changed = csr.charAt(middle) == 'A' ? 'B' : 'A';
        String forged = csr.substring(0, middle) + changed + csr.substring(middle + 1);

        for (String request :
                new String[] {forged, "", "no request", csr.replace("CERTIFICATE REQUEST", "CERTIFICATE")}) {
            assertThatThrownBy(() -> authority.certify(Samples.utf8(request))).isInstanceOf(UnusableKey.class);
        }
    }

    @Test
    void showsItsNumberInNoText() {
        BigInteger number =
                Sm2.privateKey(PrivateKeyInfo.getInstance(key.pkcs8(ACCESS))).getD();

        assertThat(key + new String(key.csr("gateway-1", Samples.RANDOM), StandardCharsets.US_ASCII))
                .startsWith("UncertifiedKey[]")
                .doesNotContain(number.toString(), HexFormat.of().formatHex(number.toByteArray()));
    }

    @Test
    void tellsDevelopmentCertificatesFromOthers() throws Exception {
        DevelopmentAuthority authority = Samples.authority(dir);
        var other = TestCertificates.authority("Real CA");
        var others = new TrustedCertificates(List.of(other.selfSigned()));

        assertThat(DevelopmentAuthority.isIssuerOf(authority.certify(key.csr("x", Samples.RANDOM))))
                .isTrue();
        assertThat(DevelopmentAuthority.isTrustedBy(authority.trusted())).isTrue();
        assertThat(DevelopmentAuthority.isIssuerOf(new CertificateChain(
                        List.of(TestCertificates.leaf("gateway").signedBy(other)))))
                .isFalse();
        assertThat(DevelopmentAuthority.isTrustedBy(others)).isFalse();
    }
}
