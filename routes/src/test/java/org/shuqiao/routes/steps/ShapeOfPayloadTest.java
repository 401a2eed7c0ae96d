package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.platforms.OtherMapping;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.steps.Foreseen.Fate;
import org.shuqiao.routes.steps.Foreseen.FieldFate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What can be read from the shape of a payload has to be agreed as what stands in it. */
class ShapeOfPayloadTest {
    private static final PlatformMapping SHOWN_BY_STATUS = OtherMapping.of(
            SampleTransfer.DATASETS,
            "activity",
            """
            - {to: /LX, zh: 类型, value: "01"}
            - {to: /BT, zh: 标题, from: /title, accepts: [raw], when: {path: /status, in: [planned]}}
            - {to: /SJ, zh: 起止, from: [/start, /end], join: "~", accepts: [raw]}
            """);

    private final ConfirmPermit confirmPermit = SampleTransfer.confirmPermit();

    private static PlatformPayload.Scanned payload(PlatformMapping mapping, AgreedSubmission agreed) {
        DesensitisedRecord record = SampleTransfer.desensitised(agreed);
        return new PlatformPayload.Scanned(new PlatformPayload(record, mapping, mapping.map(record.values())));
    }

    private static AgreedSubmission agreedWith(String path, String fieldClass) {
        return SampleTransfer.agreed(fields -> add(fields, path, fieldClass));
    }

    private static void add(ArrayNode fields, String path, String fieldClass) {
        fields.addObject()
                .put("path", path)
                .put("class", fieldClass)
                .put("transform", "raw")
                .put("required", false);
    }

    private PreparedTransfer denied(PlatformPayload.Scanned payload, ReasonCode reason) {
        TransferStopped stopped = catchThrowableOfType(TransferStopped.class, () -> confirmPermit.confirm(payload));
        assertThat(stopped).isNotNull();
        assertThat(stopped.verdict().reason()).isEqualTo(reason);
        return stopped.verdict();
    }

    @Test
    void aFieldThatOnlyDecidesHasToBeListed() {
        PreparedTransfer verdict = denied(payload(SHOWN_BY_STATUS, SampleTransfer.agreed()), ReasonCode.FIELD_UNLISTED);

        assertThat(JsonMapper.shared()
                        .readTree(verdict.decision())
                        .get("payload")
                        .toString())
                .contains("/status");
        assertThat(confirmPermit
                        .confirm(payload(SHOWN_BY_STATUS, agreedWith("/status", "P")))
                        .mapped()
                        .bytes())
                .asString()
                .contains("\"LX\":\"01\"")
                .doesNotContain("\"BT\"");
    }

    @Test
    void aFieldThatOnlyDecidesIsHeldAgainstTheCeilings() {
        PlatformMapping counted = OtherMapping.of(
                SampleTransfer.DATASETS,
                "activity",
                """
                - {to: /BT, zh: 标题, from: /title, accepts: [raw], when: {path: /person_times, in: [1]}}
                """);
        AgreedSubmission publicOnly = SampleTransfer.under(
                permission -> {
                    permission.put("class_ceiling_after_masking", "P");
                    ArrayNode fields = (ArrayNode) permission.path("fields");
                    for (int i = fields.size() - 1; i >= 0; i--) {
                        if (!fields.get(i).path("class").stringValue().equals("P")) {
                            fields.remove(i);
                        }
                    }
                    add(fields, "/person_times", "G");
                },
                null);

        PreparedTransfer verdict = denied(payload(counted, publicOnly), ReasonCode.CLASS_CEILING);

        assertThat(JsonMapper.shared()
                        .readTree(verdict.decision())
                        .get("payload")
                        .toString())
                .contains("/person_times (G)");
    }

    @Test
    void aJoinedValueNeedsBothItsFields() {
        AgreedSubmission both = agreedWith("/status", "P");
        AgreedSubmission one = SampleTransfer.agreed(fields -> {
            add(fields, "/status", "P");
            for (int i = fields.size() - 1; i >= 0; i--) {
                if (fields.get(i).path("path").stringValue().equals("/end")) {
                    fields.remove(i);
                }
            }
        });
        PlatformPayload.Scanned made = payload(SHOWN_BY_STATUS, both);
        PlatformPayload.Scanned judged = new PlatformPayload.Scanned(
                new PlatformPayload(SampleTransfer.desensitised(one), made.mapping(), made.mapped()));

        assertThat(JsonMapper.shared()
                        .readTree(denied(judged, ReasonCode.FIELD_UNLISTED).decision())
                        .get("payload")
                        .toString())
                .contains("/end");
    }

    @Test
    void aDryRunTellsOfEveryFieldThatCanBeReadFromThePayload() {
        AgreedSubmission agreed = agreedWith("/status", "P");
        PlatformPayload payload = payload(SHOWN_BY_STATUS, agreed);

        List<FieldFate> fates = FieldFates.of(
                agreed.claimed().record(), SampleTransfer.desensitised(agreed).values(), payload);

        assertThat(fates)
                .contains(
                        new FieldFate("/status", Fate.KEPT, "raw"),
                        new FieldFate("/start", Fate.KEPT, "raw"),
                        new FieldFate("/end", Fate.KEPT, "raw"),
                        new FieldFate("/title", Fate.UNMAPPED, null));
    }
}
