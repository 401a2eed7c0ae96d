package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.Span.Origin;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.ResidueScanner;
import tools.jackson.databind.node.ObjectNode;

/** What a line of a mapping can say beyond "this field stands there". */
class MappingRulesTest {

    private static final Dataset DIAGNOSIS = Fixtures.DIAGNOSIS;
    private static final Dataset ACTIVITY = Fixtures.ACTIVITY;

    @Test
    void writesAConstantBesideValuesAndNeverAlone() {
        String lines =
                """
                - {to: /LX, zh: 类型, value: "13800138000"}
                - {to: /BM, zh: 保密, value: false}
                - {to: /A/B, zh: 空, value: 1.50}
                - {to: /C/D, zh: 名称, from: /title, accepts: [raw]}
                - {to: /C/E, zh: 常量, value: x}
                - {to: /QY/*/DH, zh: 代号, from: /served/*/usci, accepts: [pseudonym]}
                - {to: /QY/*/GJ, zh: 国家, value: CHN}
                """;
        MappedPayload some = map(ACTIVITY, lines, "title raw");
        MappedPayload none = map(ACTIVITY, lines, "");

        assertThat(text(some))
                .isEqualTo(
                        "{\"LX\":\"13800138000\",\"BM\":false,\"C\":{\"D\":\"青岛市橡胶轮胎产业数字化转型专题培训班（第三期）\",\"E\":\"x\"}}");
        assertThat(text(none)).isEqualTo("{}");
        assertThat(none.spans()).isEmpty();
        PlatformContractTest.SpanLaw.holds(some);
        assertThat(some.spans().get(0).origins()).isEmpty();
        assertThat(new ResidueScanner().scan(some, CenterDictionary.of(List.of("13800138000"))))
                .as("what no record can change is no residue")
                .isEmpty();
        String elements = text(map(ACTIVITY, lines, "served/*/usci pseudonym"));
        assertThat(elements).contains("\"GJ\":\"CHN\"").doesNotContain("\"C\":");
        assertThat(elements.split("GJ", -1)).hasSameSizeAs(elements.split("DH", -1));
    }

    @Test
    void writesALineOnlyWhenItsConditionHolds() {
        String lines =
                """
                - {to: /BT, zh: 标题, from: /title, accepts: [raw], when: {path: /type, in: [training, forum]}}
                - {to: /LX, zh: 类型, from: /type, accepts: [raw], when: {path: /status, in: planned}}
                - {to: /XS, zh: 线上, value: 线下, when: {path: /online, in: [false]}}
                - {to: /QY/*/LB, zh: 类别, from: /served/*/service_kind, accepts: [raw],
                   when: {path: /served/*/service_kind, in: [training]}}
                - {to: /QY/*/Q, zh: 区, from: /served/*/region, accepts: [raw], when: {path: /status, in: [planned]}}
                """;
        String rules = "title raw, type raw, status raw, online raw, served/*/service_kind raw, served/*/region raw";

        assertThat(text(map(ACTIVITY, lines, rules)))
                .startsWith("{\"BT\":\"青岛市")
                .contains("\"XS\":\"线下\"", "\"QY\":[{\"LB\":\"training\"}")
                .doesNotContain("\"LX\"", "consulting", "\"Q\":");
        assertThat(text(map(ACTIVITY, lines, "title raw")))
                .as("a field that is gone meets no condition")
                .isEqualTo("{}");
        assertThat(mapping(ACTIVITY, lines).conditions())
                .containsExactlyInAnyOrder("/type", "/status", "/online", "/served/*/service_kind");
        assertThat(mapping(ACTIVITY, lines).sources()).contains("/online");
        String masked = "- {to: /A, zh: x, value: 1, when: {path: /start, in: ['2026-03']}}";
        assertThat(refusal(() -> map(ACTIVITY, masked, "start generalise-date:month"))
                        .reason())
                .as("who masks a field does not want it to decide")
                .isEqualTo(Reason.TRANSFORM_NOT_ACCEPTED);
    }

