package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sm2Test {
    private static final byte[] MESSAGE = "正好这些字节".getBytes(UTF_8);

    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;
    private static Sm2Signer signer;
    private static Sm2Verifier verifier;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = DevelopmentKeys.create(home);
        signer = keys.signer("gateway", Sm2UserId.DEFAULT);
        verifier = new Sm2Verifier(new Kona(), keys.publicKey("gateway"));
    }

    @Test
    void hashesAsTheStandardSays() {
        assertThat(new Kona().sm3Hex("abc".getBytes(UTF_8)))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(new Kona().sm3Hex("abcd".repeat(16).getBytes(UTF_8)))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void acceptsWhatOpenSslSigned() throws Exception {
        Path message = Files.write(keys.file("message"), MESSAGE);
        keys.openSsl().sign("gateway", message, keys.file("signature"));
        assertThat(verifier.accepts(MESSAGE, Files.readAllBytes(keys.file("signature"))))
                .isTrue();
    }

    @Test
    void signsWhatOpenSslAccepts() throws Exception {
        Path message = Files.write(keys.file("ours"), MESSAGE);
        Path signature = Files.write(keys.file("ours.sig"), signer.sign(MESSAGE));
        keys.openSsl().verify("gateway", message, signature);
    }

    @Test
    void signsOverAnotherUserIdWhatOpenSslAccepts() throws Exception {
        Sm2UserId other = new Sm2UserId("cq-capability");
        byte[] signed = keys.signer("gateway", other).sign(MESSAGE);
        Path message = Files.write(keys.file("other"), MESSAGE);
        keys.openSsl().verify("gateway", other, message, Files.write(keys.file("other.sig"), signed));

        assertThat(new Sm2Verifier(new Kona(), keys.publicKey("gateway"), other).accepts(MESSAGE, signed))
                .isTrue();
        assertThat(verifier.accepts(MESSAGE, signed)).isFalse();
    }

    @Test
    void rejectsAnyFlippedByteAndStaysUsable() {
        byte[] signature = signer.sign(MESSAGE);
        for (int i = 0; i < signature.length; i++) {
            byte[] flipped = signature.clone();
            flipped[i] ^= 1;
            assertThat(verifier.accepts(MESSAGE, flipped)).as("byte " + i).isFalse();
        }
        assertThat(verifier.accepts(MESSAGE, signature)).isTrue();
    }

    @Test
    void rejectsAnotherMessage() {
        assertThat(verifier.accepts("别的".getBytes(UTF_8), signer.sign(MESSAGE))).isFalse();
    }

    @Test
    void rejectsNumbersOutOfRangeWithoutSpoilingTheNextVerification() {
        byte[] tooLarge = HexFormat.of().parseHex("3026022100" + "FF".repeat(32) + "020101");
        assertThat(verifier.accepts(MESSAGE, tooLarge)).isFalse();
        assertThat(verifier.accepts(MESSAGE, signer.sign(MESSAGE))).isTrue();
    }

    @Test
    void rejectsNegativeIntegersThatKonaWouldReadAsPositive() throws Exception {
        byte[] signature = signatureWithHighBit();
        assertThat(verifier.accepts(MESSAGE, signature)).isTrue();

        DerReader rs = new DerReader(signature).enter(DerReader.SEQUENCE);
        byte[] r = unsigned(rs.positiveInteger());
        byte[] s = unsigned(rs.positiveInteger());
        String body = "02" + hex(r) + "02" + hex(s);
        byte[] negative = HexFormat.of().parseHex("30%02x%s".formatted(body.length() / 2, body));
        assertThat(verifier.accepts(MESSAGE, negative)).isFalse();
    }

    @Test
    void signsAndVerifiesOnManyThreads() {
        assertThat(IntStream.range(0, 200).parallel().allMatch(i -> {
                    byte[] message = Integer.toString(i).getBytes(UTF_8);
                    return verifier.accepts(message, signer.sign(message));
                }))
                .isTrue();
    }

    private static byte[] signatureWithHighBit() throws MalformedDer {
        while (true) {
            byte[] signature = signer.sign(MESSAGE);
            DerReader rs = new DerReader(signature).enter(DerReader.SEQUENCE);
            int bitsOfR = rs.positiveInteger().bitLength();
            int bitsOfS = rs.positiveInteger().bitLength();
            if (bitsOfR == 256 && bitsOfS == 256) {
                return signature;
            }
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
    }

    private static String hex(byte[] content) {
        return "%02x%s".formatted(content.length, HexFormat.of().formatHex(content));
    }
}
