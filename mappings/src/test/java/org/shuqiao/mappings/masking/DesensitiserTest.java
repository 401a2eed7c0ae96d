package org.shuqiao.mappings.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.masking.RuleRefused.Reason;
import org.shuqiao.mappings.residue.CenterDictionary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DesensitiserTest {

    private final Desensitiser desensitiser = new Desensitiser(new Fixtures.Keys("2026-1"));

    @Test
    void unlistedFieldsNeverSurviveWhateverTheRules() {
        Random random = new Random(17);
        for (int n = 0; n < 300; n++) {
            Dataset dataset = n % 2 == 0 ? Fixtures.ACTIVITY : Fixtures.DIAGNOSIS;
            Dataset.Sample sample = dataset.samples().get(n % dataset.samples().size());
            List<FieldRule> rules = randomRules(dataset, random);
            CanonicalRecord record = dataset.read(sample.bytes());
            Desensitised left = desensitiser.apply(dataset, record, rules, "qingdao");

            Set<String> listed = new HashSet<>();
            rules.forEach(rule -> listed.add(rule.path()));
            Set<String> before = leafPaths(record.json());
            Set<String> after = leafPaths(left.json());
            assertThat(listed).containsAll(after);
            Set<String> gone = new HashSet<>(before);
            gone.removeAll(after);
            assertThat(left.stripped()).containsExactlyInAnyOrderElementsOf(gone);
            assertThat(left.missing()).isEmpty();
        }
    }

    private static List<FieldRule> randomRules(Dataset dataset, Random random) {
        List<FieldRule> rules = new ArrayList<>();
        for (Field field : dataset.fields().values()) {
            if (random.nextInt(3) == 0 && !field.fieldClass().neverRaw()) {
                rules.add(new FieldRule(field.path(), field.fieldClass(), "raw", false, "1"));
            }
        }
        return rules;
    }

    /** Paths of all values that are there and not null. */
    private static Set<String> leafPaths(JsonNode node) {
        Set<String> paths = new HashSet<>();
        collect(node, "", paths);
        return paths;
    }

    private static void collect(JsonNode node, String path, Set<String> paths) {
        if (node.isObject()) {
            node.properties().forEach(member -> collect(member.getValue(), path + "/" + member.getKey(), paths));
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, path + "/*", paths));
        } else if (!node.isNull()) {
            paths.add(path);
        }
    }

    @Test
    void doesNotChangeTheRecord() {
        CanonicalRecord record = Fixtures.DIAGNOSIS.read(Fixtures.sample(Fixtures.DIAGNOSIS, "injection-molding"));
        JsonNode before = record.json().deepCopy();
        desensitiser.apply(Fixtures.DIAGNOSIS, record, Fixtures.rules(Fixtures.DIAGNOSIS), "qingdao");
        assertThat(record.json()).isEqualTo(before);
    }

    @Test
    void redactsFreeTextByFormAndByTheWordsOfItsCenter() {
        ObjectNode json = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        json.put("title", "与恒泰精密对接，请拨打13800138000");
        CanonicalRecord record = Fixtures.ACTIVITY.read(json.toString().getBytes(StandardCharsets.UTF_8));
        Redaction words = new Redaction(CenterDictionary.of(List.of("恒泰精密")), 7, Set.of());

        Desensitised left = desensitiser.apply(
                Fixtures.ACTIVITY, record, List.of(rule("/title", "redact")), "qingdao", Set.of(), words);

        assertThat(left.json().path("title").stringValue()).isEqualTo("与【保密词】对接，请拨打【手机号】");
        assertThat(left.transforms()).containsExactly(new AppliedTransform("/title", "redact", "1/7"));
        assertThat(left.notMasked(desensitiser.results())).isEmpty();
    }

    @Test
    void redactsWhatAnOfficerHasSaidBeforeItsOwnTransformIsApplied() {
        ObjectNode json = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        json.put("title", "请拨打13800138000报名参加");
        CanonicalRecord record = Fixtures.ACTIVITY.read(json.toString().getBytes(StandardCharsets.UTF_8));
        Redaction officers = new Redaction(CenterDictionary.empty(), 0, Set.of("/title"));

        Desensitised raw = desensitiser.apply(
                Fixtures.ACTIVITY, record, List.of(rule("/title", "raw")), "qingdao", Set.of(), officers);
        Desensitised shorter = desensitiser.apply(
                Fixtures.ACTIVITY, record, List.of(rule("/title", "truncate:9")), "qingdao", Set.of(), officers);

        assertThat(raw.json().path("title").stringValue()).isEqualTo("请拨打【手机号】报名参加");
        assertThat(raw.transforms()).containsExactly(new AppliedTransform("/title", "redact", "1/0"));
        assertThat(shorter.json().path("title").stringValue()).isEqualTo("请拨打【手机号】报…");
        assertThat(shorter.notMasked(desensitiser.results())).isEmpty();
    }

    private static FieldRule rule(String path, String transform) {
        return new FieldRule(path, Fixtures.ACTIVITY.field(path).orElseThrow().fieldClass(), transform, true, "1");
    }

    @Test
    void listsTransformsOnceWithVersionsAndKeys() {
        CanonicalRecord record = Fixtures.ACTIVITY.read(Fixtures.sample(Fixtures.ACTIVITY, "training"));
        Desensitised left = desensitiser.apply(Fixtures.ACTIVITY, record, Fixtures.rules(Fixtures.ACTIVITY), "qingdao");
        assertThat(left.transforms())
                .containsExactly(
                        new AppliedTransform("/attendees", "band:attendees", "1"),
                        new AppliedTransform("/served/*/usci", "pseudonym", "2026-1"));
        assertThat(left.keyVersions()).containsOnlyKeys("pseudonym").containsValue("2026-1");
        assertThat(left.rules()).hasSize(7);
        assertThat(left.stripped())
                .contains("/contacts/*/mobile", "/sign_in_list/*/id_no")
                .doesNotContain("/title");
    }

    @Test
    void reportsRequiredFieldsThatAreNotThere() {
        ObjectNode json = Fixtures.sampleJson(Fixtures.ACTIVITY, "matchmaking");
        ((ObjectNode) json.path("served").get(1)).remove("name");
        json.remove("summary");
        CanonicalRecord record = Fixtures.ACTIVITY.read(Fixtures.bytes(json));
        List<FieldRule> rules = List.of(
                required("/title"), required("/summary"), required("/served/*/name"), required("/served/*/usci"));
        Desensitised left = desensitiser.apply(Fixtures.ACTIVITY, record, rules, "qingdao");
        assertThat(left.missing()).containsExactly("/summary", "/served/*/name");
    }

    @Test
    void nullIsNeitherStrippedNorSent() {
        ObjectNode json = Fixtures.sampleJson(Fixtures.DIAGNOSIS, "injection-molding");
        ((ObjectNode) json.path("enterprise")).putNull("revenue").putNull("output");
        CanonicalRecord record = Fixtures.DIAGNOSIS.read(Fixtures.bytes(json));
        Desensitised left =
                desensitiser.apply(Fixtures.DIAGNOSIS, record, Fixtures.rules(Fixtures.DIAGNOSIS), "qingdao");
        assertThat(left.stripped()).doesNotContain("/enterprise/revenue", "/enterprise/output");
        assertThat(left.json().path("enterprise").has("revenue")).isFalse();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Reason.UNKNOWN_FIELD, new FieldRule("/nothing", FieldClass.P, "raw", false, "1")),
                Arguments.of(Reason.UNKNOWN_FIELD, new FieldRule("/served", FieldClass.G, "raw", false, "1")),
                Arguments.of(Reason.UNKNOWN_TRANSFORM, new FieldRule("/title", FieldClass.P, "reverse", false, "1")),
                Arguments.of(
                        Reason.UNKNOWN_TRANSFORM, new FieldRule("/attendees", FieldClass.G, "band:none", false, "1")),
                Arguments.of(
                        Reason.UNKNOWN_TRANSFORM,
                        new FieldRule("/region", FieldClass.P, "generalise-region", false, "1")),
                Arguments.of(
                        Reason.TRANSFORM_NOT_APPLICABLE,
                        new FieldRule("/title", FieldClass.P, "mask-phone", false, "1")),
                Arguments.of(
                        Reason.TRANSFORM_NOT_APPLICABLE,
                        new FieldRule("/title", FieldClass.P, "pseudonym", false, "1")),
                Arguments.of(
                        Reason.CLASS_DIFFERS, new FieldRule("/attendees", FieldClass.P, "band:attendees", false, "1")),
                Arguments.of(
                        Reason.NEVER_RAW, new FieldRule("/sign_in_list/*/name", FieldClass.SI, "raw", false, "1")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesRule(Reason reason, FieldRule rule) {
        RuleRefused refused =
                catchThrowableOfType(RuleRefused.class, () -> desensitiser.check(Fixtures.ACTIVITY, List.of(rule)));
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.path()).isEqualTo(rule.path());
    }

    @Test
    void refusesTwoRulesForOnePath() {
        List<FieldRule> rules =
                List.of(rule(Fixtures.ACTIVITY, "/title", "raw"), rule(Fixtures.ACTIVITY, "/title", "drop"));
        RuleRefused refused =
                catchThrowableOfType(RuleRefused.class, () -> desensitiser.check(Fixtures.ACTIVITY, rules));
        assertThat(refused.reason()).isEqualTo(Reason.DUPLICATE_PATH);
    }

    @Test
    void noRulesLetNothingThrough() {
        CanonicalRecord record = Fixtures.ACTIVITY.read(Fixtures.sample(Fixtures.ACTIVITY, "training"));
        Desensitised left = desensitiser.apply(Fixtures.ACTIVITY, record, List.of(), "qingdao");
        assertThat(left.json()).isEmpty();
        assertThat(left.transforms()).isEmpty();
    }

    private static FieldRule required(String path) {
        return new FieldRule(path, Fixtures.ACTIVITY.field(path).orElseThrow().fieldClass(), "raw", true, "1");
    }

    private static FieldRule rule(Dataset dataset, String path, String transform) {
        return new FieldRule(path, dataset.field(path).orElseThrow().fieldClass(), transform, true, "1");
    }

    private static Desensitised report(List<FieldRule> rules, Set<String> duties) {
        CanonicalRecord record = Fixtures.INDUSTRY.read(Fixtures.sample(Fixtures.INDUSTRY, "rubber-and-plastics"));
        return new Desensitiser(new Fixtures.Keys("v1"))
                .apply(Fixtures.INDUSTRY, record, rules, "qingdao", duties, Redaction.BY_FORM);
    }

    @Test
    void suppressesSmallCellsWhateverIsAgreedAndSaysSo() {
        Desensitised report = report(Fixtures.rules(Fixtures.INDUSTRY), Set.of());

        assertThat(report.transforms()).contains(new AppliedTransform("/cells/*", "small-cells:5", "1"));
        assertThat(report.suppression().rule()).hasToString("k_min:5");
        assertThat(report.suppression().isAny()).isTrue();
        report.json().path("cells").forEach(cell -> {
            boolean suppressed = cell.path("suppressed").asBoolean(false);
            assertThat(cell.has("count")).isNotEqualTo(suppressed);
            assertThat(cell.has("largest_share")).isFalse();
            assertThat(cell.has("size")).isTrue();
        });
    }

    @Test
    void suppressesMoreWhereMoreIsAgreed() {
        Desensitised report = report(Fixtures.rules(Fixtures.INDUSTRY), Set.of("k_min:12", "k_min:7:block"));

        assertThat(report.suppression().rule()).hasToString("k_min:12:block");
        assertThat(report.transforms()).contains(new AppliedTransform("/level_distribution/*", "small-cells:12", "1"));
        assertThat(report.suppression().tables().get("/cells").suppressed())
                .isGreaterThan(report(Fixtures.rules(Fixtures.INDUSTRY), Set.of())
                        .suppression()
                        .tables()
                        .get("/cells")
                        .suppressed());
    }

    /** What the agreement requires is not missing where another duty has taken it away; where nothing has, it is. */
    @Test
    void aSuppressedCellMissesNothing() {
        FieldRule count = new FieldRule("/cells/*/count", FieldClass.G, "raw", true, "1");
        FieldRule share = new FieldRule("/cells/*/networked_rate", FieldClass.G, "raw", true, "2");

        assertThat(report(List.of(count), Set.of()).missing()).isEmpty();
        assertThat(report(List.of(count, share), Set.of()).missing())
                .as("empty cells are told, and have no average")
                .containsExactly("/cells/*/networked_rate");
    }
}
