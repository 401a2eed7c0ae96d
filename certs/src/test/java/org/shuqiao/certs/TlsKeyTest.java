package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.CertificateRefused.Reason;

class TlsKeyTest {
    private static final PrivateKeyAccess ACCESS = PrivateKeyAccess.granted();

    @TempDir
    private Path dir;

    private final TlsKey key = TlsKey.generate(RANDOM);
    private final ECPrivateKeyParameters number = P256.privateKey(PrivateKeyInfo.getInstance(key.pkcs8(ACCESS)));
    private final ECPrivateKeyParameters authorityKey = P256.newKey(RANDOM);
    private final CertificateFactory factory = new CertificateFactory(Samples.CLOCK, RANDOM);

    @Test
    void asksForNamesAndAddressesInAFormThatOpenSslVerifies() throws Exception {
        var openSsl = new OpenSsl(dir);
        openSsl.write("request.pem", key.csr(List.of("gateway.example", "*.example", "10.0.0.1", "::1"), RANDOM));

        var verified = openSsl.shell("openssl req -in request.pem -verify -noout -text");

        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output())
                .contains("verify OK", "CN = gateway.example", "prime256v1", "ecdsa-with-SHA256")
                .contains("DNS:gateway.example, DNS:*.example, IP Address:10.0.0.1, IP Address:0:0:0:0:0:0:0:1");
    }

    @Test
    void leavesOutACommonNameThatWouldBeTooLong() throws Exception {
        String longName = "a".repeat(60) + ".example";
        var openSsl = new OpenSsl(dir);
        openSsl.write("request.pem", key.csr(List.of(longName), RANDOM));

        assertThat(openSsl.shell("openssl req -in request.pem -verify -noout -text")
                        .output())
                .contains("verify OK", "DNS:" + longName)
                .doesNotContain("CN = ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a..b",
                ".a",
                "a.",
                "-a",
                "a-",
                "a_b",
                "*",
                "*a.example",
                "a.*.example",
                "https://gateway.example",
                "gateway.example:8080",
                "网关",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.1/24",
                "fe80::1%eth0",
                "1:2:3",
                "a\n.example"
            })
    void refusesWhatIsNoNameOfAServer(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> key.csr(List.of("good.example", name), RANDOM));
    }

    @Test
    void refusesNoNamesAndTooMany() {
        assertThatIllegalArgumentException().isThrownBy(() -> key.csr(List.of(), RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> key.csr(Collections.nCopies(21, "a.example"), RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> key.csr(List.of("a".repeat(64)), RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> key.csr(List.of("ab.".repeat(90) + "a"), RANDOM));
    }

    @Test
    void isTheSameKeyAfterBeingStored() throws Exception {
        CertificateChain chain = new CertificateChain(List.of(signed(leaf())));

        assertThat(TlsKey.parse(key.pkcs8(ACCESS)).certified(chain).chain()).isEqualTo(chain);
        assertThatThrownBy(() -> TlsKey.generate(RANDOM).certified(chain)).isInstanceOf(UnusableKey.class);
    }

    @Test
    void readsNothingButAKeyOfTheCurve() {
        byte[] stored = key.pkcs8(ACCESS);

        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> TlsKey.parse(cut))
                    .isInstanceOf(UnusableKey.class)
                    .hasNoCause();
        }
        byte[] sm2 = UncertifiedKey.generate(RANDOM).pkcs8(ACCESS);
        assertThatThrownBy(() -> TlsKey.parse(sm2)).isInstanceOf(UnusableKey.class);
        assertThatThrownBy(() -> UncertifiedKey.parse(stored)).isInstanceOf(UnusableKey.class);
    }

    @Test
    void showsClientsACertificateThatIsFitAndNoOther() throws Exception {
        X509CertificateHolder authority = authority();
        X509CertificateHolder stranger = factory.builder(
                        CertificateFactory.name("CA"),
                        CertificateFactory.name("CA"),
                        P256.publicKey(P256.newKey(RANDOM)))
                .build(P256.signer(authorityKey, RANDOM));

        key.requireFit(chain(signed(leaf()), authority), NOW);
        key.requireFit(chain(signed(leaf())), NOW);
        key.requireFit(chain(signed(leaf(KeyPurposeId.anyExtendedKeyUsage))), NOW);
        refuses(Reason.EXPIRED, Duration.ofDays(4_000), signed(leaf()), authority);
        refuses(Reason.NOT_FOR_TLS, Duration.ZERO, signed(leaf(KeyPurposeId.id_kp_timeStamping)), authority);
        refuses(Reason.NOT_FOR_TLS, Duration.ZERO, signed(leafFor(new KeyUsage(KeyUsage.keyAgreement))), authority);
        refuses(
                Reason.NOT_FOR_TLS,
                Duration.ZERO,
                signed(leaf().addExtension(Extension.basicConstraints, true, new BasicConstraints(true))),
                authority);
        refuses(Reason.WRONG_SIGNATURE, Duration.ZERO, signed(leaf()), stranger);
        refuses(Reason.WRONG_SIGNATURE, Duration.ZERO, signed(leaf()), signed(leaf()));
    }

    @Test
    void showsItsNumberInNoText() throws Exception {
        TlsIdentity identity = key.certified(chain(signed(leaf())));
        String csr = new String(key.csr(List.of("localhost"), RANDOM), StandardCharsets.US_ASCII);
        BigInteger secret = number.getD();

        assertThat(key + csr + identity)
                .startsWith("TlsKey[]")
                .doesNotContain(secret.toString(), HexFormat.of().formatHex(secret.toByteArray()));
    }

    private void refuses(Reason reason, Duration later, X509CertificateHolder... chain) throws Exception {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> key.requireFit(chain(chain), NOW.plus(later)))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static CertificateChain chain(X509CertificateHolder... certificates) {
        return new CertificateChain(List.of(certificates));
    }

    private X509CertificateHolder authority() throws Exception {
        return factory.builder(
                        CertificateFactory.name("CA"), CertificateFactory.name("CA"), P256.publicKey(authorityKey))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .build(P256.signer(authorityKey, RANDOM));
    }

    private X509v3CertificateBuilder leaf() throws Exception {
        return factory.builder(
                CertificateFactory.name("CA"), CertificateFactory.name("localhost"), P256.publicKey(number));
    }

    private X509v3CertificateBuilder leaf(KeyPurposeId use) throws Exception {
        return leaf().addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
    }

    private X509v3CertificateBuilder leafFor(KeyUsage usage) throws Exception {
        return leaf().addExtension(Extension.keyUsage, true, usage);
    }

    private X509CertificateHolder signed(X509v3CertificateBuilder certificate) {
        return certificate.build(P256.signer(authorityKey, RANDOM));
    }
}