    @Test
    void picksTheOneElementThatIsMeant() {
        String lines =
                """
                - {to: /JC, zh: 基础, from: /domain_scores/*/score, where: {domain: foundation}, accepts: [raw],
                   convert: [{number: {factor: 1, digits: 1}}]}
                - {to: /RY/DF, zh: 人员, from: /domain_scores/*/score, where: {domain: personnel}, accepts: [raw]}
                - {to: /XG, zh: 效果, from: /domain_scores/*/score, where: {domain: [effect, personnel]}, accepts: [raw]}
                """;
        String rules = "domain_scores/*/domain raw, domain_scores/*/score raw";
        MappedPayload payload = map(DIAGNOSIS, lines, rules);

        assertThat(text(payload)).isEqualTo("{\"JC\":71.5,\"XG\":61.2}");
        PlatformContractTest.SpanLaw.holds(payload);
        assertThat(payload.spans()).allMatch(span -> span.isOf("/domain_scores/*/score"));
        ObjectNode twice = Fixtures.sampleJson(DIAGNOSIS, "injection-molding");
        twice.withArray("/domain_scores").forEach(score -> ((ObjectNode) score).put("score", 50));
        String ambiguous = "- {to: /A, zh: x, from: /domain_scores/*/domain, where: {score: 50}, accepts: [raw]}";
        assertThat(refusal(() -> map(DIAGNOSIS, twice, ambiguous, rules)).reason())
                .isEqualTo(Reason.VALUE_NOT_CONVERTIBLE);
        assertThat(text(map(DIAGNOSIS, lines, "domain_scores/*/score raw")))
                .as("who does not let the domain through lets no score through by it")
                .isEqualTo("{}");
    }

    @Test
    void countsElementsAndKeepsNoneAndZeroApart() {
        String lines =
                """
                - {to: /QYS, zh: 企业数, count: /served/*/usci, accepts: [pseudonym]}
                - {to: /PX, zh: 培训企业数, count: /served/*/usci, where: {service_kind: training}, accepts: [pseudonym]}
                - {to: /RZ, zh: 融资企业数, count: /served/*/usci, where: {service_kind: financing}, accepts: [pseudonym],
                   convert: [{text: {suffix: 家}}]}
                - {to: /HB, zh: 伙伴数, count: /partner_usci, accepts: [pseudonym]}
                """;
        String rules = "served/*/usci pseudonym, served/*/service_kind raw";
        ObjectNode record = Fixtures.sampleJson(ACTIVITY, "training");
        int served = record.path("served").size();
        long trained = record.path("served")
                .valueStream()
                .filter(one -> one.path("service_kind").asString().equals("training"))
                .count();
        MappedPayload payload = map(ACTIVITY, record, lines, rules);

        assertThat(served).isPositive();
        assertThat(text(payload)).isEqualTo("{\"QYS\":" + served + ",\"PX\":" + trained + ",\"RZ\":\"0家\"}");
        PlatformContractTest.SpanLaw.holds(payload);
        record.putArray("served");
        assertThat(text(map(ACTIVITY, record, lines, rules))).isEqualTo("{\"QYS\":0,\"PX\":0,\"RZ\":\"0家\"}");
        record.remove("served");
        assertThat(text(map(ACTIVITY, record, lines, rules))).isEqualTo("{}");
        assertThat(refusal(() -> map(ACTIVITY, lines, "served/*/usci raw, served/*/service_kind raw"))
                        .reason())
                .isEqualTo(Reason.TRANSFORM_NOT_ACCEPTED);
    }

    @Test
    void joinsFieldsThatAreAllThereAsOneValueOfAll() {
        String lines =
                """
                - {to: /SJ, zh: 起止, from: [/start, /end], join: "~", accepts: [raw], convert: [{date: yyyyMMdd}]}
                - {to: /BT, zh: 标题, from: [/title, /region], join: "", accepts: [raw]}
                - {to: /LB, zh: 类别, from: /served/*/service_kind, join: 、, accepts: [raw]}
                """;
        MappedPayload payload = map(ACTIVITY, lines, "start raw, end raw, title raw, served/*/service_kind raw");

        assertThat(text(payload))
                .startsWith("{\"SJ\":\"20260318~20260320\",\"LB\":\"")
                .doesNotContain("BT");
        PlatformContractTest.SpanLaw.holds(payload);
        assertThat(payload.spans().get(0).origins()).extracting(Origin::path).containsExactly("/start", "/end");
        assertThat(payload.spans().get(0).sourcePath()).isEqualTo("/start + /end");
        assertThat(payload.spans().get(1).origins()).hasSize(1);
    }

    @Test
    void aJoinedValueIsSearchedAsStrictlyAsTheStrictestOfItsFields() {
        String lines = "- {to: /LX, zh: 联系, from: [/contact/title, /contact/mobile], join: '', accepts: [raw]}";
        String one = "- {to: /LX, zh: 联系, from: /contact/mobile, accepts: [raw]}";
        String rules = "contact/title raw, contact/mobile raw";
        ObjectNode phones = Fixtures.sampleJson(DIAGNOSIS, "injection-molding");
        ((ObjectNode) phones.path("contact")).put("title", "13912345678，");

        assertThat(scan(map(DIAGNOSIS, one, rules))).isEmpty();
        assertThat(scan(map(DIAGNOSIS, phones, lines, rules)))
                .as("the phone in the title hides behind nobody's permission for the other one")
                .isNotEmpty();
    }

