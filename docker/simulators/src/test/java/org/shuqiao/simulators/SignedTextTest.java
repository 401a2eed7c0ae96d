package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

class SignedTextTest {
    private final SignedText text = new SignedText("SECRET");

    @Test
    void isTheTextOfTheContractPage() {
        ObjectNode call = object(
                """
                {"appId":"shuqiao","version":"1.0.0","timestamp":"1795255200000","encType":"SM4","signType":"SM2",
                 "encKey":"AA==","encData":"BB==","signData":"CC==","extra":{"a":"b"}}""");
        ObjectNode data = object("{\"rows\":[{\"rowKey\":\"k1\",\"content\":\"e30=\"}],\"batchId\":\"b1\"}");
        assertThat(text.of(call, data))
                .isEqualTo("appId=shuqiao&data={\"batchId\":\"b1\",\"rows\":[{\"content\":\"e30=\",\"rowKey\":\"k1\"}]}"
                        + "&encKey=AA==&encType=SM4&signType=SM2&timestamp=1795255200000&version=1.0.0&key=SECRET");
    }

    @Test
    void leavesEmptyMembersOutAtEveryDepthButKeepsElements() {
        ObjectNode data = object(
                """
                {"z":"","y":null,"x":{},"w":[],"v":[{"b":"","a":"1"},{},"",null,[]],"u":{"t":{"s":""}},"r":{"q":[""]}}""");
        assertThat(text.of(object("{\"n\":\"\",\"m\":{\"l\":[]}}"), data))
                .isEqualTo("data={\"r\":{\"q\":[\"\"]},\"v\":[{\"a\":\"1\"},{},\"\",null,[]]}&key=SECRET");
    }

    @Test
    void escapesOnlyWhatJsonMustEscape() {
        ObjectNode data = object("{\"a\":\"\\u0022\\\\\\/\\b\\f\\n\\r\\t\\u001f\\u4e2d\\u00e9\"}");
        assertThat(text.of(object("{}"), data))
                .isEqualTo("data={\"a\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u001f中é\"}&key=SECRET");
    }

    @Test
    void alwaysHasTheData() {
        assertThat(text.of(object("{\"e\":\"2\",\"a\":\"1\"}"), object("{\"b\":[]}")))
                .isEqualTo("a=1&data={}&e=2&key=SECRET");
    }

    @Test
    void canWriteWhateverIsNotTooDeepToBeRead() {
        String deep = "{\"a\":".repeat(StrictJson.MAX_DEPTH) + "\"1\"" + "}".repeat(StrictJson.MAX_DEPTH);
        assertThat(text.of(object("{}"), object(deep))).hasSize("data=&key=SECRET".length() + deep.length());
    }

    private static ObjectNode object(String json) {
        return new StrictJson().object(json.getBytes(UTF_8)).orElseThrow();
    }
}
