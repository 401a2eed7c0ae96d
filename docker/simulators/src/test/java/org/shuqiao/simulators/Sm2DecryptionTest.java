package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sm2DecryptionTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(US_ASCII);

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;
    private static Sm2Decryption decryption;
    private static byte[] sealed;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = DevelopmentKeys.create(home);
        decryption = new Sm2Decryption(new Kona(), keys.privateKey("capability-center-enc"));
        sealed = seal("capability-center-enc");
    }

    @Test
    void opensWhatOpenSslEncrypted() throws Exception {
        Path plain = Files.write(keys.file("plain"), KEY);
        keys.openSsl().encrypt("capability-center-enc", plain, keys.file("cipher"));
        assertThat(decryption.open(Files.readAllBytes(keys.file("cipher")))).hasValue(KEY);
    }

    @Test
    void opensNothingThatWasMadeForAnotherKey() throws Exception {
        assertThat(decryption.open(seal("gateway"))).isEmpty();
    }

    @Test
    void opensNothingThatWasChangedOrCut() {
        for (int i = 0; i < sealed.length; i++) {
            byte[] flipped = sealed.clone();
            flipped[i] ^= 1;
            assertThat(decryption.open(flipped)).as("byte " + i).isEmpty();
            assertThat(decryption.open(Arrays.copyOf(sealed, i))).as("cut " + i).isEmpty();
        }
        assertThat(decryption.open(Arrays.copyOf(sealed, sealed.length + 1))).isEmpty();
        assertThat(decryption.open(sealed)).hasValue(KEY);
    }

    @Test
    void refusesAPointThatIsNotOnTheCurve() {
        byte[] hash = DerWriter.octetString(new byte[32]);
        byte[] text = DerWriter.octetString(new byte[16]);
        BigInteger beyond = BigInteger.ONE.shiftLeft(256);
        for (BigInteger number : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, beyond}) {
            byte[] point = DerWriter.integer(number);
            assertThat(decryption.open(DerWriter.sequence(point, point, hash, text)))
                    .isEmpty();
        }
    }

    @Test
    void refusesAHashOrATextOfAnotherLength() throws MalformedDer {
        DerReader fields = new DerReader(sealed).enter(DerReader.SEQUENCE);
        byte[] x = DerWriter.integer(fields.positiveInteger());
        byte[] y = DerWriter.integer(fields.positiveInteger());
        byte[] shortHash = DerWriter.octetString(new byte[31]);
        byte[] hash = DerWriter.octetString(new byte[32]);
        byte[] text = DerWriter.octetString(new byte[16]);
        assertThat(decryption.open(DerWriter.sequence(x, y, shortHash, text))).isEmpty();
        assertThat(decryption.open(DerWriter.sequence(x, y, hash, DerWriter.octetString(new byte[0]))))
                .isEmpty();
    }

    private static byte[] seal(String name) throws Exception {
        return Sm2Decryption.encrypt(new Kona(), keys.publicKey(name), KEY, new SecureRandom());
    }
}