    @Test
    void splitsTextsAndConvertsUnits() {
        String lines =
                """
                - {to: /ML, zh: 门类, from: /activity_id, accepts: [raw], convert: [{split: {by: "-", index: 0}}]}
                - {to: /NF, zh: 年份, from: /activity_id, accepts: [raw], convert: [{split: {by: "-", index: 1}}]}
                - {to: /NO, zh: 无, from: /activity_id, accepts: [raw], convert: [{split: {by: "-", index: 3}}]}
                - {to: /KB, zh: 空, from: /activity_id, accepts: [raw], convert: [{split: {by: P, index: 0}}]}
                - {to: /RC, zh: 人次, from: /person_times, accepts: [raw],
                   convert: [{unit: {from: 人次, to: 千人次, digits: 3}}]}
                """;
        ObjectNode record = Fixtures.sampleJson(ACTIVITY, "training").put("person_times", 1234);
        MappedPayload payload = map(ACTIVITY, record, lines, "activity_id raw, person_times raw");

        assertThat(text(payload)).isEqualTo("{\"ML\":\"PX\",\"NF\":\"2026\",\"RC\":1.234}");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Reason.MALFORMED, "{to: /A, zh: x, value: 1, from: /title, accepts: [raw]}"),
                Arguments.of(Reason.MALFORMED, "{to: /A, zh: x, value: [1]}"),
                Arguments.of(Reason.MALFORMED, "{to: /A, zh: x, value: null}"),
                Arguments.of(Reason.MALFORMED, "{to: /A, zh: x}"),
                Arguments.of(Reason.MALFORMED, "{to: /A, zh: x, from: [/title, /type], accepts: [raw]}"),
                Arguments.of(Reason.MALFORMED, "{to: /A, zh: x, value: 1, convert: [{text: {}}]}"),
                Arguments.of(
                        Reason.MALFORMED, "{to: /A, zh: x, from: /title, accepts: [raw], when: {path: /type, in: []}}"),
                Arguments.of(
                        Reason.MALFORMED,
                        "{to: /A, zh: x, from: /title, accepts: [raw], convert: [{split: {by: '', index: 0}}]}"),
                Arguments.of(Reason.ARRAYS_DIFFER, "{to: /A/*/B, zh: x, value: 1}"),
                Arguments.of(
                        Reason.ARRAYS_DIFFER,
                        "{to: /A, zh: x, from: [/title, /served/*/region], join: '', accepts: [raw]}"),
                Arguments.of(
                        Reason.ARRAYS_DIFFER,
                        "{to: /A/*/B, zh: x, from: /served/*/region, where: {service_kind: training}, accepts: [raw]}"),
                Arguments.of(
                        Reason.ARRAYS_DIFFER, "{to: /A, zh: x, from: /title, where: {type: training}, accepts: [raw]}"),
                Arguments.of(
                        Reason.ARRAYS_DIFFER,
                        "{to: /A, zh: x, from: /title, accepts: [raw], when: {path: /served/*/service_kind, in: [training]}}"),
                Arguments.of(Reason.UNKNOWN_PATH, "{to: /A, zh: x, count: /served, accepts: [raw]}"),
                Arguments.of(Reason.UNKNOWN_PATH, "{to: /A, zh: x, value: 1, when: {path: /nothing, in: [a]}}"),
                Arguments.of(
                        Reason.UNKNOWN_PATH,
                        "{to: /A, zh: x, count: /served/*/usci, where: {kind: training}, accepts: [pseudonym]}"),
                Arguments.of(Reason.UNKNOWN_CODE, "{to: /A, zh: x, value: 1, when: {path: /type, in: [traning]}}"),
                Arguments.of(Reason.UNKNOWN_CODE, "{to: /A, zh: x, value: 1, when: {path: /online, in: [yes]}}"),
                Arguments.of(Reason.READS_DROPPED, "{to: /A, zh: x, from: /summary, accepts: [drop]}"),
                Arguments.of(
                        Reason.READS_DROPPED,
                        "{to: /A, zh: x, count: /sign_in_list/*/mobile, where: {id_no: '1'}, accepts: [mask-phone]}"),
                Arguments.of(Reason.NEVER_RAW, "{to: /A, zh: x, count: /sign_in_list/*/mobile, accepts: [raw]}"),
                Arguments.of(
                        Reason.UNKNOWN_CONVERTER,
                        "{to: /A, zh: x, from: /person_times, accepts: [raw], convert: [{unit: {from: 人次, to: 千人, digits: 0}}]}"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesALineThatCouldGoWrongLater(Reason reason, String line) {
        MappingRefused refused =
                refusal(() -> mapping(ACTIVITY, "- {to: /OK, zh: x, from: /type, accepts: [raw]}\n- " + line));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.file()).isEqualTo("t.mapping.yaml");
        assertThat(refused.line()).as("the second line of fields").isEqualTo(7);
    }

