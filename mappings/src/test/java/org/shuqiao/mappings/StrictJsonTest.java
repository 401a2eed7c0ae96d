package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.MalformedRecord.Code;

class StrictJsonTest {

    private final StrictJson json = new StrictJson();

    static Stream<Arguments> malformed() {
        return Stream.of(
                of(Code.INVALID_JSON, ""),
                of(Code.INVALID_JSON, "{"),
                of(Code.INVALID_JSON, "{\"a\":}"),
                of(Code.INVALID_JSON, "{\"a\":1,}"),
                of(Code.INVALID_JSON, "{'a':1}"),
                of(Code.INVALID_JSON, "{\"a\":NaN}"),
                of(Code.INVALID_JSON, "{\"a\":Infinity}"),
                of(Code.INVALID_JSON, "{\"a\":-Infinity}"),
                of(Code.INVALID_JSON, "{\"a\":01}"),
                of(Code.INVALID_JSON, "{\"a\":+1}"),
                of(Code.INVALID_JSON, "{\"a\":.5}"),
                of(Code.INVALID_JSON, "{/* note */\"a\":1}"),
                of(Code.INVALID_JSON, "\uFEFF{}"),
                of(Code.INVALID_JSON, "{\"a\":\"line\nbreak\"}"),
                of(Code.INVALID_JSON, "{\"a\":\"\\x\"}"),
                of(Code.NOT_AN_OBJECT, "[]"),
                of(Code.NOT_AN_OBJECT, "1"),
                of(Code.NOT_AN_OBJECT, "null"),
                of(Code.TRAILING_CONTENT, "{} {}"),
                of(Code.TRAILING_CONTENT, "{}]"),
                of(Code.TRAILING_CONTENT, "{}x"),
                of(Code.TRAILING_CONTENT, "{}/* note */"),
                of(Code.DUPLICATE_KEY, "{\"a\":1,\"b\":2,\"a\":1}"),
                of(Code.DUPLICATE_KEY, "{\"a\":{\"b\":1,\"\\u0062\":2}}"),
                of(Code.NUL_CHARACTER, "{\"a\":\"x\\u0000\"}"),
                of(Code.NUL_CHARACTER, "{\"a\":\"x\u0000\"}"),
                of(Code.NUL_CHARACTER, "{\"a\\u0000\":1}"),
                of(Code.LONE_SURROGATE, "{\"a\":\"\\ud800\"}"),
                of(Code.LONE_SURROGATE, "{\"a\":\"\\udc00\\ud800\"}"),
                of(Code.LONE_SURROGATE, "{\"a\":\"\\ud800x\"}"),
                of(Code.LONE_SURROGATE, "{\"\\udfff\":1}"),
                of(Code.BIDI_CONTROL, "{\"a\":\"\\u202e00083100831\"}"),
                of(Code.BIDI_CONTROL, "{\"a\":\"\u206700083100831\u2069\"}"),
                of(Code.BIDI_CONTROL, "{\"\\u202b\":1}"),
                of(Code.NUMBER_TOO_LONG, "{\"a\":" + "9".repeat(10_000) + "}"),
                of(Code.NUMBER_TOO_LONG, "{\"a\":0." + "9".repeat(10_000) + "}"),
                of(Code.NUMBER_OUT_OF_RANGE, "{\"a\":1e400}"),
                of(Code.NUMBER_OUT_OF_RANGE, "{\"a\":1e99999999999}"),
                of(Code.NUMBER_OUT_OF_RANGE, "{\"a\":1e-2147483649}"),
                of(Code.NUMBER_OUT_OF_RANGE, "{\"a\":1e-999999999}"),
                of(Code.NESTED_TOO_DEEP, "{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"),
                of(Code.NESTED_TOO_DEEP, "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)),
                of(Code.STRING_TOO_LONG, "{\"a\":\"" + "字".repeat(RecordLimits.STRING_UTF16_UNITS + 1) + "\"}"),
                of(Code.NAME_TOO_LONG, "{\"" + "n".repeat(RecordLimits.NAME_UTF16_UNITS + 1) + "\":1}"),
                of(Code.TOO_MANY_VALUES, "{\"a\":[" + "1,".repeat(RecordLimits.VALUES) + "1]}"),
                of(Code.BODY_TOO_LONG, "{\"a\":\"" + "x".repeat(RecordLimits.BODY_BYTES) + "\"}"));
    }

    private static Arguments of(Code code, String body) {
        return Arguments.of(code, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesInBoundedTime(Code code, byte[] body) {
        MalformedRecord refused = ProcessorTime.within(
                Duration.ofSeconds(2), () -> catchThrowableOfType(MalformedRecord.class, () -> json.read(body)));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.location().line()).isPositive();
    }

    static Stream<byte[]> invalidUtf8() {
        return Stream.of(
                        new int[] {0xFF},
                        new int[] {0xC0, 0x80},
                        new int[] {0xC1, 0xBF},
                        new int[] {0xE0, 0x80, 0x80},
                        new int[] {0xED, 0xA0, 0x80},
                        new int[] {0xF4, 0x90, 0x80, 0x80},
                        new int[] {0xE4, 0xB8},
                        new int[] {0x80})
                .map(StrictJsonTest::inString);
    }

    private static byte[] inString(int[] raw) {
        byte[] body = new byte[raw.length + 8];
        byte[] head = "{\"a\":\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, body, 0, 6);
        for (int i = 0; i < raw.length; i++) {
            body[6 + i] = (byte) raw[i];
        }
        body[6 + raw.length] = '"';
        body[7 + raw.length] = '}';
        return body;
    }

    @ParameterizedTest
    @MethodSource("invalidUtf8")
    void refusesInvalidUtf8(byte[] body) {
        MalformedRecord refused = catchThrowableOfType(MalformedRecord.class, () -> json.read(body));
        assertThat(refused.code()).isEqualTo(Code.INVALID_UTF8);
        assertThat(refused.location()).isEqualTo(new MalformedRecord.Location(1, 7));
    }

    @Test
    void refusesUtf16() {
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(catchThrowableOfType(MalformedRecord.class, () -> json.read(body)))
                .isNotNull();
    }

    @Test
    void saysNothingOfTheInput() {
        byte[] body = "{\"a\":13800138000secret}".getBytes(StandardCharsets.UTF_8);
        MalformedRecord refused = catchThrowableOfType(MalformedRecord.class, () -> json.read(body));
        assertThat(refused).hasMessageNotContainingAny("secret", "138").hasNoCause();
    }

    @Test
    void readsWhatIsStrict() {
        var read = json.read("{\"z\":\"青岛\\ud83d\\ude00\",\"i\":123456789012345678901,\"d\":0.10,\"n\":null}"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(read.path("z").asString()).isEqualTo("青岛😀");
        assertThat(read.path("i").bigIntegerValue()).hasToString("123456789012345678901");
        assertThat(read.path("d").decimalValue()).isEqualTo(new BigDecimal("0.10"));
        assertThat(read.path("n").isNull()).isTrue();
    }
}
