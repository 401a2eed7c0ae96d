package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.utf8;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir
    private Path dir;

    private DevelopmentAuthority authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = Samples.authority(dir);
        authority.issue("gateway", "gateway");
    }

    @Test
    void loadsWhatTheAuthorityIssued() throws Exception {
        SigningKey key = SigningKey.load(dir.resolve("gateway.key.pem"), dir.resolve("gateway.pem"));
        byte[] message = utf8("message");
        Signer signer = key.signer(Samples.RANDOM);
        authority.trusted().verifier(signer.chain(), Samples.NOW).verify(message, signer.sign(message));
    }

    @Test
    void loadsAKeyThatOpenSslMade() throws Exception {
        var openSsl = new OpenSsl(dir);
        assertThat(openSsl.shell(
                                """
                openssl genpkey -algorithm SM2 -out own.key.pem
                openssl req -new -x509 -key own.key.pem -sm3 -sigopt distid:1234567812345678 -subj /CN=own -days 30 -out own.pem
                """)
                        .status())
                .isZero();

        SigningKey key = SigningKey.load(dir.resolve("own.key.pem"), dir.resolve("own.pem"));

        openSsl.write("message", utf8("message"));
        openSsl.write("signature", key.signer(Samples.RANDOM).sign(utf8("message")));
        assertThat(openSsl.shell(
                                """
                openssl x509 -in own.pem -pubkey -noout > public.pem
                openssl dgst -sm3 -verify public.pem -sigopt distid:1234567812345678 -signature signature message
                """)
                        .status())
                .isZero();
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws Exception {
        authority.issue("other", "other");
        assertRefused("other.key.pem", "gateway.pem");
    }

    @Test
    void refusesFilesOfAnotherKind() throws Exception {
        assertRefused("gateway.pem", "gateway.pem");
        assertRefused("gateway.key.pem", "gateway.key.pem");
        Files.write(dir.resolve("empty"), new byte[0]);
        assertRefused("empty", "gateway.pem");
        assertRefused("gateway.key.pem", "empty");
        Files.write(dir.resolve("two"), utf8(pem("gateway.key.pem").repeat(2)));
        assertRefused("two", "gateway.pem");
    }

    @Test
    void refusesKeysOfOtherCurvesAndEncryptedKeys() throws Exception {
        var openSsl = new OpenSsl(dir);
        assertThat(openSsl.shell(
                                """
                openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.pem
                openssl genpkey -algorithm ED25519 -out ed25519.pem
                openssl pkcs8 -topk8 -in gateway.key.pem -passout pass:secret -out encrypted.pem
                openssl ec -in gateway.key.pem -out sec1.pem
                """)
                        .status())
                .isZero();
        for (String key : new String[] {"p256.pem", "ed25519.pem", "encrypted.pem", "sec1.pem"}) {
            assertRefused(key, "gateway.pem");
        }
    }

    @Test
    void refusesBrokenKeysWithoutAnyOtherException() throws Exception {
        byte[] pkcs8 = Pem.decode(Files.readAllBytes(dir.resolve("gateway.key.pem")), Pem.PRIVATE_KEY)
                .get(0);
        var random = new Random(5208);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = Arrays.copyOf(pkcs8, pkcs8.length - random.nextInt(2));
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            byte[] pem = utf8(Pem.encode(Pem.PRIVATE_KEY, broken));
            try {
                assertThat(SigningKey.privateKey(pem).getD()).isBetween(BigInteger.ONE, Sm2.ORDER);
            } catch (UnusableKey e) {
                assertThat(e).hasNoCause();
            }
        }
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SigningKey.load(dir.resolve("nobody.key.pem"), dir.resolve("gateway.pem")))
                .withMessageContaining("nobody.key.pem");
    }

    @Test
    void showsNothingOfTheKey() throws Exception {
        SigningKey key = authority.issue("gateway", "gateway");
        assertThat(key).hasToString("SigningKey[" + key.chain().leafSerialHex() + "]");
        Files.write(dir.resolve("broken"), utf8(pem("gateway.key.pem").replace("MIG", "MIX")));
        assertThatExceptionOfType(UnusableKey.class)
                .isThrownBy(() -> SigningKey.load(dir.resolve("broken"), dir.resolve("gateway.pem")))
                .withNoCause()
                .satisfies(
                        e -> assertThat(e.getMessage().toLowerCase(Locale.ROOT)).doesNotContain("mix"));
    }

    private String pem(String file) throws Exception {
        return Files.readString(dir.resolve(file), StandardCharsets.US_ASCII);
    }

    private void assertRefused(String keyFile, String chainFile) {
        assertThatExceptionOfType(UnusableKey.class)
                .isThrownBy(() -> SigningKey.load(dir.resolve(keyFile), dir.resolve(chainFile)));
    }
}
