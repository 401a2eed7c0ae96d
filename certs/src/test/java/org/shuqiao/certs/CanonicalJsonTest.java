package org.shuqiao.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.UnrepresentableJson.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

class CanonicalJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static String canonical(String json) {
        return text(JSON.readTree(json));
    }

    private static String text(JsonNode node) {
        return new String(CanonicalJson.bytes(node), StandardCharsets.UTF_8);
    }

    @Test
    void matchesTheExampleOfTheRfc() {
        // RFC 8785 §3.2.2 and §3.2.4
        assertThat(
                        canonical(
                                """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }"""))
                .isEqualTo(
                        """
                {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
                "string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}""");
    }

    @Test
    void sortsMembersByUtf16CodeUnits() {
        // RFC 8785 §3.2.3
        assertThat(
                        canonical(
                                """
                {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",
                 "1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}"""))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 8785 appendix B
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
        // two digits in Java, one in ECMAScript
        "0000000000000002, 1e-323",
        "0000000000000003, 1.5e-323",
        "0000000000000004, 2e-323",
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String expected) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(text(NODES.numberNode(value))).isEqualTo(expected);
    }

    @Test
    void writesEveryKindOfNumberNodeAlike() {
        assertThat(text(NODES.numberNode((byte) -7))).isEqualTo("-7");
        assertThat(text(NODES.numberNode((short) 12))).isEqualTo("12");
        assertThat(text(NODES.numberNode(42))).isEqualTo("42");
        assertThat(text(NODES.numberNode(-9007199254740992L))).isEqualTo("-9007199254740992");
        assertThat(text(NODES.numberNode(1152921504606847000L))).isEqualTo("1152921504606847000");
        assertThat(text(NODES.numberNode(BigInteger.TEN.pow(22)))).isEqualTo("1e+22");
        assertThat(text(NODES.numberNode(0.1f))).isEqualTo("0.1");
        assertThat(text(NODES.numberNode(new BigDecimal("1.50")))).isEqualTo("1.5");
    }

    @Test
    void agreesWithAnotherImplementationOnGeneratedDocuments() throws Exception {
        var random = new Random(8785);
        for (int i = 0; i < 1_000; i++) {
            String json = JSON.writeValueAsString(new RandomJson(random).document());
            assertThat(CanonicalJson.bytes(JSON.readTree(json)))
                    .as(json)
                    .isEqualTo(new JsonCanonicalizer(json).getEncodedUTF8());
        }
    }

    @Test
    void agreesWithAnotherImplementationOnAnyDouble() throws Exception {
        var random = new Random(754);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(text(NODES.numberNode(value))).isEqualTo(NumberToJSON.serializeNumber(value));
            }
        }
    }

    @Test
    void isItsOwnCanonicalForm() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] once = CanonicalJson.bytes(new RandomJson(random).document());
            assertThat(CanonicalJson.bytes(JSON.readTree(once))).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "\ud800x", "\ud800\ud800\udc00"})
    void refusesHalfASurrogatePairInAStringOrName(String text) {
        assertRefused(Reason.LONE_SURROGATE, NODES.stringNode(text));
        assertRefused(Reason.LONE_SURROGATE, NODES.objectNode().put(text, 1));
    }

    @Test
    void refusesWhatIsNoJsonNumber() {
        assertRefused(Reason.NOT_FINITE, NODES.numberNode(Double.NaN));
        assertRefused(Reason.NOT_FINITE, NODES.numberNode(Double.POSITIVE_INFINITY));
        assertRefused(Reason.NOT_FINITE, NODES.numberNode(Float.NEGATIVE_INFINITY));
        assertRefused(Reason.NOT_FINITE, NODES.numberNode(new BigDecimal("1e400")));
        assertRefused(Reason.NOT_FINITE, NODES.numberNode(BigInteger.TEN.pow(400)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9007199254740993",
                "9223372036854775807",
                "1152921504606846976",
                "100000000000000000000001"
            })
    void refusesAnIntegerThatWouldBecomeAnother(String integer) {
        assertRefused(Reason.INEXACT_INTEGER, JSON.readTree(integer));
    }

    @Test
    void refusesWhatIsNotJson() {
        assertRefused(Reason.NOT_JSON, NODES.binaryNode(new byte[] {1}));
        assertRefused(Reason.NOT_JSON, NODES.pojoNode(new Object()));
        assertRefused(Reason.NOT_JSON, MissingNode.getInstance());
    }

    @Test
    void refusesBottomlessNesting() {
        var node = NODES.arrayNode();
        for (int level = 0; level <= CanonicalJson.MAX_NESTING_LEVELS; level++) {
            node = NODES.arrayNode().add(node);
        }
        assertRefused(Reason.NESTED_TOO_DEEP, node);
    }

    private static void assertRefused(Reason reason, JsonNode node) {
        assertThatExceptionOfType(UnrepresentableJson.class)
                .isThrownBy(() -> CanonicalJson.bytes(node))
                .extracting(UnrepresentableJson::reason)
                .isEqualTo(reason);
    }
}
