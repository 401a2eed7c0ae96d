package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.hex;
import static org.shuqiao.certs.Samples.utf8;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Sm2VerifierTest {
    private static final BigInteger N = Sm2.ORDER;
    private static final byte[] ONE = {0x01};
    private static final byte[] MESSAGE = utf8("message");

    private final ECPrivateKeyParameters key = new ECPrivateKeyParameters(BigInteger.valueOf(123_456_789), Sm2.DOMAIN);
    private final Verifier verifier = new Sm2Verifier(Sm2.publicKeyOf(key));
    private final byte[] signature = new Sm2Signing(key, RANDOM).sign(MESSAGE);

    static Stream<Arguments> malformed() {
        byte[] high = BigInteger.ONE.shiftLeft(255).toByteArray(); // 00 80 00 …
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("one byte", hex("30")),
                Arguments.of("an empty sequence", hex("3000")),
                Arguments.of("a set", hex("3106020101020101")),
                Arguments.of("only r", hex("3003020101")),
                Arguments.of("three integers", hex("3009020101020101020101")),
                Arguments.of("a bit string for r", hex("3006030101020101")),
                Arguments.of("r = 0", der(new byte[] {0}, ONE)),
                Arguments.of("s = 0", der(ONE, new byte[] {0})),
                Arguments.of("r = n", der(N.toByteArray(), ONE)),
                Arguments.of("s = n", der(ONE, N.toByteArray())),
                Arguments.of("r = n + 1", der(N.add(BigInteger.ONE).toByteArray(), ONE)),
                Arguments.of("r of 33 bytes", der(BigInteger.ONE.shiftLeft(256).toByteArray(), ONE)),
                Arguments.of("r of 34 bytes", der(BigInteger.ONE.shiftLeft(264).toByteArray(), ONE)),
                Arguments.of("r negative", der(new byte[] {(byte) 0xff}, ONE)),
                Arguments.of("r negative by a missing zero", der(Arrays.copyOfRange(high, 1, 33), ONE)),
                Arguments.of("s negative by a missing zero", der(ONE, Arrays.copyOfRange(high, 1, 33))),
                Arguments.of("r with a needless zero", der(new byte[] {0, 1}, ONE)),
                Arguments.of("s with a needless zero", der(ONE, new byte[] {0, 1})),
                Arguments.of("an empty integer", hex("30050200020101")),
                Arguments.of("a byte after the sequence", hex("300602010102010100")),
                Arguments.of("a byte after s in the sequence", hex("300702010102010100")),
                Arguments.of("a length in long form", hex("308106020101020101")),
                Arguments.of("an integer length in long form", hex("30070281010102010100")),
                Arguments.of("a length without end", hex("3080020101020101000" + "0")),
                Arguments.of("a length too long", hex("3007020101020101")),
                Arguments.of("a length too short", hex("3005020101020101")),
                Arguments.of("r longer than all", hex("3006027f01020101")),
                Arguments.of("r with a length beyond 127", hex("300602ff01020101")),
                Arguments.of("raw r and s, 64 bytes", new byte[64]),
                Arguments.of("raw r and s that lost a zero, 63 bytes", filled(63)),
                Arguments.of("raw r and s that look like a sequence", raw64LikeASequence()),
                Arguments.of("text", utf8("MEUCIQ==")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String fault, byte[] bytes) {
        assertThatExceptionOfType(MalformedSignature.class).isThrownBy(() -> verifier.verify(MESSAGE, bytes));
    }

    @Test
    void tellsAWrongSignatureFromAMalformedOne() {
        assertWrong(MESSAGE, der(ONE, ONE));
        assertWrong(
                MESSAGE,
                der(
                        N.subtract(BigInteger.ONE).toByteArray(),
                        N.subtract(BigInteger.ONE).toByteArray()));
        assertWrong(MESSAGE, der(ONE, N.subtract(BigInteger.ONE).toByteArray())); // r + s = n
        assertWrong(utf8("another message"), signature);
        assertWrong(new byte[0], signature);
    }

    @Test
    void refusesTheSignatureOfAnotherKey() {
        var other = new ECPrivateKeyParameters(BigInteger.TWO, Sm2.DOMAIN);
        assertWrong(MESSAGE, new Sm2Signing(other, RANDOM).sign(MESSAGE));
    }

    @Test
    void refusesEverySingleFlippedBit() {
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatExceptionOfType(SignatureRefused.class).isThrownBy(() -> verifier.verify(MESSAGE, flipped));
        }
    }

    @Test
    void refusesRandomBytesWithoutAnyOtherException() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 0x30;
                bytes[1] = (byte) (bytes.length - 2);
            }
            assertThatExceptionOfType(SignatureRefused.class).isThrownBy(() -> verifier.verify(MESSAGE, bytes));
        }
    }

    @Test
    void staysUsableAfterRefusals() {
        assertWrong(utf8("another message"), signature);
        assertThatExceptionOfType(MalformedSignature.class).isThrownBy(() -> verifier.verify(MESSAGE, new byte[3]));
        assertThatCode(() -> verifier.verify(MESSAGE, signature)).doesNotThrowAnyException();
    }

    @Test
    void acceptsShortIntegers() throws Exception {
        // About one signature in 500 has an r or s of 31 bytes: the length must follow the number.
        var signing = new Sm2Signing(key, new Repeatable());
        byte[] bytes;
        do {
            bytes = signing.sign(MESSAGE);
            verifier.verify(MESSAGE, bytes);
        } while (bytes.length > 69);
        assertThat(bytes).hasSizeLessThan(70);
    }

    /** The same nonces in every run. */
    private static final class Repeatable extends SecureRandom {
        private final transient Random random = new Random(31);

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }

    private void assertWrong(byte[] message, byte[] bytes) {
        assertThatExceptionOfType(WrongSignature.class).isThrownBy(() -> verifier.verify(message, bytes));
    }

    private static byte[] der(byte[] r, byte[] s) {
        var der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (der.length - 2);
        der[2] = 0x02;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 0x02;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        return der;
    }

    private static byte[] filled(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x30);
        return bytes;
    }

    private static byte[] raw64LikeASequence() {
        byte[] raw = filled(64);
        raw[1] = 62;
        return raw;
    }
}