    @Test
    void noConditionReadsWhatThePlatformDoesNotTakeAsItIs() {
        String line = "- {to: /A, zh: x, from: /title, accepts: [raw], when: {path: /status, in: [held]}}";
        String secret =
                "- {to: /A, zh: x, from: /model, accepts: [raw], when: {path: /enterprise/employees, in: [368]}}";

        assertThat(mapping(ACTIVITY, line, Set.of(FieldClass.P)).conditions()).containsExactly("/status");
        assertThat(refusal(() -> mapping(DIAGNOSIS, secret, Set.of(FieldClass.G)))
                        .reason())
                .isEqualTo(Reason.READS_DROPPED);
        assertThat(mapping(DIAGNOSIS, secret, Set.of(FieldClass.T1)).conditions())
                .hasSize(1);
    }

    @Test
    void cellsOfTablesLeaveOnlyAsCells() {
        String mark = "- {to: /C/*/M, zh: x, from: /level_distribution/*/suppressed, accepts: [raw]}\n";
        String picked = "- {to: /A, zh: x, from: /level_distribution/*/count, where: {level: 1}, accepts: [raw]}";
        String counted = "- {to: /A, zh: x, count: /level_distribution/*/count, accepts: [raw]}";
        String joined = "- {to: /A, zh: x, from: /level_distribution/*/share, join: 、, accepts: [raw]}";
        String shown = "- {to: /B/*, zh: x, from: /level_distribution/*/level, accepts: [raw],"
                + " when: {path: /level_distribution/*/count, in: [3]}}";

        for (String line : List.of(picked, counted, joined, shown)) {
            assertThat(refusal(() -> mapping(Fixtures.INDUSTRY, mark + line)).reason())
                    .isEqualTo(Reason.SUPPRESSION_NOT_SHOWN);
        }
    }

    private static List<?> scan(MappedPayload payload) {
        return new ResidueScanner().scan(payload, CenterDictionary.empty());
    }

    private static MappingRefused refusal(Runnable mapping) {
        MappingRefused refused = catchThrowableOfType(MappingRefused.class, mapping::run);
        assertThat(refused).isNotNull();
        return refused;
    }

    private static PlatformMapping mapping(Dataset dataset, String lines) {
        return mapping(dataset, lines, Set.of(FieldClass.values()));
    }

    private static PlatformMapping mapping(Dataset dataset, String lines, Set<FieldClass> ceilings) {
        String yaml = "id: t\nversion: 1.0.0\ndataset: " + dataset.id() + "\ncontentType: application/json\nfields:\n"
                + lines;
        return PlatformMapping.of(
                "t.mapping.yaml",
                yaml.getBytes(StandardCharsets.UTF_8),
                Fixtures.DATASETS,
                new TransformCatalogue(),
                ceilings);
    }

    private static MappedPayload map(Dataset dataset, String lines, String rules) {
        return map(dataset, (ObjectNode) null, lines, rules);
    }

    /** @param rules of an agreement, each a path without its first slash and a transform */
    private static MappedPayload map(Dataset dataset, ObjectNode json, String lines, String rules) {
        List<FieldRule> agreed = new ArrayList<>();
        for (String rule : rules.isEmpty() ? new String[0] : rules.split(", ")) {
            String path = "/" + rule.substring(0, rule.indexOf(' '));
            agreed.add(new FieldRule(
                    path,
                    dataset.field(path).orElseThrow().fieldClass(),
                    rule.substring(rule.indexOf(' ') + 1),
                    false,
                    "permission/" + agreed.size()));
        }
        String sample = dataset == ACTIVITY ? "training" : "injection-molding";
        CanonicalRecord record = dataset.read(json == null ? Fixtures.sample(dataset, sample) : Fixtures.bytes(json));
        Desensitised left = new Desensitiser(new Fixtures.Keys("v1")).apply(dataset, record, agreed, "x");
        MappedPayload payload = mapping(dataset, lines).map(left);
        assertThat(payload.spans()).isSortedAccordingTo((a, b) -> Integer.compare(a.offset(), b.offset()));
        assertThat(payload.spans()).extracting(Span::targetPath).doesNotHaveDuplicates();
        return payload;
    }

    private static String text(MappedPayload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
