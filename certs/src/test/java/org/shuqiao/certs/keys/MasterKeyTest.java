package org.shuqiao.certs.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.PrivateKeyAccess;

class MasterKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final PrivateKeyAccess ACCESS = PrivateKeyAccess.granted();
    private static final byte[] SECRET = "a secret that nobody reads".getBytes(UTF_8);

    private final MasterKey master = new MasterKey(random(MasterKey.BYTES));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 150, 65_536})
    void opensWhatItHasSealed(int bytes) throws Exception {
        byte[] secret = random(bytes);

        assertThat(master.open(master.seal(secret, "here", RANDOM), "here", ACCESS))
                .isEqualTo(secret);
    }

    @Test
    void comparesSecretsUnderOneContextOnly() {
        MasterKey other = new MasterKey(new byte[MasterKey.BYTES]);
        byte[] secret = {1, 2, 3};

        assertThat(other.fingerprint(secret, "a")).hasSize(32).isEqualTo(other.fingerprint(secret.clone(), "a"));
        assertThat(other.fingerprint(secret, "a"))
                .isNotEqualTo(other.fingerprint(secret, "b"))
                .isNotEqualTo(other.fingerprint(new byte[] {1, 2, 4}, "a"));
    }

    @Test
    void sealsDifferentlyEachTimeAndShowsNothing() {
        byte[] once = master.seal(SECRET, "here", RANDOM);
        byte[] again = master.seal(SECRET, "here", RANDOM);

        assertThat(once).isNotEqualTo(again).hasSize(1 + 12 + SECRET.length + 16);
        assertThat(new String(once, UTF_8)).doesNotContain("secret");
    }

    @Test
    void opensNothingOfAnotherContext() {
        byte[] sealed = master.seal(SECRET, "here", RANDOM);

        assertThatThrownBy(() -> master.open(sealed, "there", ACCESS)).isInstanceOf(SealBroken.class);
    }

    @Test
    void opensNothingOfAnotherMaster() {
        byte[] sealed = new MasterKey(random(MasterKey.BYTES)).seal(SECRET, "here", RANDOM);

        assertThatThrownBy(() -> master.open(sealed, "here", ACCESS)).isInstanceOf(SealBroken.class);
    }

    @Test
    void noticesEveryFlippedBit() {
        byte[] sealed = master.seal(SECRET, "here", RANDOM);

        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> master.open(flipped, "here", ACCESS))
                    .as("bit %s", bit)
                    .isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void noticesEveryLengthButTheRightOne() {
        byte[] sealed = master.seal(SECRET, "here", RANDOM);

        for (int length = 0; length < sealed.length + 40; length++) {
            if (length != sealed.length) {
                byte[] other = Arrays.copyOf(sealed, length);
                assertThatThrownBy(() -> master.open(other, "here", ACCESS)).isInstanceOf(SealBroken.class);
            }
        }
        assertThatThrownBy(() -> master.open(new byte[1 << 20], "here", ACCESS)).isInstanceOf(SealBroken.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void refusesAMasterOfAnotherLength(int bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MasterKey(new byte[bytes]));
    }

    @Test
    void hasNoTextOfItself() {
        assertThat(master).hasToString("MasterKey[]");
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
