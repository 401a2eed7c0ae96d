package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuqiao.routes.agreements.SampleAgreement.bytes;
import static org.shuqiao.routes.agreements.SampleAgreement.json;
import static org.shuqiao.routes.agreements.SampleAgreement.object;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

class AgreementDocumentTest {

    @Test
    void readsTheSampleOfThePlatform() {
        Agreement agreement = read(json());

        assertThat(agreement.id()).isEqualTo("A1");
        assertThat(agreement.version()).isEqualTo(1);
        assertThat(agreement.center()).isEqualTo("91370212MA3C000039");
        assertThat(agreement.platform()).isEqualTo("qingdao");
        assertThat(agreement.purposes()).containsExactly("公共数据开放共享");
        assertThat(agreement.permissionFor("activity")).hasValueSatisfying(permission -> {
            assertThat(permission.catalogCode()).isEqualTo("3021015001/000031");
            assertThat(permission.scope().regions()).containsExactly("3702*");
            assertThat(permission.scope().industries()).isNull();
            assertThat(permission.fields()).extracting(FieldRule::path).contains("/title", "/served/*/usci");
            assertThat(permission.fields().get(0).clause()).isEqualTo("A1@1/permission/0/fields/0");
        });
        assertThat(agreement.permissionFor("unknown")).isEmpty();
    }

    @Test
    void countsDaysInShanghaiAndTheLastOneWhole() {
        Agreement agreement = read(json());

        assertThat(agreement.validFrom()).isEqualTo(Instant.parse("2025-12-31T16:00:00Z"));
        assertThat(agreement.validUntil()).isEqualTo(Instant.parse("2026-12-31T16:00:00Z"));
    }

    @Test
    void hashesWhatIsSignedAndNothingElse() {
        AgreementDocument document = parse(json());
        ObjectNode other = json();
        other.put("id", "A2").put("status", "suspended");
        other.putArray("signatures").addObject().put("party", "provider");

        assertThat(parse(other).hashHex()).isEqualTo(document.hashHex());
        assertThat(document.hash()).isEqualTo(Sm3.digest(document.signedBytes()));
        assertThat(new String(document.signedBytes(), StandardCharsets.UTF_8))
                .startsWith("{\"audit\":")
                .doesNotContain("\"id\"", "\"status\"", "\"signatures\"");
    }

    @Test
    void hashesTheSameDespiteOrderAndSpace() {
        ObjectNode reordered = json();
        reordered.set("profile", reordered.remove("profile"));
        byte[] spaced = reordered.toPrettyString().getBytes(StandardCharsets.UTF_8);

        assertThat(AgreementDocument.parse(spaced).hashHex())
                .isEqualTo(parse(json()).hashHex());
    }

    @Test
    void hashesAnotherVersionDifferently() {
        ObjectNode next = json().put("version", 2);

        assertThat(parse(next).hashHex()).isNotEqualTo(parse(json()).hashHex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no JSON",
                "{\"profile\":\"cdg-1\"",
                "{\"profile\":\"cdg-1\"} {}",
                "{\"profile\":\"cdg-1\",}",
                "{\"profile\":\"cdg-1\",\"profile\":\"cdg-1\"}",
                "{\"profile\":\"cdg-1\",\"valid\":{\"from\":\"2026-01-01\",\"from\":\"2020-01-01\"}}",
                "{\"profile\":\"cdg-2\"}",
                "{\"profile\":1}",
                "{}",
                "[]",
                "null",
                "\"cdg-1\""
            })
    void refusesWhatIsNoObjectOfThisProfile(String text) {
        assertInvalid(() -> AgreementDocument.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] broken = "{\"profile\":\"cdg-1\",\"id\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        broken[broken.length - 3] = (byte) 0xFF;

        assertInvalid(() -> AgreementDocument.parse(broken));
    }

    @Test
    void refusesMoreThanItsLimit() {
        assertInvalid(() -> AgreementDocument.parse(new byte[AgreementDocument.MAX_BYTES + 1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "1e999", "9007199254740993"})
    void refusesWhatHasNoCanonicalForm(String value) {
        String changed = text(json()).replaceFirst("\"conflict\":\"prohibit\"", "\"conflict\":" + quote(value));

        assertInvalid(() -> AgreementDocument.parse(changed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesNestingWithoutEnd() {
        String deep = "{\"profile\":\"cdg-1\",\"x\":" + "[".repeat(900) + "]".repeat(900) + "}";

        assertInvalid(() -> AgreementDocument.parse(deep.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/id",
                "/version",
                "/provider",
                "/provider/usci",
                "/consumer/platform",
                "/consumer/endpoint_id",
                "/purpose",
                "/valid",
                "/valid/from",
                "/valid/to",
                "/direction",
                "/channels",
                "/permission/0/dataset",
                "/permission/0/catalog_code",
                "/permission/0/schema",
                "/permission/0/action",
                "/permission/0/fields/0/path",
                "/permission/0/fields/0/class",
                "/permission/0/fields/0/transform"
            })
    void refusesAMissingMember(String pointer) {
        ObjectNode json = json();
        JsonPointer at = JsonPointer.compile(pointer);
        ((ObjectNode) json.at(at.head())).remove(at.last().getMatchingProperty());

        assertInvalid(() -> read(json));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1.0", "1.5", "'\"1\"'", "null", "2147483648"})
    void refusesAVersionThatIsNoPositiveInteger(String version) {
        String changed = text(json()).replaceFirst("\"version\":1", "\"version\":" + version);

        assertInvalid(() -> AgreementDocument.parse(changed.getBytes(StandardCharsets.UTF_8))
                .agreement(Agreement.State.ACTIVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-13-01", "01.01.2026", "2026-01-01T00:00:00Z", "+999999999-12-31"})
    void refusesWhatIsNoDay(String day) {
        ObjectNode json = json();
        object(json, "valid").put("to", day);

        assertInvalid(() -> read(json));
    }

    @ParameterizedTest
    @CsvSource({"class, X", "class, p", "schema, latest"})
    void refusesUnknownTerms(String member, String value) {
        ObjectNode json = json();
        ObjectNode permission = (ObjectNode) json.at("/permission/0");
        if (permission.has(member)) {
            permission.put(member, value);
        } else {
            ((ObjectNode) permission.at("/fields/0")).put(member, value);
        }

        assertInvalid(() -> read(json));
    }

    @Test
    void refusesASignatureThatIsNoBase64() {
        ObjectNode json = json();
        json.putArray("signatures")
                .addObject()
                .put("party", "provider")
                .put("kind", "sm2")
                .put("certificate", "PEM")
                .put("signature", "***");

        assertInvalid(() -> parse(json).signatures());
    }

    private static AgreementDocument parse(ObjectNode json) {
        return AgreementDocument.parse(bytes(json));
    }

    private static Agreement read(ObjectNode json) {
        return parse(json).agreement(Agreement.State.ACTIVE);
    }

    private static String text(ObjectNode json) {
        return new String(bytes(json), StandardCharsets.UTF_8);
    }

    private static String quote(String value) {
        return Matcher.quoteReplacement(value);
    }

    private static void assertInvalid(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_INVALID);
            assertThat(failure.facts()).containsKeys("pointer", "why");
        });
    }
}
