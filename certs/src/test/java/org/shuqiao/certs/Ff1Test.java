package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ff1Test {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] KEY = HEX.parseHex("0123456789abcdeffedcba9876543210");

    /** Those of radix 10 among NIST's samples for FF1. */
    @ParameterizedTest
    @CsvSource({
        "2B7E151628AED2A6ABF7158809CF4F3C, '', 2433477484",
        "2B7E151628AED2A6ABF7158809CF4F3C, 39383736353433323130, 6124200773",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F, '', 2830668132",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F, 39383736353433323130, 2496655549",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94, '', 6657667009",
        "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94, 39383736353433323130, 1001623463"
    })
    void isWhatTheStandardSaysWithAes(String key, String tweak, String encrypted) {
        byte[] bytes = HEX.parseHex(key);
        byte[] place = HEX.parseHex(tweak);

        assertThat(new Ff1(bytes, AESEngine::newInstance).encrypt("0123456789", place))
                .isEqualTo(encrypted)
                .isEqualTo(written(bytes, AESEngine::newInstance, "0123456789", place));
    }

    @Test
    void isTheSameWithSm4() {
        Random random = new Random(11);
        for (int n = 0; n < 200; n++) {
            String digits = digits(random, 6 + random.nextInt(59));
            byte[] place = ("activity\0/contacts/*/mobile" + n % 7).getBytes(StandardCharsets.UTF_8);

            assertThat(new Ff1(KEY).encrypt(digits, place)).isEqualTo(written(KEY, SM4Engine::new, digits, place));
        }
    }

    @Test
    void makesNoTwoOfOneLengthTheSame() {
        Set<String> encrypted = new HashSet<>();
        Ff1 ff1 = new Ff1(KEY);
        for (int n = 0; n < 20_000; n++) {
            encrypted.add(ff1.encrypt(String.format("%06d", n * 37), new byte[0]));
        }
        assertThat(encrypted).hasSize(20_000).allMatch(text -> text.matches("[0-9]{6}"));
    }

    @Test
    void makesOthersOfTheSameDigitsElsewhereAndUnderAnotherKey() {
        byte[] other = KEY.clone();
        other[0] ^= 1;
        String here = new Ff1(KEY).encrypt("00138000", new byte[] {1});

        assertThat(here)
                .isEqualTo(new Ff1(KEY).encrypt("00138000", new byte[] {1}))
                .isNotEqualTo(new Ff1(KEY).encrypt("00138000", new byte[] {2}))
                .isNotEqualTo(new Ff1(other).encrypt("00138000", new byte[] {1}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "12345a", "１２３４５６", "-12345", "12345 "})
    void refusesWhatIsTooShortOrHasNoDigits(String text) {
        assertThatThrownBy(() -> new Ff1(KEY).encrypt(text, new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsTooLongAndAnotherKey() {
        assertThatThrownBy(() -> new Ff1(KEY).encrypt("1".repeat(65), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ff1(new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }

    private static String digits(Random random, int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** Algorithm 7 (FF1.Encrypt) as the standard writes it down, for radix 10. */
    private static String written(byte[] key, Supplier<BlockCipher> cipher, String x, byte[] t) {
        int n = x.length();
        int u = n / 2;
        int v = n - u;
        String a = x.substring(0, u);
        String b = x.substring(u);
        int bytes = (int) Math.ceil(Math.ceil(v * Math.log(10) / Math.log(2)) / 8);
        int d = 4 * ((bytes + 3) / 4) + 4;
        byte[] p = block(new byte[] {1, 2, 1, 0, 0, 10, 10, (byte) u}, int32(n), int32(t.length));
        for (int i = 0; i < 10; i++) {
            byte[] zeros = new byte[Math.floorMod(-t.length - bytes - 1, 16)];
            byte[] q = block(t, zeros, new byte[] {(byte) i}, fixed(new BigInteger(b), bytes));
            byte[] r = prf(key, cipher, block(p, q));
            byte[] s = r;
            for (int j = 1; s.length < d; j++) {
                byte[] counted = r.clone();
                for (int k = 0; k < 4; k++) {
                    counted[12 + k] ^= int32(j)[k];
                }
                s = block(s, prf(key, cipher, counted));
            }
            BigInteger y = new BigInteger(1, Arrays.copyOf(s, d));
            int m = i % 2 == 0 ? u : v;
            BigInteger c = new BigInteger(a).add(y).mod(BigInteger.TEN.pow(m));
            a = b;
            b = "0".repeat(m - (c.signum() == 0 ? 1 : c.toString().length())) + c;
        }
        return a + b;
    }

    private static byte[] prf(byte[] key, Supplier<BlockCipher> cipher, byte[] blocks) {
        BlockCipher each = cipher.get();
        each.init(true, new KeyParameter(key));
        byte[] y = new byte[16];
        for (int at = 0; at < blocks.length; at += 16) {
            for (int k = 0; k < 16; k++) {
                y[k] ^= blocks[at + k];
            }
            each.processBlock(y, 0, y, 0);
        }
        return y;
    }

    private static byte[] int32(int number) {
        return fixed(BigInteger.valueOf(number), 4);
    }

    private static byte[] fixed(BigInteger number, int bytes) {
        byte[] shortest = number.toByteArray();
        byte[] fixed = new byte[bytes];
        for (int i = 1; i <= Math.min(bytes, shortest.length); i++) {
            fixed[bytes - i] = shortest[shortest.length - i];
        }
        return fixed;
    }

    private static byte[] block(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
