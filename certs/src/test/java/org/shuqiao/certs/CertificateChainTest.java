package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.utf8;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.certs.CertificateRefused.Reason;

class CertificateChainTest {
    @TempDir
    private Path dir;

    @Test
    void comesBackFromItsPem() throws Exception {
        CertificateChain chain = Samples.authority(dir).issue("gateway", "网关").chain();
        CertificateChain parsed = CertificateChain.parse(chain.pem());
        assertThat(parsed).isEqualTo(chain).hasSameHashCodeAs(chain);
        assertThat(parsed.pem()).isEqualTo(chain.pem());
        assertThat(parsed.certificates()).hasSize(2);
        assertThat(parsed.leafDer()).isEqualTo(chain.leafDer());
        assertThat(parsed).hasToString("CertificateChain[" + chain.leafSerialHex() + "]");
    }

    @Test
    void readsOtherLineEndsAndTextBetween() throws Exception {
        CertificateChain chain =
                Samples.authority(dir).issue("gateway", "gateway").chain();
        String pem = new String(chain.pem(), StandardCharsets.US_ASCII);
        assertThat(CertificateChain.parse(utf8("Subject: 网关\r\n" + pem.replace("\n", "\r\n"))))
                .isEqualTo(chain);
    }

    @Test
    void showsTheSerialNumberAsOpenSslDoes() throws Exception {
        var openSsl = new OpenSsl(dir);
        for (String serial : List.of("01", "7F", "80", "0ABCDE", "FF00000000000000000000000000000000000001")) {
            var certificate = TestCertificates.leaf("leaf");
            certificate.serial = new BigInteger(serial, 16);
            var chain = new CertificateChain(List.of(certificate.selfSigned()));
            openSsl.write("leaf.pem", chain.pem());
            assertThat(chain.leafSerialHex()).isEqualTo(serial);
            assertThat(openSsl.run("x509", "-in", "leaf.pem", "-noout", "-serial")
                            .output())
                    .isEqualTo("serial=" + serial + "\n");
        }
    }

    @Test
    void readsCertificatesThatOpenSslMade() throws Exception {
        var openSsl = new OpenSsl(dir);
        assertThat(
                        openSsl.shell(
                                """
                openssl genpkey -algorithm SM2 -out ca.key.pem
                openssl req -new -x509 -key ca.key.pem -sm3 -sigopt distid:1234567812345678 -subj /CN=ca -days 30 -out ca.pem
                openssl genpkey -algorithm SM2 -out leaf.key.pem
                openssl req -new -key leaf.key.pem -sm3 -sigopt distid:1234567812345678 -subj /CN=leaf -out leaf.csr
                openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key.pem -sm3 -sigopt distid:1234567812345678 \
                  -vfyopt distid:1234567812345678 -days 30 -set_serial 77 -out leaf.pem
                """))
                .matches(result -> result.status() == 0);
        CertificateChain chain = CertificateChain.parse(openSsl.read("leaf.pem"));
        SigningKey key = SigningKey.load(dir.resolve("leaf.key.pem"), dir.resolve("leaf.pem"));
        byte[] signature = key.signer(Samples.RANDOM).sign(utf8("m"));
        TrustedCertificates.load(List.of(dir.resolve("ca.pem")))
                .verifier(chain, chain.leaf().getNotBefore().toInstant())
                .verify(utf8("m"), signature);
        assertThat(chain.leafSerialHex()).isEqualTo("4D");
    }

    static Stream<byte[]> malformed() throws Exception {
        var certificate = TestCertificates.leaf("leaf").selfSigned();
        var negative = TestCertificates.leaf("leaf");
        negative.serial = BigInteger.ONE.negate();
        String pem = Pem.encode(Pem.CERTIFICATE, certificate.getEncoded());
        byte[] longer = Arrays.copyOf(certificate.getEncoded(), certificate.getEncoded().length + 1);
        return Stream.of(
                new byte[0],
                utf8("no PEM at all"),
                utf8(pem.replace("CERTIFICATE", "PRIVATE KEY")),
                utf8(pem + Pem.encode("X509 CRL", certificate.getEncoded())),
                utf8(pem.substring(0, pem.length() / 2)),
                utf8(pem.replace("MII", "M*I").replace("MIG", "M*G")),
                utf8(pem.repeat(CertificateChain.MAX_CERTIFICATES + 1)),
                utf8(pem + " ".repeat(CertificateChain.MAX_PEM_BYTES)),
                utf8(Pem.encode(Pem.CERTIFICATE, longer)),
                utf8(Pem.encode(Pem.CERTIFICATE, new byte[] {0x30, 0x00})),
                utf8(Pem.encode(Pem.CERTIFICATE, new byte[0])),
                utf8(Pem.encode(Pem.CERTIFICATE, negative.selfSigned().getEncoded())));
    }

    @ParameterizedTest
    @MethodSource
    void malformed(byte[] pem) {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> CertificateChain.parse(pem))
                .extracting(CertificateRefused::reason)
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesBrokenPemWithoutAnyOtherException() throws Exception {
        byte[] pem = Samples.authority(dir).issue("gateway", "gateway").chain().pem();
        var random = new Random(7468);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = pem.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            broken[random.nextInt(broken.length)] = '=';
            try {
                assertThat(CertificateChain.parse(broken)).isNotNull();
            } catch (CertificateRefused e) {
                assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
            }
        }
    }

    @Test
    void saysNothingOfTheContentWhenItRefuses() {
        assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> CertificateChain.parse(
                        utf8("-----BEGIN CERTIFICATE-----\nSECRET*\n-----END CERTIFICATE-----\n")))
                .satisfies(
                        e -> assertThat(e.toString().toLowerCase(Locale.ROOT)).doesNotContain("secret"));
    }
}
