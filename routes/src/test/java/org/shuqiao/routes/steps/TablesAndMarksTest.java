package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.masking.AppliedTransform;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Duties on reports about many: cells that are too small, and the mark of provenance. Numbers are those of the reference cases. */
class TablesAndMarksTest {
    private final ConfirmPermit confirmPermit = SampleTransfer.confirmPermit();

    private static void asItIs(ObjectNode json) {}

    private static PlatformPayload.Scanned payload(AgreedSubmission agreed) {
        return new PlatformPayload.Scanned(new MapToPlatform().map(SampleTransfer.desensitised(agreed)));
    }

    private static Consumer<ObjectNode> duties(String... duties) {
        return permission -> {
            ArrayNode list = permission.putArray("duties_pre");
            List.of(duties).forEach(list::add);
        };
    }

    private static JsonNode json(PlatformPayload payload) {
        return JsonMapper.shared().readTree(payload.mapped().bytes());
    }

    private TransferStopped stopped(PlatformPayload.Scanned payload) {
        TransferStopped stopped = catchThrowableOfType(TransferStopped.class, () -> confirmPermit.confirm(payload));
        assertThat(stopped).isNotNull();
        assertThat(stopped.verdict().state()).isEqualTo(TransferState.DENIED);
        return stopped;
    }

    private static JsonNode lastStep(TransferStopped stopped) {
        JsonNode trail =
                JsonMapper.shared().readTree(stopped.verdict().decision()).path("payload");
        return trail.get(trail.size() - 1);
    }

    /** The cell of three and the cells by which it could be computed are left out, are told to be, and stand in the statement. */
    @Test
    void case29SuppressesACellOfThreeAndWhatWouldTellIt() {
        PlatformPayload.Permitted permitted = confirmPermit.confirm(
                payload(SampleTransfer.report(TablesAndMarksTest::asItIs, TablesAndMarksTest::asItIs)));

        JsonNode cells = json(permitted).path("FZTJ");
        assertThat(cells).hasSize(14);
        assertThat(cells.get(2).toString())
                .as("three large enterprises of the fourth level")
                .isEqualTo("{\"QYGM\":\"大型\",\"SZHDJ\":\"四级\",\"YCBZ\":\"已隐去\"}");
        assertThat(cells.get(12).path("QYGM").stringValue()).isEqualTo("微型");
        assertThat(permitted.record().values().transforms())
                .contains(new AppliedTransform("/cells/*", "small-cells:5", "1"));
        JsonNode trail =
                JsonMapper.shared().readTree(permitted.ready(null).decision()).path("payload");
        assertThat(trail.valueStream()
                        .filter(step -> step.path("step").stringValue().equals("small_cells")))
                .singleElement()
                .satisfies(step -> assertThat(step.path("agreed").stringValue()).isEqualTo("k_min:5"));
    }

    @Test
    void case29DeniesWhereTheAgreementBlocks() {
        TransferStopped stopped =
                stopped(payload(SampleTransfer.report(TablesAndMarksTest::asItIs, duties("k_min:5", "k_min:5:block"))));

        assertThat(stopped.verdict().reason()).isEqualTo(ReasonCode.SMALL_CELLS);
        assertThat(lastStep(stopped).path("agreed").stringValue()).isEqualTo("k_min:5:block");
    }

    @Test
    void case29BlocksNothingWhereNoCellIsSmall() {
        Consumer<ObjectNode> large = record -> record.path("cells").forEach(cell -> {
            ((ObjectNode) cell).put("count", 5).put("largest_share", 50);
            record.put("sample_n", 200);
        });

        assertThat(confirmPermit.confirm(payload(SampleTransfer.report(large, duties("k_min:5:block")))))
                .isNotNull();
    }

    @Test
    void deniesAReportOnTooFewAltogether() {
        assertThat(stopped(payload(SampleTransfer.report(TablesAndMarksTest::asItIs, duties("k_min:65"))))
                        .verdict()
                        .reason())
                .isEqualTo(ReasonCode.SMALL_CELLS);
    }

