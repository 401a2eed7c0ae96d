package org.shuqiao.mappings.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.RecordLimits;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.Violation;
import org.shuqiao.mappings.platforms.Platform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One change to a good agreement, the problems it makes: no more, no less. */
class AgreementProfileTest {
    private static final AgreementProfile PROFILE = new AgreementProfile(Fixtures.DATASETS);

    static Stream<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        for (Platform platform : Fixtures.PLATFORMS.all()) {
            samples.add(platform.sampleAgreement());
            platform.sampleInboundAgreement().ifPresent(samples::add);
        }
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void acceptsTheSamplesOfThePlatforms(byte[] sample) {
        assertThat(PROFILE.problems(sample)).isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                of("/nonce UNKNOWN_KEY", a -> a.put("nonce", 1)),
                of("/permission/0/fields/0 UNKNOWN_KEY", a -> field(a).put("a/b", 1)),
                of("/audit REQUIRED", a -> a.remove("audit")),
                of("/profile NOT_A_TERM", a -> a.put("profile", "cdg-2")),
                of("/version TYPE", a -> a.put("version", "1")),
                of("/version BELOW_MINIMUM", a -> a.put("version", 0)),
                of("/version ABOVE_MAXIMUM", a -> a.put("version", 1L << 40).put("prev", "0".repeat(64))),
                of("/id FORM", a -> a.put("id", "A 1")),
                of("/prev FORM", a -> a.put("version", 2).put("prev", "00")),
                of("/prev REQUIRED", a -> a.put("version", 2)),
                of("/prev FIRST_VERSION", a -> a.put("prev", "0".repeat(64))),
                of("/provider/usci USCI_CHECK_DIGIT", a -> a.withObject("/provider")
                        .put("usci", "91370212MA3C000038")),
                of("/consumer/usci SAME_PARTY", a -> a.withObject("/consumer")
                        .put("usci", a.at("/provider/usci").stringValue())),
                of("/consumer/endpoint_id REQUIRED", a -> a.withObject("/consumer")
                        .remove("endpoint_id")),
                of("/provider/platform UNKNOWN_KEY", a -> a.withObject("/provider")
                        .put("platform", "qingdao")),
                of("/valid/to VALIDITY_INVERTED", a -> a.withObject("/valid").put("to", "2025-12-31")),
                of("/valid/to DATE_FORM", a -> a.withObject("/valid").put("to", "2026-02-30")),
                of("/channels TOO_FEW_ITEMS", a -> a.putArray("channels")),
                of("/permission/0/dataset UNKNOWN_DATASET", a -> permission(a).put("dataset", "weather")),
                of("/permission/1/dataset DATASET_TWICE", a -> ((ArrayNode) a.path("permission"))
                        .set(1, permission(a).deepCopy())),
                of("/permission/0/schema FORM", a -> permission(a).put("schema", "latest")),
                of("/permission/0/fields/0/path UNKNOWN_FIELD", a -> field(a).put("path", "/titel")),
                of("/permission/0/fields/0/class CLASS_DIFFERS", a -> field(a).put("class", "G")),
                of("/permission/0/fields/0/class NOT_A_TERM", a -> field(a).put("class", "X")),
                of("/permission/0/fields/0/transform UNKNOWN_TRANSFORM", a -> field(a).put("transform", "rot13")),
                of("/permission/0/fields/0/transform TRANSFORM_NOT_APPLICABLE", a -> field(a).put(
                                "transform", "mask-phone")),
                of(
                        "/permission/0/fields/1/path DUPLICATE_PATH",
                        a -> ((ArrayNode) permission(a).path("fields")).set(1, field(a).deepCopy())),
                of("/permission/1/fields/13/transform NEVER_RAW", a -> ((ArrayNode) a.at("/permission/1/fields"))
                        .addObject()
                        .put("path", "/process_params/*/process")
                        .put("class", "T2")
                        .put("transform", "raw")),
                of("/permission/0/scope/regions/0 FORM", a -> permission(a)
                        .withObject("/scope")
                        .putArray("regions")
                        .add("青岛")),
                of("/permission/0/quota NAMES_NOTHING", a -> permission(a).putObject("quota")),
                of(
                        "/permission/0/quota/batches_per_day BELOW_MINIMUM",
                        a -> permission(a).putObject("quota").put("batches_per_day", 0)),
                of(
                        "/permission/0/quota/rows_per_month BELOW_MINIMUM",
                        a -> permission(a).putObject("quota").put("rows_per_month", -1)),
                of("/permission/0/window/cron CRON_FORM", a -> window(a, "0 8-18 * *", "Asia/Shanghai")),
                of("/permission/0/window/cron CRON_FORM", a -> window(a, "* 8-25 * * *", "Asia/Shanghai")),
                of("/permission/0/window/cron NEVER_OPENS", a -> window(a, "* * 30 2 *", "Asia/Shanghai")),
                of("/permission/0/window/cron NEVER_OPENS_IN_TERM", a -> window(a, "* * 29 2 *", "Asia/Shanghai")),
                of("/permission/0/window/cron NEVER_OPENS_IN_TERM", a -> {
                    a.withObject("/valid").put("from", "2026-03-01").put("to", "2026-03-31");
                    window(a, "* * * 4-12 *", "Asia/Shanghai");
                }),
                of("/consumer/cert_sn SAME_CERTIFICATE", a -> {
                    a.withObject("/provider").put("cert_sn", "0a");
                    a.withObject("/consumer").put("cert_sn", "0A");
                }),
                of(
                        "/consumer/cert_sn REQUIRED",
                        a -> a.withObject("/consumer").put("cert_sn", "").put("cert_issuer", "CN=CA")),
                of("/permission/0/window/cron WINDOW_TOO_SHORT", a -> window(a, "0-58 8 * * *", "Asia/Shanghai")),
                of("/permission/0/window/tz UNKNOWN_ZONE", a -> window(a, "* 8-18 * * *", "Asia/Qingdao")),
                of("/prohibition/0 NAMES_NOTHING", a -> a.putArray("prohibition")
                        .addObject()),
                of(
                        "/prohibition/0/action NOT_A_TERM",
                        a -> a.putArray("prohibition").addObject().put("action", "read")),
                of(
                        "/prohibition/0/dataset UNKNOWN_DATASET",
                        a -> a.putArray("prohibition").addObject().put("dataset", "weather")),
                of("/prohibition/0/field NEVER_ACTS", a -> a.putArray("prohibition")
                        .addObject()
                        .put("dataset", "activity")
                        .put("field", "/enterprise")),
                of("/audit/keep_days BELOW_MINIMUM", a -> {
                    a.withObject("/audit").put("keep_days", 1094);
                    a.remove("retention");
                }),
                of(
                        "/permission/0/duties_post/0 FORM",
                        a -> permission(a).putArray("duties_post").add("report_use")),
                of("/onward/recipients REQUIRED", a -> a.withObject("/onward").put("allowed", true)),
                of(
                        "/onward/recipients NAMES_NOTHING",
                        a -> a.withObject("/onward").put("allowed", true).putArray("recipients")),
                of(
                        "/onward/recipients ONWARD_NOT_ALLOWED",
                        a -> a.withObject("/onward").putArray("recipients").add("市统计局")),
                of("/retention/days LONGER_THAN_AUDIT", a -> a.withObject("/retention")
                        .put("days", 1096)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void saysWhatIsWrongAndWhere(String problem, Consumer<ObjectNode> change) {
        assertThat(problems(change)).containsExactly(problem);
    }

    @Test
    void acceptsDutiesThatAreDoneOnceATransferHasArrived() {
        assertThat(problems(a -> permission(a)
                        .putArray("duties_post")
                        .add("log")
                        .add("notify")
                        .add("receipt_within:24h")
                        .add("delete_after:30d")
                        .add("report_use:90d")))
                .isEmpty();
    }

    @Test
    void acceptsThatAConsumerPassesDataOnToWhomItNames() {
        assertThat(problems(a -> a.withObject("/onward")
                        .put("allowed", true)
                        .putArray("recipients")
                        .add("市统计局")))
                .isEmpty();
    }

    @Test
    void refusesWhatACenterWouldReportOrPassOn() {
        ObjectNode agreement = capabilityCenter(true);
        ((ObjectNode) agreement.at("/permission/0")).putArray("duties_post").add("report_use:30d");
        agreement
                .withObject("/onward")
                .put("allowed", true)
                .putArray("recipients")
                .add("市统计局");

        assertThat(problems(agreement))
                .containsExactlyInAnyOrder(
                        "/onward/allowed NOT_SUPPORTED", "/permission/0/duties_post/0 NOT_SUPPORTED");
    }

    @Test
    void refusesReportsOnTheUseOfWhatIsTakenDown() {
        ObjectNode agreement = capabilityCenter(false);
        agreement.path("permission").forEach(permission -> {
            if (permission.path("dataset").stringValue().equals("take_down")) {
                ((ObjectNode) permission).putArray("duties_post").add("report_use:30d");
            }
        });

        assertThat(problems(agreement)).singleElement().asString().endsWith("/duties_post/0 NOT_SUPPORTED");
    }

    @Test
    void acceptsASignatureOnPaperByItsForm() {
        assertThat(problems(a -> paper(a))).isEmpty();
    }

    static Stream<Arguments> malformedSignatures() {
        return Stream.of(
                of("/signatures/0/scan REQUIRED", a -> paper(a).remove("scan")),
                of("/signatures/0/scan FORM", a -> paper(a).put("scan", "A".repeat(64))),
                of("/signatures/0/attested REQUIRED", a -> paper(a).remove("attested")),
                of("/signatures/0/attested TOO_FEW_ITEMS", a -> paper(a).withArray("attested")
                        .remove(0)),
                of("/signatures/0/signed_on DATE_FORM", a -> paper(a).put("signed_on", "2026-02-30")),
                of("/signatures/0/signature UNKNOWN_KEY", a -> paper(a).put("signature", "AAAA")),
                of("/signatures/0/certificate REQUIRED", a -> a.withArray("/signatures")
                        .addObject()
                        .put("party", "provider")
                        .put("kind", "sm2")
                        .put("signature", "AAAA")),
                of("/signatures/0/kind NOT_A_TERM", a -> paper(a).put("kind", "wax")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedSignatures")
    void refusesASignatureOfAnotherForm(String problem, Consumer<ObjectNode> change) {
        assertThat(problems(change)).containsExactly(problem);
    }

    private static ObjectNode paper(ObjectNode agreement) {
        ObjectNode paper = agreement
                .withArray("/signatures")
                .addObject()
                .put("party", "provider")
                .put("kind", "paper")
                .put("scan", "0".repeat(64))
                .put("signed_on", "2026-01-10");
        for (int i = 0; i < 2; i++) {
            paper.withArray("attested").addObject().put("certificate", "PEM").put("signature", "AAAA");
        }
        return paper;
    }

    @Test
    void acceptsARevocationThatDeletesWhereATakeDownMayLeave() {
        Consumer<ObjectNode> deletes =
                a -> a.putObject("revocation").put("notice_days", 30).put("effect", "stop_and_delete");
        assertThat(problems(deletes)).containsExactly("/revocation/effect TAKE_DOWN_NOT_PERMITTED");

        ObjectNode agreement = (ObjectNode) Resources.JSON.readTree(
                Fixtures.PLATFORMS.find("capability-center").orElseThrow().sampleAgreement());
        assertThat(problems(agreement)).isEmpty();
        deletes.accept(agreement);
        assertThat(problems(agreement)).isEmpty();
    }

    static Stream<Arguments> holdingTakeDowns() {
        return Stream.of(
                of("/quota", p -> p.putObject("quota").put("batches_per_day", 1)),
                of(
                        "/window",
                        p -> p.putObject("window").put("cron", "* 8-18 * * *").put("tz", "Asia/Shanghai")),
                of("/duties_pre/0", p -> p.putArray("duties_pre").add("human_approval")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("holdingTakeDowns")
    void refusesWhatWouldLetATakeDownWait(String term, Consumer<ObjectNode> change) {
        ObjectNode agreement = (ObjectNode) Resources.JSON.readTree(
                Fixtures.PLATFORMS.find("capability-center").orElseThrow().sampleAgreement());
        int i = 0;
        while (!agreement.at("/permission/" + i + "/dataset").asString("").equals("take_down")) {
            i++;
        }
        change.accept((ObjectNode) agreement.at("/permission/" + i));

        assertThat(problems(agreement)).containsExactly("/permission/" + i + term + " TAKE_DOWN_HELD");
    }

    @Test
    void refusesADemandForConsentWhereARecordNamesNoEnterprise() {
        assertThat(problems(a -> a.putObject("subject_consent").put("required", true)))
                .containsExactly(
                        "/subject_consent/required TAKE_DOWN_NOT_PERMITTED",
                        "/permission/0/dataset CONSENT_NOT_PROVABLE",
                        "/permission/2/dataset CONSENT_NOT_PROVABLE");
        assertThat(problems(a -> a.putObject("subject_consent")
                        .put("required", false)
                        .putArray("consent_ids")
                        .add("c1")))
                .containsExactly("/subject_consent/consent_ids NEVER_ACTS");
    }

    @Test
    void acceptsADemandForConsentWhereEachRecordNamesItsEnterprise() {
        ObjectNode agreement = (ObjectNode) Resources.JSON.readTree(
                Fixtures.PLATFORMS.find("capability-center").orElseThrow().sampleAgreement());
        agreement
                .putObject("subject_consent")
                .put("required", true)
                .putArray("consent_ids")
                .add("c1");
        ArrayNode permissions = (ArrayNode) agreement.path("permission");
        for (int i = permissions.size() - 1; i >= 0; i--) {
            String dataset = permissions.get(i).path("dataset").stringValue();
            if (!List.of("diagnosis_report", "showcase_item", "demand", "take_down")
                    .contains(dataset)) {
                permissions.remove(i);
            }
        }
        assertThat(problems(agreement)).isEmpty();
    }

    @Test
    void acceptsAShortRetentionAndTheProofOfItsEnd() {
        assertThat(problems(a -> a.withObject("/retention").put("days", 30).put("destroy_proof", true)))
                .isEmpty();
    }

    @Test
    void acceptsWhatIsHeldAgainstThePayload() {
        assertThat(problems(a -> {
                    permission(a).put("class_ceiling_after_masking", "G");
                    permission(a).withArray("/duties_pre").add("encrypt_sm4").add("human_approval");
                    permission(a).withObject("/scope").putArray("periods").add("2026*");
                }))
                .isEmpty();
    }

    @Test
    void saysByWhichWayAFieldWouldComeAboveTheCeilingOfTheAgreement() {
        List<Violation> problems =
                violations(a -> ((ObjectNode) a.at("/permission/1")).put("class_ceiling_after_masking", "G"));

        assertThat(problems)
                .extracting(Violation::rule, Violation::en)
                .containsExactly(
                        tuple(
                                "ABOVE_CEILING",
                                "Still above the ceiling of the agreement after its transform: "
                                        + "/contact/name (I) → mask-name (I) → /LXR/XM > G"),
                        tuple(
                                "ABOVE_CEILING",
                                "Still above the ceiling of the agreement after its transform: "
                                        + "/contact/mobile (I) → mask-phone (I) → /LXR/LXDH > G"));
        assertThat(problems.get(0).zh()).contains("上限", "/contact/name (I) → mask-name (I) → /LXR/XM > G");
    }

    @Test
    void saysByWhichWayAFieldWouldComeAboveTheCeilingOfThePlatform() {
        assertThat(violations(a -> ((ObjectNode) a.at("/permission/1/fields/5")).put("transform", "round:2")))
                .extracting(Violation::pointer, Violation::en)
                .containsExactly(tuple(
                        "/permission/1/fields/5/transform",
                        "Still above what the platform takes after its transform: "
                                + "/enterprise/revenue (T1) → round:2 (T1) → /QYXX/YYSRQJ > [G, I]"));
    }

    @Test
    void holdsWhatComesInAgainstTheCeilingToo() {
        ObjectNode agreement = capabilityCenter(true);
        int last = agreement.path("permission").size() - 1;
        ((ObjectNode) agreement.at("/permission/" + last)).put("class_ceiling_after_masking", "P");

        assertThat(problems(agreement)).isNotEmpty().allMatch(problem -> problem.endsWith(" ABOVE_CEILING"));
    }

    @Test
    void acceptsEncryptedMobileNumbersAndNoEncryptedEnterprises() {
        assertThat(problems(a -> fieldOf(a, "/contact/mobile").put("transform", "fpe")))
                .isEmpty();
        assertThat(problems(a -> fieldOf(a, "/enterprise/usci").put("transform", "fpe")))
                .singleElement()
                .asString()
                .endsWith("/transform TRANSFORM_NOT_APPLICABLE");
    }

    @Test
    void acceptsQuotasAndWindowsOfWhatIsSent() {
        assertThat(problems(a -> {
                    window(a, "* 8-18 * * 1-5", "Asia/Shanghai");
                    permission(a)
                            .putObject("quota")
                            .put("rows_per_batch", 5000)
                            .put("batches_per_day", 2)
                            .put("rows_per_month", 100_000);
                }))
                .isEmpty();
    }

    static Stream<Arguments> cells() {
        return Stream.of(
                of(
                        "/permission/0/duties_pre/0 DATASET_WITHOUT_TABLES",
                        a -> permission(a).putArray("duties_pre").add("k_min:5")),
                of(
                        "/permission/2/duties_pre/0 BELOW_MINIMUM",
                        a -> report(a).putArray("duties_pre").add("k_min:4")),
                of(
                        "/permission/2/duties_pre/0 FORM",
                        a -> report(a).putArray("duties_pre").add("k_min:10:deny")),
                of("/permission/2/fields SUPPRESSION_NOT_LISTED", a -> ((ArrayNode)
                                report(a).path("fields"))
                        .removeIf(f -> f.path("path").asString().equals("/cells/*/suppressed"))),
                of(
                        "/permission/2/fields SUPPRESSION_NOT_LISTED",
                        a -> report(a).path("fields").forEach(f -> {
                            if (f.path("path").asString().equals("/level_distribution/*/suppressed")) {
                                ((ObjectNode) f).put("transform", "drop");
                            }
                        })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void case29RefusesASmallestCountThatWouldNotActOrNotBeTold(String problem, Consumer<ObjectNode> change) {
        assertThat(problems(change)).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k_min:5", "k_min:10", "k_min:5:block"})
    void case29AcceptsASmallestCountFromOursOn(String duty) {
        assertThat(problems(a -> report(a).putArray("duties_pre").add(duty))).isEmpty();
    }

    private static ObjectNode report(ObjectNode agreement) {
        return (ObjectNode) agreement.at("/permission/2");
    }

    @Test
    void refusesAWatermarkWhereTheFormOfThePlatformHasNoPlaceForIt() {
        AgreementProfile knowing = new AgreementProfile(Fixtures.DATASETS, Fixtures.PLATFORMS.all());
        ObjectNode agreement = (ObjectNode) Resources.JSON.readTree(Fixtures.QINGDAO.sampleAgreement());
        assertThat(knowing.problems(Fixtures.bytes(agreement))).isEmpty();

        permission(agreement).withArray("/duties_pre").add("watermark");

        assertThat(knowing.problems(Fixtures.bytes(agreement)))
                .extracting(problem -> problem.pointer() + " " + problem.rule())
                .containsExactly("/permission/0/duties_pre/2 WATERMARK_WITHOUT_PLACE");
        assertThat(problems(agreement))
                .as("nothing goes to a platform that is not known")
                .isEmpty();
    }

    @Test
    void refusesDutiesThatNobodyHasForWhatComesIn() {
        ObjectNode agreement = capabilityCenter(true);
        ((ObjectNode) agreement.at("/permission/0"))
                .putArray("duties_pre")
                .add("encrypt_sm4")
                .add("human_approval")
                .add("watermark")
                .add("k_min:5");

        assertThat(problems(agreement))
                .containsExactly(
                        "/permission/0/duties_pre/0 NOT_SUPPORTED",
                        "/permission/0/duties_pre/1 NOT_SUPPORTED",
                        "/permission/0/duties_pre/2 NOT_SUPPORTED",
                        "/permission/0/duties_pre/3 NOT_SUPPORTED");
    }

    @Test
    void refusesPeriodsOfADatasetWhoseRecordsNameNone() {
        ObjectNode agreement = capabilityCenter(false);
        agreement.path("permission").forEach(permission -> {
            if (permission.path("dataset").stringValue().equals("slot")) {
                ((ObjectNode) permission)
                        .withObject("/scope")
                        .putArray("periods")
                        .add("2026*");
            }
        });

        assertThat(problems(agreement))
                .singleElement()
                .asString()
                .matches("/permission/[0-9]/scope/periods DATASET_WITHOUT_PERIOD");
    }

    private static ObjectNode capabilityCenter(boolean inward) {
        Platform platform = Fixtures.PLATFORMS.find("capability-center").orElseThrow();
        byte[] sample = inward ? platform.sampleInboundAgreement().orElseThrow() : platform.sampleAgreement();
        return (ObjectNode) Resources.JSON.readTree(sample);
    }

    @Test
    void acceptsQuotasAndWindowsOfWhatComesIn() {
        ObjectNode inward = capabilityCenter(true);
        window(inward, "* 8-18 * * *", "Asia/Shanghai");
        permission(inward)
                .putObject("quota")
                .put("rows_per_batch", 100)
                .put("batches_per_day", 2)
                .put("rows_per_month", 1_000);

        assertThat(problems(inward)).isEmpty();
    }

    @Test
    void refusesOfWhatComesInWhatNobodyWouldEnforce() {
        ObjectNode inward = capabilityCenter(true);
        permission(inward).putArray("duties_pre").add("mask").add("human_approval");
        inward.withObject("/onward").put("allowed", true).putArray("recipients").add("市统计局");

        assertThat(problems(inward))
                .containsExactlyInAnyOrder("/permission/0/duties_pre/1 NOT_SUPPORTED", "/onward/allowed NOT_SUPPORTED");
    }

    @Test
    void wantsTheConsentOfSubjectsOfWhatComesInOnlyWhereRecordsNameThem() {
        ObjectNode inward = capabilityCenter(true);
        inward.putObject("subject_consent").put("required", true);
        ArrayNode permissions = (ArrayNode) inward.path("permission");
        ObjectNode assessment = null;
        for (JsonNode permission : permissions) {
            if (permission.path("dataset").stringValue().equals("assessment")) {
                assessment = (ObjectNode) permission;
            }
        }

        assertThat(problems(inward))
                .hasSize(permissions.size() - 1)
                .contains("/permission/0/dataset CONSENT_NOT_PROVABLE");
        permissions.removeAll();
        permissions.add(assessment);
        assertThat(problems(inward)).isEmpty();
    }

    @Test
    void listsAllThatIsWrongWithAWindow() {
        assertThat(problems(a -> window(a, "soon", "Asia/Qingdao")))
                .containsExactlyInAnyOrder(
                        "/permission/0/window/cron CRON_FORM", "/permission/0/window/tz UNKNOWN_ZONE");
    }

    @Test
    void refusesACopyThatOutlivesTheRecordsOfItsDeletion() {
        assertThat(problems(a -> permission(a).putArray("duties_post").add("delete_after:1096d")))
                .containsExactly("/permission/0/duties_post/0 LONGER_THAN_AUDIT");
    }

    @Test
    void refusesADatasetThatTravelsTheOtherWay() {
        byte[] inward = Fixtures.PLATFORMS
                .find("capability-center")
                .orElseThrow()
                .sampleInboundAgreement()
                .orElseThrow();
        ObjectNode agreement = (ObjectNode) Resources.JSON.readTree(inward);
        ((ObjectNode) agreement.at("/permission/0")).put("dataset", "slot");

        assertThat(problems(agreement)).contains("/permission/0/dataset DATASET_OTHER_DIRECTION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"profile":"cdg-1","profile":"cdg-1"}       | DUPLICATE_KEY
                    {"valid":{"from":"2026","from":"2020"}}     | DUPLICATE_KEY
                    {"profile":                                 | INVALID_JSON
                    []                                          | NOT_AN_OBJECT
                    {} {}                                       | TRAILING_CONTENT
                    {"version":1e999}                           | NUMBER_OUT_OF_RANGE
                    {"id":"\\ud800"}                            | LONE_SURROGATE
                    """)
    void refusesWhatCanBeReadInTwoWays(String text, String rule) {
        assertThat(PROFILE.problems(text.getBytes(StandardCharsets.UTF_8)))
                .extracting(Violation::rule)
                .containsExactly(rule);
    }

    @Test
    void refusesTooMuchUnread() {
        assertThat(PROFILE.problems(new byte[10 << 20]))
                .extracting(Violation::rule)
                .containsExactly("BODY_TOO_LONG");
    }

    @Test
    void listsNoMoreThanAPersonCouldRead() {
        assertThat(problems(a -> {
                    for (int i = 0; i < 1000; i++) {
                        a.put("k" + i, 1);
                    }
                }))
                .hasSize(RecordLimits.VIOLATIONS + 1);
    }

    private static Arguments of(String problem, Consumer<ObjectNode> change) {
        return Arguments.of(problem, change);
    }

    private static ObjectNode permission(ObjectNode agreement) {
        return (ObjectNode) agreement.at("/permission/0");
    }

    private static void window(ObjectNode agreement, String cron, String zone) {
        permission(agreement).putObject("window").put("cron", cron).put("tz", zone);
    }

    private static ObjectNode field(ObjectNode agreement) {
        return (ObjectNode) agreement.at("/permission/0/fields/0");
    }

    private static ObjectNode fieldOf(ObjectNode agreement, String path) {
        return (ObjectNode) agreement
                .at("/permission/1/fields")
                .valueStream()
                .filter(field -> field.path("path").asString("").equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> problems(Consumer<ObjectNode> change) {
        return spoken(violations(change));
    }

    private static List<Violation> violations(Consumer<ObjectNode> change) {
        byte[] sample = Fixtures.PLATFORMS.find("qingdao").orElseThrow().sampleAgreement();
        ObjectNode agreement = (ObjectNode) Resources.JSON.readTree(sample);
        change.accept(agreement);
        return PROFILE.problems(Resources.JSON.writeValueAsBytes(agreement));
    }

    private static List<String> problems(ObjectNode agreement) {
        return spoken(PROFILE.problems(Resources.JSON.writeValueAsBytes(agreement)));
    }

    private static List<String> spoken(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.pointer() + " " + violation.rule())
                .toList();
    }
}
