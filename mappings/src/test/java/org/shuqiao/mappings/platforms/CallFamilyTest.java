package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.node.ObjectNode;

/** Qingdao's descriptor with other families in it. */
class CallFamilyTest {
    private static final String B =
            """
            {"family": "B", "pathTemplate": "/httpproxy",
             "headers": {"requester": "rid", "service": "sid", "timestamp": "rtime", "signature": "sign", "idempotencyKey": "key"},
             "keys": {"path": "/keys", "serviceTemplate": "s_{resource}",
                      "question": {"requester": "rid", "service": "sid", "timestamp": "rtime", "signature": "sign"},
                      "answer": {"code": "code", "data": "data", "secret": "secret", "until": "secretEndTime"},
                      "taken": "0", "wrapping": "aes-hex", "aheadMs": 60000}}
            """;
    private static final String C =
            """
            {"family": "C", "pathTemplate": "/ebus/{resource}", "hex": "upper",
             "headers": {"clientId": "paasid", "timestamp": "ts", "nonce": "nonce", "signature": "sign", "service": "sid",
                         "idempotencyKey": "key"}}
            """;
    private static final String E =
            """
            {"family": "E", "pathTemplate": "/upload",
             "headers": {"appKey": "appKey", "timestamp": "timestamp", "signature": "signature", "idempotencyKey": "key"}}
            """;
    private static final String F =
            """
            {"family": "F", "pathTemplate": "/rest", "methodTemplate": "data.{resource}.push", "version": "1.0", "hex": "lower",
             "fields": {"appKey": "appKey", "method": "method", "content": "param", "timestamp": "timestamp", "version": "v",
                        "signature": "sign", "idempotencyKey": "key"}}
            """;
    private static final String G =
            """
            {"family": "G", "pathTemplate": "/services/{resource}",
             "headers": {"requester": "rid", "service": "sid", "timestamp": "time", "signature": "sign", "idempotencyKey": "key"},
             "tokens": {"path": "/token", "question": {"requester": "appId", "code": "authCode"},
                        "answer": {"code": "code", "data": "data", "token": "token", "seconds": "expiresIn"},
                        "taken": "000", "aheadMs": 60000}}
            """;

    private static PlatformDescriptor with(String call) {
        return with(call, "{\"windowMs\": 600000, \"maxCorrectionMs\": 60000, \"codes\": [\"4010\"]}");
    }

    private static PlatformDescriptor with(String call, String clock) {
        ObjectNode json = YamlFile.resource("platforms/qingdao/descriptor.yaml").json();
        json.set("call", Resources.JSON.readTree(call));
        json.set("clock", Resources.JSON.readTree(clock));
        return Platforms.descriptor(Resources.JSON.writeValueAsBytes(json));
    }

    @Test
    void readsTheNationalPlatformAndItsKeyService() {
        assertThat(with(B).requiredCall()).isInstanceOfSatisfying(CallFamily.B.class, call -> {
            assertThat(call.path("activity")).isEqualTo("/httpproxy");
            assertThat(call.keys().service("activity")).isEqualTo("s_activity");
            assertThat(call.keys().wrapping()).isEqualTo(SecretService.Wrapping.AES_HEX);
        });
    }

    @Test
    void readsTheOthers() {
        assertThat(with(C).requiredCall()).isInstanceOfSatisfying(CallFamily.C.class, call -> assertThat(call.hex())
                .isEqualTo(CallFamily.HexCase.UPPER));
        assertThat(with(E).requiredCall()).isInstanceOf(CallFamily.E.class);
        assertThat(with(F).requiredCall())
                .isInstanceOfSatisfying(CallFamily.F.class, call -> assertThat(call.method("activity"))
                        .isEqualTo("data.activity.push"));
        assertThat(with(G).requiredCall()).isInstanceOfSatisfying(CallFamily.G.class, call -> assertThat(
                        call.tokens().taken())
                .isEqualTo("000"));
    }

    @Test
    void readsHowThePlatformLooksAtTimeStamps() {
        assertThat(with(C).clock()).hasValue(new ClockWindow(600_000, 60_000, Set.of("4010")));
        assertThat(with(C, "null").clock()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"windowMs\": 0, \"maxCorrectionMs\": 0, \"codes\": []}",
                "{\"windowMs\": 600000, \"maxCorrectionMs\": -1, \"codes\": []}",
                "{\"windowMs\": 600000, \"maxCorrectionMs\": 600001, \"codes\": []}",
                "{\"windowMs\": 600000, \"maxCorrectionMs\": 0, \"codes\": [\"0\"]}",
                "{\"windowMs\": 600000, \"maxCorrectionMs\": 0, \"codes\": [\"9999\"]}",
                "{\"windowMs\": 600000, \"codes\": []}"
            })
    void refusesAClockThatCannotBe(String clock) {
        assertThatThrownBy(() -> with(C, clock)).isInstanceOf(MappingRefused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "B | \"wrapping\": \"aes-hex\"      | \"wrapping\": \"none\"",
                "B | \"aheadMs\": 60000             | \"aheadMs\": 0",
                "B | \"path\": \"/keys\"            | \"path\": \"keys\"",
                "B | \"until\": \"secretEndTime\"   | \"end\": \"secretEndTime\"",
                "B | \"service\": \"sid\", \"timestamp\": \"rtime\", \"signature\": \"sign\", \"idem | \"idem",
                "B | \"idempotencyKey\": \"key\"    | \"idempotencyKey\": \"RID\"",
                "C | \"hex\": \"upper\"             | \"hex\": \"mixed\"",
                "C | \"nonce\": \"nonce\"           | \"nonce\": \"sign\"",
                "E | \"appKey\": \"appKey\"         | \"appKey\": \"\"",
                "F | \"version\": \"v\"             | \"version\": \"sign\"",
                "F | \"version\": \"1.0\",          | ``",
                "G | \"seconds\": \"expiresIn\"     | \"until\": \"expiresIn\"",
                "G | \"taken\": \"000\",            | ``"
            })
    void refusesAFamilyWithOnePartWrong(String family, String part, String wrong) {
        String call =
                switch (family) {
                    case "B" -> B;
                    case "C" -> C;
                    case "E" -> E;
                    case "F" -> F;
                    default -> G;
                };
        assertThat(call).contains(part);
        assertThatThrownBy(() -> with(call.replace(part, wrong == null ? "" : wrong)))
                .isInstanceOf(MappingRefused.class);
    }
}
