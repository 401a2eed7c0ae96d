package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.Texts;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.TransformCatalogue;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Planted;
import org.shuqiao.mappings.residue.ResidueScanner;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlatformMappingTest {

    private static final String HEAD =
            "{\"id\":\"t\",\"version\":\"1\",\"contentType\":\"application/json\",\"tables\":{"
                    + "\"half\":{\"planned\":\"1\"},\"bands\":{\"<50\":\"1\"}},";

    static Stream<Arguments> refused() {
        return Stream.of(
                of(Reason.MALFORMED, "[]"),
                of(Reason.NOT_YAML, "{"),
                of(Reason.UNKNOWN_DATASET, "{\"dataset\":\"nothing\"}"),
                line(Reason.UNKNOWN_PATH, "{'to':'/A','zh':'','from':'/nothing','accepts':['raw']}"),
                line(Reason.UNKNOWN_PATH, "{'to':'/A','zh':'','from':'/served','accepts':['raw']}"),
                line(Reason.UNKNOWN_TRANSFORM, "{'to':'/A','zh':'','from':'/title','accepts':['reverse']}"),
                line(Reason.MALFORMED, "{'to':'/A','zh':'','from':'/title','accepts':[]}"),
                line(Reason.MALFORMED, "{'to':'/A','zh':'','from':'/title'}"),
                line(Reason.MALFORMED, "{'to':'A','zh':'','from':'/title','accepts':['raw']}"),
                line(
                        Reason.NEVER_RAW,
                        "{'to':'/A/*','zh':'','from':'/sign_in_list/*/name','accepts':['mask-name','raw']}"),
                line(
                        Reason.UNKNOWN_TABLE,
                        "{'to':'/A','zh':'','from':'/type','accepts':['raw'],'convert':[{'table':'none'}]}"),
                line(
                        Reason.UNKNOWN_CONVERTER,
                        "{'to':'/A','zh':'','from':'/type','accepts':['raw'],'convert':[{'magic':'none'}]}"),
                line(
                        Reason.UNKNOWN_CONVERTER,
                        "{'to':'/A','zh':'','from':'/start','accepts':['raw'],'convert':[{'date':'yyyy-{'}]}"),
                line(
                        Reason.TABLE_INCOMPLETE,
                        "{'to':'/A','zh':'','from':'/status','accepts':['raw'],'convert':[{'table':'half'}]}"),
                line(
                        Reason.TABLE_INCOMPLETE,
                        "{'to':'/A','zh':'','from':'/attendees','accepts':['band:attendees'],'convert':[{'table':'bands'}]}"),
                line(Reason.ARRAYS_DIFFER, "{'to':'/A','zh':'','from':'/served/*/usci','accepts':['pseudonym']}"),
                line(Reason.ARRAYS_DIFFER, "{'to':'/A/*/B','zh':'','from':'/title','accepts':['raw']}"),
                line(
                        Reason.ARRAYS_DIFFER,
                        "{'to':'/A/*/B','zh':'','from':'/served/*/usci','accepts':['pseudonym']},"
                                + "{'to':'/A/*/C','zh':'','from':'/contacts/*/name','accepts':['mask-name']}"),
                line(
                        Reason.DUPLICATE_TARGET,
                        "{'to':'/A','zh':'','from':'/title','accepts':['raw']},{'to':'/A','zh':'','from':'/type','accepts':['raw']}"),
                line(
                        Reason.DUPLICATE_TARGET,
                        "{'to':'/A','zh':'','from':'/title','accepts':['raw']},{'to':'/A/B','zh':'','from':'/type','accepts':['raw']}"),
                line(
                        Reason.DUPLICATE_TARGET,
                        "{'to':'/A/B','zh':'','from':'/title','accepts':['raw']},{'to':'/A','zh':'','from':'/type','accepts':['raw']}"));
    }

    static Stream<Arguments> refusedForReports() {
        return Stream.of(
                report(
                        Reason.SUPPRESSION_NOT_SHOWN,
                        "",
                        "{'to':'/A/*/B','zh':'','from':'/cells/*/count','accepts':['raw']}"),
                report(
                        Reason.SUPPRESSION_NOT_SHOWN,
                        "",
                        "{'to':'/A/*/B','zh':'','from':'/level_distribution/*/share','accepts':['raw']}"),
                report(
                        Reason.NEVER_RAW,
                        "",
                        "{'to':'/A/*/B','zh':'','from':'/cells/*/largest_share','accepts':['raw']}"),
                report(
                        Reason.DUPLICATE_TARGET,
                        "'watermark':{'to':'/A','zh':''},",
                        "{'to':'/A','zh':'','from':'/title','accepts':['raw']}"),
                report(
                        Reason.DUPLICATE_TARGET,
                        "'watermark':{'to':'/A/B','zh':''},",
                        "{'to':'/A','zh':'','from':'/title','accepts':['raw']}"),
                report(
                        Reason.ARRAYS_DIFFER,
                        "'watermark':{'to':'/A/*/B','zh':''},",
                        "{'to':'/C','zh':'','from':'/title','accepts':['raw']}"),
                report(Reason.MALFORMED, "'watermark':{},", "{'to':'/C','zh':'','from':'/title','accepts':['raw']}"));
    }

    private static Arguments report(Reason reason, String watermark, String lines) {
        return of(
                reason,
                HEAD + (watermark + "'dataset':'industry_report','fields':[" + lines + "]}").replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("refusedForReports")
    void refusesMappingOfTablesAndMarksAtStart(Reason reason, String json) {
        refusesMappingAtStart(reason, json);
    }

    @Test
    void writesAWatermarkOnceWhereItHasAPlaceAndTheScannerLeavesItAlone() {
        String mark = "协议 A1 第1版；传输 019b0000-1380-7138-8000-138001380000";
        Desensitised report = new Desensitiser(new Fixtures.Keys("v1"))
                .apply(
                        Fixtures.INDUSTRY,
                        Fixtures.INDUSTRY.read(Fixtures.sample(Fixtures.INDUSTRY, "rubber-and-plastics")),
                        Fixtures.rules(Fixtures.INDUSTRY),
                        "qingdao");
        PlatformMapping mapping = Fixtures.QINGDAO.mapping("industry_report").orElseThrow();

        MappedPayload marked = mapping.map(report, mark);

        PlatformContractTest.SpanLaw.holds(marked);
        assertThat(Resources.JSON.readTree(marked.bytes()).path("SYBJ").stringValue())
                .isEqualTo(mark);
        assertThat(marked.spans()).filteredOn(Span::isWatermark).hasSize(1);
        assertThat(new ResidueScanner().scan(marked, CenterDictionary.of(List.of("138001380000"))))
                .isEmpty();
        assertThat(mapping.map(report).spans()).noneMatch(Span::isWatermark);
    }

    @Test
    void refusesAWatermarkItHasNoPlaceFor() {
        CanonicalRecord record = Fixtures.ACTIVITY.read(Fixtures.sample(Fixtures.ACTIVITY, "training"));
        Desensitised left = new Desensitiser(new Fixtures.Keys("v1"))
                .apply(Fixtures.ACTIVITY, record, Fixtures.rules(Fixtures.ACTIVITY), "qingdao");
        MappingRefused refused = catchThrowableOfType(
                MappingRefused.class,
                () -> Fixtures.QINGDAO.mapping("activity").orElseThrow().map(left, "x"));
        assertThat(refused.reason()).isEqualTo(Reason.WATERMARK_WITHOUT_PLACE);
    }

    private static Arguments of(Reason reason, String json) {
        return Arguments.of(reason, json);
    }

    private static Arguments line(Reason reason, String lines) {
        return of(reason, HEAD + "\"dataset\":\"activity\",\"fields\":[" + lines.replace('\'', '"') + "]}");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesMappingAtStart(Reason reason, String json) {
        MappingRefused refused = catchThrowableOfType(MappingRefused.class, () -> mapping(json));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
    }

    @Test
    void saysByWhichWayAFieldWouldComeAboveTheCeiling() {
        String json = HEAD
                + ("'dataset':'diagnosis_report','fields':["
                                + "{'to':'/SR','zh':'','from':'/enterprise/revenue','accepts':['band:revenue','round:2']},"
                                + "{'to':'/LXR/*','zh':'','from':'/experts/*/name','accepts':['mask-name']}]}")
                        .replace('\'', '"');

        assertThatThrownBy(() -> mapping(json, Set.of(FieldClass.G, FieldClass.I)))
                .isInstanceOfSatisfying(MappingRefused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.ABOVE_CEILING);
                    assertThat(refused.path()).isEqualTo("/enterprise/revenue");
                })
                .hasMessage("t.mapping.yaml:1: ABOVE_CEILING: /enterprise/revenue (T1) → round:2 (T1) → /SR > [G, I]");
        assertThatThrownBy(() -> mapping(json, Set.of(FieldClass.T1)))
                .hasMessage("t.mapping.yaml:1: ABOVE_CEILING: /experts/*/name (I) → mask-name (I) → /LXR/* > [T1]");
        assertThat(mapping(json, Set.of(FieldClass.T1, FieldClass.I)).sources()).hasSize(2);
    }

    @Test
    void refusesTransformItCannotCarry() {
        List<FieldRule> exact = List.of(new FieldRule("/attendees", FieldClass.G, "raw", false, "1"));
        CanonicalRecord record = Fixtures.ACTIVITY.read(Fixtures.sample(Fixtures.ACTIVITY, "training"));
        Desensitised left =
                new Desensitiser(new Fixtures.Keys("v1")).apply(Fixtures.ACTIVITY, record, exact, "qingdao");
        MappingRefused refused = catchThrowableOfType(
                MappingRefused.class,
                () -> Fixtures.QINGDAO.mapping("activity").orElseThrow().map(left));
        assertThat(refused.reason()).isEqualTo(Reason.TRANSFORM_NOT_ACCEPTED);
        assertThat(refused.path()).isEqualTo("/attendees");
    }

    @Test
    void leavesOutWhatIsNotThereAndNeverAnEmptyShell() {
        List<FieldRule> title = List.of(new FieldRule("/title", FieldClass.P, "raw", false, "1"));
        CanonicalRecord record = Fixtures.ACTIVITY.read(Fixtures.sample(Fixtures.ACTIVITY, "training"));
        Desensitiser desensitiser = new Desensitiser(new Fixtures.Keys("v1"));
        PlatformMapping mapping = Fixtures.QINGDAO.mapping("activity").orElseThrow();
        MappedPayload some = mapping.map(desensitiser.apply(Fixtures.ACTIVITY, record, title, "qingdao"));
        MappedPayload none = mapping.map(desensitiser.apply(Fixtures.ACTIVITY, record, List.of(), "qingdao"));
        assertThat(some.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"HDMC\":\"青岛市橡胶轮胎产业数字化转型专题培训班（第三期）\"}");
        assertThat(none.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    }

    @Test
    void convertsUnitsAndLists() {
        String json = HEAD
                + ("'dataset':'diagnosis_report','fields':["
                                + "{'to':'/SR','zh':'收入（元）','from':'/enterprise/revenue','accepts':['raw'],'convert':[{'number':{'factor':10000,'digits':0}}]},"
                                + "{'to':'/TZ','zh':'投资','from':'/investment_estimate','accepts':['raw'],'convert':[{'text':{'suffix':'万元'}}]},"
                                + "{'to':'/XT/*','zh':'系统','from':'/systems/*','accepts':['raw']},"
                                + "{'to':'/WD/*','zh':'维度','from':'/domain_scores/*/domain','accepts':['raw']}]}")
                        .replace('\'', '"');
        List<FieldRule> rules = List.of(
                new FieldRule("/enterprise/revenue", FieldClass.T1, "raw", false, "1"),
                new FieldRule("/investment_estimate", FieldClass.T1, "raw", false, "2"),
                new FieldRule("/systems/*", FieldClass.T1, "raw", false, "3"),
                new FieldRule("/domain_scores/*/domain", FieldClass.G, "raw", false, "4"));
        CanonicalRecord record = Fixtures.DIAGNOSIS.read(Fixtures.sample(Fixtures.DIAGNOSIS, "injection-molding"));
        MappedPayload payload = mapping(json)
                .map(new Desensitiser(new Fixtures.Keys("v1")).apply(Fixtures.DIAGNOSIS, record, rules, "x"));
        assertThat(payload.bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"SR\":213506000,\"TZ\":\"486.5万元\",\"XT\":[\"用友U8 ERP\",\"华磊迅拓MES\",\"自建WMS\"],"
                        + "\"WD\":[\"foundation\",\"operation\",\"management\",\"effect\"]}");
        PlatformContractTest.SpanLaw.holds(payload);
    }

    @Test
    void spanLawHoldsForRandomRecords() {
        Random random = new Random(23);
        for (int n = 0; n < 300; n++) {
            ObjectNode json = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
            String title = Texts.random(random).strip();
            json.put("title", title.isBlank() ? "题" : title);
            ArrayNode served = json.putArray("served");
            for (int i = random.nextInt(5); i > 0; i--) {
                served.addObject()
                        .put("usci", Planted.usci(random))
                        .put("region", "370212")
                        .put("service_kind", "training");
            }
            if (random.nextBoolean()) {
                json.put("attendees", random.nextInt(300));
            }
            json.put("person_times", 1000);
            MappedPayload payload = Fixtures.payload(Fixtures.ACTIVITY, Fixtures.ACTIVITY.read(Fixtures.bytes(json)));
            PlatformContractTest.SpanLaw.holds(payload);
            assertThat(Resources.JSON.readTree(payload.bytes()).path("HDMC").stringValue())
                    .isEqualTo(json.path("title").stringValue());
        }
    }

    @Test
    void levelWrittenAsDecimalIsTheSameLevel() {
        ObjectNode json = Fixtures.sampleJson(Fixtures.DIAGNOSIS, "injection-molding");
        json.put("level", new BigDecimal("3.0"));
        MappedPayload payload = Fixtures.payload(Fixtures.DIAGNOSIS, Fixtures.DIAGNOSIS.read(Fixtures.bytes(json)));
        assertThat(Resources.JSON.readTree(payload.bytes()).at("/ZDJG/SZHDJ").stringValue())
                .isEqualTo("三级");
    }

    private static PlatformMapping mapping(String json) {
        return mapping(json, Set.of(FieldClass.values()));
    }

    private static PlatformMapping mapping(String json, Set<FieldClass> ceilings) {
        TransformCatalogue catalogue = new TransformCatalogue();
        return PlatformMapping.of(
                "t.mapping.yaml", json.getBytes(StandardCharsets.UTF_8), Fixtures.DATASETS, catalogue, ceilings);
    }
}