    /** A payload with all that the record has, held against the record as it may leave. */
    @Test
    void deniesAPayloadInWhichASuppressedValueIsBack() {
        DesensitisedRecord less =
                SampleTransfer.desensitised(SampleTransfer.report(TablesAndMarksTest::asItIs, duties("k_min:12")));
        PlatformPayload more = payload(SampleTransfer.report(TablesAndMarksTest::asItIs, duties("k_min:5")));

        TransferStopped stopped =
                stopped(new PlatformPayload.Scanned(new PlatformPayload(less, more.mapping(), more.mapped())));

        assertThat(stopped.verdict().reason()).isEqualTo(ReasonCode.SMALL_CELLS);
    }

    /** One agreement lists the mark and the other does not, so it would not leave. */
    @Test
    void deniesSuppressedCellsThatNobodyCouldTell() {
        PlatformPayload.Scanned unmarked = payload(SampleTransfer.report(
                TablesAndMarksTest::asItIs,
                permission -> permission.path("fields").forEach(field -> {
                    if (field.path("path").stringValue().equals("/cells/*/suppressed")) {
                        ((ObjectNode) field).put("transform", "drop");
                    }
                })));

        assertThat(stopped(unmarked).verdict().reason()).isEqualTo(ReasonCode.SMALL_CELLS);
    }

    @Test
    void permitsAReportWithoutATableThatNobodyAgreedOn() {
        PlatformPayload.Permitted permitted =
                confirmPermit.confirm(payload(SampleTransfer.report(TablesAndMarksTest::asItIs, permission -> {
                    permission.put("unlisted_field", "strip");
                    ((ArrayNode) permission.path("fields"))
                            .removeIf(field -> field.path("path").stringValue().startsWith("/cells/"));
                })));

        assertThat(json(permitted).has("FZTJ")).isFalse();
    }

    @Test
    void marksThePayloadWithItsProvenance() {
        PlatformPayload.Permitted permitted =
                confirmPermit.confirm(payload(SampleTransfer.report(TablesAndMarksTest::asItIs, duties("watermark"))));

        assertThat(json(permitted).path("SYBJ").stringValue())
                .isEqualTo("数据来源标记：协议 A1 第1版；接收平台 qingdao；用途 公共数据开放共享；传输 019b0000-0000-7000-8000-000000000002");
        assertThat(permitted.mapped().spans()).filteredOn(Span::isWatermark).hasSize(1);
    }

    @Test
    void marksNothingWhereNobodyDemandsIt() {
        PlatformPayload.Permitted permitted =
                confirmPermit.confirm(payload(SampleTransfer.report(TablesAndMarksTest::asItIs, duties("mask"))));

        assertThat(json(permitted).has("SYBJ")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deniesAPayloadWithoutTheMarkOrWithAnother(boolean withAnother) {
        AgreedSubmission demanding = SampleTransfer.report(TablesAndMarksTest::asItIs, duties("watermark"));
        DesensitisedRecord record = SampleTransfer.desensitised(demanding);
        PlatformPayload made = payload(demanding);
        MappedPayload other = withAnother
                ? made.mapping().map(record.values(), "A2")
                : made.mapping().map(record.values());

        TransferStopped stopped =
                stopped(new PlatformPayload.Scanned(new PlatformPayload(record, made.mapping(), other)));

        assertThat(stopped.verdict().reason()).isEqualTo(ReasonCode.DUTY_WATERMARK);
        assertThat(lastStep(stopped).path("asked").stringValue()).isEqualTo(withAnother ? "other" : "none");
    }

    @Test
    void deniesAMarkThatNobodyDemands() {
        AgreedSubmission unmarked = SampleTransfer.report(TablesAndMarksTest::asItIs, duties("mask"));
        DesensitisedRecord record = SampleTransfer.desensitised(unmarked);
        PlatformPayload made = payload(unmarked);

        TransferStopped stopped = stopped(new PlatformPayload.Scanned(
                new PlatformPayload(record, made.mapping(), made.mapping().map(record.values(), "A2"))));

        assertThat(stopped.verdict().reason()).isEqualTo(ReasonCode.FIELD_UNLISTED);
    }

    @Test
    void deniesWhereThePlatformHasNoPlaceForTheMark() {
        AgreedSubmission activity = SampleTransfer.under(duties("watermark"), null);

        TransferStopped stopped = catchThrowableOfType(TransferStopped.class, () -> payload(activity));

        assertThat(stopped.verdict().reason()).isEqualTo(ReasonCode.DUTY_WATERMARK);
    }
}
