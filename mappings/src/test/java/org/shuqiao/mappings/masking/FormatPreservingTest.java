package org.shuqiao.mappings.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.masking.RuleRefused.Reason;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Residue;
import org.shuqiao.mappings.residue.ResidueKind;
import org.shuqiao.mappings.residue.ResidueScanner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Numbers that become other numbers of their form. */
class FormatPreservingTest {
    private static final String MOBILE = "/contact/mobile";
    private static final Fixtures.Keys KEYS = new Fixtures.Keys("v1");

    private final MaskingKey key = KEYS.of("qingdao", 2026);
    private final Desensitiser desensitiser = new Desensitiser(KEYS);

    @Test
    void keepsThePrefixOfAMobileNumberAndEncryptsTheRest() {
        String encrypted = encrypted("/contact/mobile", "13800138000");

        assertThat(encrypted).matches("138[0-9]{8}").isNotEqualTo("13800138000");
        assertThat(encrypted("/contact/mobile", "13800138001")).isNotEqualTo(encrypted);
        assertThat(encrypted("/contact/mobile", "13800138000")).isEqualTo(encrypted);
    }

    @Test
    void encryptsANumberOfSixDigitsOrMoreAsAWhole() {
        assertThat(encrypted("/report_id", "20260318001")).matches("[0-9]{11}").isNotEqualTo("20260318001");
        assertThat(encrypted("/activity_id", "20260318001")).isNotEqualTo(encrypted("/report_id", "20260318001"));
        assertThat(encrypted("/report_id", "123456")).matches("[0-9]{6}");
    }

    @ParameterizedTest
    @CsvSource({
        "/report_id, 12345",
        "/report_id, QD-2026-001",
        "/report_id, １２３４５６",
        "/contact/mobile, 1380013800",
        "/contact/mobile, 138001380001",
        "/contact/mobile, +8613800138000"
    })
    void dropsWhatCouldBeTriedOutOrIsNoNumber(String path, String value) {
        assertThat(apply(path, StringNode.valueOf(value))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enterprise/usci", "/enterprise/region", "/pain_points", "/enterprise/employees"})
    void isNoTransformOfWhatHasCheckDigitsOrAMeaning(String path) {
        RuleRefused refused = catchThrowableOfType(
                RuleRefused.class, () -> desensitiser.check(Fixtures.DIAGNOSIS, List.of(rule(path))));

        assertThat(refused.reason()).isEqualTo(Reason.TRANSFORM_NOT_APPLICABLE);
    }

    @Test
    void differsByConsumerAndKeyVersion() {
        CanonicalRecord record = record("13800138000");
        List<FieldRule> rules = List.of(rule(MOBILE));
        Desensitised one = desensitiser.apply(Fixtures.DIAGNOSIS, record, rules, "qingdao");

        assertThat(mobile(one)).isNotEqualTo(mobile(desensitiser.apply(Fixtures.DIAGNOSIS, record, rules, "other")));
        Desensitised rotated =
                new Desensitiser(new Fixtures.Keys("v2")).apply(Fixtures.DIAGNOSIS, record, rules, "qingdao");
        assertThat(mobile(one)).isNotEqualTo(mobile(rotated));
        assertThat(one.transforms()).containsExactly(new AppliedTransform(MOBILE, "fpe", "v1"));
        assertThat(one.keyVersions()).containsOnlyKeys("fpe").containsValue("v1");
    }

    @Test
    void tellsWhatWasLeftInClearThoughItLooksTheSame() {
        CanonicalRecord record = record("13800138000");
        Desensitised masked = desensitiser.apply(Fixtures.DIAGNOSIS, record, List.of(rule(MOBILE)), "qingdao");

        assertThat(masked.notMasked(desensitiser.results())).isEmpty();
        assertThat(masked.notEncrypted(record, key)).isEmpty();
        assertThat(masked.notEncrypted(record, new Fixtures.Keys("v2").of("qingdao", 2026)))
                .containsExactly(MOBILE);
        ((ObjectNode) masked.json().path("contact")).put("mobile", "13800138000");
        assertThat(masked.notEncrypted(record, key)).containsExactly(MOBILE);
    }

    @Test
    void isNoResidueInItsPlaceAndIsOneElsewhere() {
        List<FieldRule> rules = Fixtures.rules(Fixtures.DIAGNOSIS).stream()
                .map(rule -> rule.path().equals(MOBILE) ? rule(MOBILE) : rule)
                .toList();
        CanonicalRecord record = record("13800138000");
        MappedPayload payload = Fixtures.QINGDAO
                .mapping("diagnosis_report")
                .orElseThrow()
                .map(desensitiser.apply(Fixtures.DIAGNOSIS, record, rules, "qingdao"));
        ResidueScanner scanner = new ResidueScanner();

        assertThat(scanner.scan(payload, CenterDictionary.empty())).isEmpty();
        MappedPayload withoutSpans = new MappedPayload(payload.bytes(), payload.contentType(), List.of());
        assertThat(scanner.scan(withoutSpans, CenterDictionary.empty()))
                .extracting(Residue::kind)
                .contains(ResidueKind.MOBILE);
    }

    private static CanonicalRecord record(String mobile) {
        ObjectNode json = Fixtures.sampleJson(Fixtures.DIAGNOSIS, "injection-molding");
        ((ObjectNode) json.path("contact")).put("mobile", mobile);
        return Fixtures.DIAGNOSIS.read(Fixtures.bytes(json));
    }

    private static FieldRule rule(String path) {
        return new FieldRule(path, Fixtures.DIAGNOSIS.field(path).orElseThrow().fieldClass(), "fpe", false, "1");
    }

    private static String mobile(Desensitised record) {
        return record.json().at(MOBILE).stringValue();
    }

    private String encrypted(String path, String value) {
        JsonNode encrypted = apply(path, StringNode.valueOf(value));
        assertThat(encrypted).isNotNull();
        return encrypted.stringValue();
    }

    private @Nullable JsonNode apply(String path, JsonNode value) {
        return FormatPreserving.of(
                        Fixtures.DIAGNOSIS, Fixtures.DIAGNOSIS.field(path).orElseThrow())
                .apply(value, key);
    }
}
