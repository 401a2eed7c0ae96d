package org.shuqiao.mappings.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one change to an agreement is called, in both languages. */
class AgreementDiffTest {
    private static final AgreementDiff DIFF = new AgreementDiff(Fixtures.DATASETS);

    /** Members that say nothing of what is agreed. */
    private static final Set<String> OF_THE_VERSION =
            Set.of("profile", "id", "version", "prev", "status", "signatures");

    @Test
    void aDocumentDoesNotDifferFromItself() {
        assertThat(DIFF.between(bytes(full()), bytes(full()))).isEmpty();
    }

    @Test
    void theNextVersionWithTheSameTermsDoesNotDiffer() {
        assertThat(changes(a -> {
                    a.put("version", 2).put("prev", "0".repeat(64)).put("status", "draft");
                    a.putArray("signatures").addObject().put("party", "provider");
                }))
                .isEmpty();
    }

    @Test
    void theOrderOfListsIsNoDifference() {
        assertThat(changes(a -> {
                    ArrayNode fields = (ArrayNode) a.at("/permission/0/fields");
                    fields.add(fields.remove(0));
                    ArrayNode purposes = (ArrayNode) a.path("purpose");
                    purposes.add(purposes.remove(0));
                }))
                .isEmpty();
    }

    @Test
    void tellsThatAFieldIsNew() {
        assertThat(changes(a -> ((ArrayNode) a.at("/permission/0/fields"))
                        .addObject()
                        .put("path", "/contact/mobile")
                        .put("class", "I")
                        .put("transform", "mask-phone")))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.kind()).isEqualTo(AgreementDifference.Kind.ADDED);
                    assertThat(one.before()).isNull();
                    assertThat(one.zh()).startsWith("新增数据集“数字化转型赋能活动”字段").endsWith("：手机号仅留首三位和末四位");
                    assertThat(one.en())
                            .startsWith("New is field ")
                            .endsWith("of dataset \"Enabling activity\": mobile numbers masked");
                });
    }

    @Test
    void tellsThatAFieldIsGone() {
        assertThat(texts(a -> ((ArrayNode) a.at("/permission/0/fields")).remove(0)))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("REMOVED /permission/0/fields/0 Gone is field "));
    }

    @Test
    void tellsAStricterMaskFromALooserOne() {
        Consumer<ObjectNode> raw = a -> field(a).put("transform", "raw");
        Consumer<ObjectNode> drop = a -> field(a).put("transform", "drop");

        AgreementDifference stricter = DIFF.between(bytes(raw), bytes(drop)).get(0);
        AgreementDifference looser = DIFF.between(bytes(drop), bytes(raw)).get(0);

        assertThat(stricter.pointer()).isEqualTo("/permission/0/fields/0/transform");
        assertThat(stricter.kind()).isEqualTo(AgreementDifference.Kind.STRICTER);
        assertThat(stricter.zh()).endsWith("的脱敏方法由“原值”收紧为“不提供”");
        assertThat(stricter.en()).startsWith("Stricter is the mask of field ").endsWith(": from in clear to left out");
        assertThat(looser.kind()).isEqualTo(AgreementDifference.Kind.LOOSER);
        assertThat(looser.zh()).endsWith("的脱敏方法由“不提供”放宽为“原值”");
    }

    @Test
    void callsMasksWithoutAnOrderChanged() {
        AgreementDifference one = DIFF.between(
                        bytes((Consumer<ObjectNode>) a -> field(a).put("transform", "band:attendees")),
                        bytes((Consumer<ObjectNode>) a -> field(a).put("transform", "pseudonym")))
                .get(0);

        assertThat(one.kind()).isEqualTo(AgreementDifference.Kind.CHANGED);
    }

    @Test
    void tellsThatAFieldIsRequiredNow() {
        boolean required = field(full()).path("required").asBoolean(false);

        assertThat(changes(a -> field(a).put("required", !required)))
                .singleElement()
                .satisfies(one -> assertThat(one.zh())
                        .contains("的必有要求由“" + (required ? "是" : "否") + "”改为“" + (required ? "否" : "是") + "”"));
    }

    @Test
    void saysWhichWayATermMoves() {
        assertThat(texts(a -> {
                    quota(a).put("batches_per_day", 5).remove("rows_per_month");
                    quota(a).put("rows_per_batch", 10);
                    a.withObject("/valid").put("to", "2026-06-30");
                    a.withObject("/audit").put("keep_days", 4000);
                    a.withObject("/revocation").put("notice_days", 20);
                }))
                .containsExactly(
                        "STRICTER /valid/to Stricter is the last day: from 2026-12-31 to 2026-06-30",
                        "LOOSER /revocation/notice_days Looser is the working days of notice before a revocation: from 10 to 20",
                        "STRICTER /audit/keep_days Stricter is the days for which records are kept: from 1095 to 4000",
                        "STRICTER /permission/0/quota/rows_per_batch Stricter is the limit of rows in a batch of dataset \"Enabling activity\": from 5000 to 10",
                        "LOOSER /permission/0/quota/batches_per_day Looser is the limit of batches on a day of dataset \"Enabling activity\": from 2 to 5",
                        "LOOSER /permission/0/quota/rows_per_month Looser is the limit of rows in a month of dataset \"Enabling activity\": from 90000 to nothing");
    }

    @Test
    void callsALimitThatIsNewStricterAndOneThatIsGoneLooser() {
        Consumer<ObjectNode> none = a -> ((ObjectNode) a.at("/permission/0")).remove("window");

        assertThat(DIFF.between(bytes(none), bytes(full())))
                .extracting(AgreementDifference::en)
                .containsExactly(
                        "Stricter is the window of sending of dataset \"Enabling activity\": from nothing to Monday to Friday, 8:00 to 17:59 (China Time)");
        assertThat(texts(none)).singleElement().satisfies(text -> assertThat(text)
                .startsWith("LOOSER "));
    }

    @Test
    void tellsAScopeThatBeginsToLimitFromOneThatOnlyChanges() {
        assertThat(texts(a -> ((ObjectNode) a.at("/permission/0/scope")).remove("regions")))
                .containsExactly(
                        "LOOSER /permission/0/scope/regions Looser is the scope of regions of dataset \"Enabling activity\": from 3702* (青岛市) to nothing");
        assertThat(texts(a -> ((ArrayNode) a.at("/permission/0/scope/regions")).add("370100")))
                .containsExactly(
                        "ADDED /permission/0/scope/regions/1 New is the scope of regions of dataset \"Enabling activity\": 370100 (济南市)");
    }

    @Test
    void saysDutiesOnTablesAndMarksInWords() {
        ObjectNode before = full();
        ObjectNode after = full();
        ((ObjectNode) before.at("/permission/2")).putArray("duties_pre").add("k_min:5");
        ((ObjectNode) after.at("/permission/2"))
                .putArray("duties_pre")
                .add("k_min:10:block")
                .add("watermark");

        assertThat(DIFF.between(bytes(before), bytes(after)))
                .extracting(AgreementDifference::en)
                .containsExactly(
                        "Gone is a duty before sending of dataset \"Industry report\": cells of fewer than 5 are suppressed",
                        "New is a duty before sending of dataset \"Industry report\": a record with a cell of fewer than 10 is refused",
                        "New is a duty before sending of dataset \"Industry report\": a visible watermark");
    }

    @Test
    void namesProhibitionsByWhatTheyForbid() {
        assertThat(texts(a -> ((ArrayNode) a.path("prohibition")).addObject().put("action", "train_model")))
                .containsExactly("ADDED /prohibition/1 New is a prohibition: train a model");
    }

    @Test
    void namesDatasetsAndPlacesAsPeopleDo() {
        assertThat(changes(a -> {
                    ((ArrayNode) a.path("permission")).remove(1);
                    ((ArrayNode) a.at("/permission/0/scope/regions")).add("370100");
                    ((ArrayNode) a.path("prohibition"))
                            .addObject()
                            .put("action", "train_model")
                            .put("dataset", "activity");
                }))
                .extracting(AgreementDifference::zh)
                .anySatisfy(text -> assertThat(text).matches("删去许可的数据集“\\p{IsHan}+”（[a-z_]+）：.+"))
                .contains("新增数据集“数字化转型赋能活动”的地区范围：370100（济南市）")
                .anySatisfy(text -> assertThat(text).startsWith("新增禁止").endsWith("，数字化转型赋能活动"));
    }

    @Test
    void tellsWhichPartySignsWithAnotherCertificate() {
        assertThat(changes(a -> a.withObject("/provider").put("cert_sn", "02")))
                .extracting(AgreementDifference::zh)
                .containsExactly("提供方签署证书序列号由“01”改为“02”");
    }

    @Test
    void tellsThatADatasetIsPermittedNoMore() {
        assertThat(texts(a -> ((ArrayNode) a.path("permission")).remove(1)))
                .allSatisfy(text -> assertThat(text).startsWith("REMOVED /permission/1"))
                .first()
                .satisfies(text ->
                        assertThat(text).startsWith("REMOVED /permission/1 Gone is the permission of dataset "));
    }

    /** Who signs must not have to look up what a new permission lets leave, and how. */
    @Test
    void tellsANewPermissionWithAllThatItSays() {
        Consumer<ObjectNode> without = a -> ((ArrayNode) a.path("permission")).remove(0);
        ObjectNode permission = (ObjectNode) full().path("permission").get(0);

        List<AgreementDifference> told = DIFF.between(bytes(without), bytes(full()));

        assertThat(told).extracting(AgreementDifference::kind).containsOnly(AgreementDifference.Kind.ADDED);
        assertThat(told)
                .filteredOn(one -> one.pointer().startsWith("/permission/0/fields/"))
                .hasSameSizeAs(permission.path("fields"));
        assertThat(told)
                .extracting(AgreementDifference::en)
                .contains(
                        "New is the limit of rows in a batch of dataset \"Enabling activity\": 5000",
                        "New is the window of sending of dataset \"Enabling activity\": Monday to Friday, 8:00 to 17:59 (China Time)",
                        "New is the scope of regions of dataset \"Enabling activity\": 3702* (青岛市)",
                        "New is the highest class after masking of dataset \"Enabling activity\": internal, general",
                        "New is a duty before sending of dataset \"Enabling activity\": a signature with SM2")
                .anySatisfy(text -> assertThat(text).endsWith(": in bands of attendees"));
    }

    /** A lawyer reads them: whatever can be agreed has words in both languages. */
    @Test
    void hasWordsForWhateverCanBeAgreed() {
        List<String> masks = new ArrayList<>(List.of("band:attendees", "band:employees", "band:revenue"));
        Resources.json("masking/catalogue.json")
                .path("ladders")
                .propertyNames()
                .forEach(ladder -> masks.add("band:" + ladder));
        masks.addAll(List.of("truncate:20", "round:2", "top:500", "bottom:10", "bucket", "redact", "fpe", "pseudonym"));
        masks.addAll(List.of("generalise-title:grade", "generalise-date:quarter", "generalise-region:province"));
        masks.addAll(List.of("mask-id-card", "mask-email", "mask-address", "generalise-industry:group", "drop"));
        List<String> duties = List.of(
                "mask",
                "encrypt_sm4",
                "sign_sm2",
                "watermark",
                "human_approval",
                "k_min:5",
                "log",
                "notify",
                "receipt_within:24h",
                "delete_after:30d",
                "report_use:90d");
        ObjectNode bare = full();
        ObjectNode after = full();
        ((ObjectNode) bare.at("/permission/0")).putArray("duties_pre");
        ArrayNode added = ((ObjectNode) after.at("/permission/0")).putArray("duties_pre");
        duties.forEach(added::add);
        bare.putArray("channels");
        after.putArray("channels").add("api").add("sftp").add("frontdb").add("offline");

        assertThat(DIFF.between(bytes(bare), bytes(after)))
                .hasSize(duties.size() + 4)
                .allSatisfy(one ->
                        assertThat(one.zh().substring(one.zh().indexOf('：'))).containsPattern("\\p{IsHan}"));
        for (String mask : masks) {
            assertThat(changes(a -> field(a).put("transform", mask)))
                    .allSatisfy(one -> assertThat(one.zh().substring(one.zh().indexOf("为“")))
                            .as(mask)
                            .containsPattern("为“.*\\p{IsHan}.*”"));
        }
    }

    @Test
    void saysHowLongWithItsUnit() {
        ObjectNode after = full();
        ((ObjectNode) after.at("/permission/0")).withArray("duties_post").add("delete_after:45d");

        assertThat(DIFF.between(bytes(full()), bytes(after)))
                .extracting(AgreementDifference::zh)
                .containsExactly("新增数据集“数字化转型赋能活动”的传输后义务：45日后删除");
    }

    /** The section of industry I is no personal information. */
    @Test
    void doesNotTakeASectionOfIndustriesForAClass() {
        assertThat(texts(a -> ((ArrayNode) a.at("/permission/0/scope/industries")).add("I")))
                .containsExactly(
                        "ADDED /permission/0/scope/industries/1 New is the scope of industries of dataset \"Enabling activity\": I (信息传输、软件和信息技术服务业)");
    }

    /** Whatever is agreed, taking it away is told. */
    @Test
    void missesNoTermOfTheProfile() {
        for (String pointer : leaves(full(), "")) {
            if (OF_THE_VERSION.contains(pointer.split("/", 3)[1])) {
                continue;
            }
            ObjectNode less = full();
            int end = pointer.lastIndexOf('/');
            JsonNode parent = less.at(pointer.substring(0, end));
            if (parent instanceof ObjectNode object) {
                object.remove(pointer.substring(end + 1));
            } else {
                ((ArrayNode) parent).remove(Integer.parseInt(pointer.substring(end + 1)));
            }
            // What a field or a permission is called by makes another one of it.
            List<AgreementDifference> differences = DIFF.between(bytes(full()), bytes(less));
            boolean standard = pointer.endsWith("/unlisted_field")
                    || full().at(pointer).asString("").equals("false");
            assertThat(differences.isEmpty()).as(pointer).isEqualTo(standard);
            assertThat(differences)
                    .allSatisfy(one -> assertThat(one.zh() + one.en()).doesNotContain("{"));
        }
    }

    private static List<String> leaves(JsonNode node, String pointer) {
        List<String> leaves = new ArrayList<>();
        if (node.isObject()) {
            node.properties().forEach(e -> leaves.addAll(leaves(e.getValue(), pointer + "/" + e.getKey())));
        } else if (node.isArray()) {
            AgreementProfile.each(node, i -> pointer + "/" + i, (at, one) -> leaves.addAll(leaves(one, at)));
        } else {
            leaves.add(pointer);
        }
        return leaves;
    }

    /** The sample of a platform, with every term that it leaves out. */
    private static ObjectNode full() {
        ObjectNode a = (ObjectNode) Resources.JSON.readTree(
                Fixtures.PLATFORMS.find("qingdao").orElseThrow().sampleAgreement());
        a.withObject("/provider").put("cert_sn", "01").put("cert_issuer", "CN=CA");
        a.withObject("/consumer").put("cert_sn", "0A");
        a.withObject("/valid").put("from", "2026-01-01").put("to", "2026-12-31");
        a.putObject("subject_consent")
                .put("required", true)
                .putArray("consent_ids")
                .add("c1");
        a.putObject("retention").put("days", 30).put("destroy_proof", true);
        a.putObject("onward").put("allowed", true).putArray("recipients").add("档案馆");
        a.putObject("revocation").put("notice_days", 10).put("effect", "stop_and_delete");
        a.putObject("audit").put("keep_days", 1095);
        a.putArray("prohibition")
                .addObject()
                .put("action", "commercial")
                .put("dataset", "activity")
                .put("field", "/title");
        ObjectNode permission = (ObjectNode) a.at("/permission/0");
        permission.put("unlisted_field", "deny").put("class_ceiling_after_masking", "G");
        permission
                .putObject("quota")
                .put("rows_per_batch", 5000)
                .put("batches_per_day", 2)
                .put("rows_per_month", 90_000);
        permission.putObject("window").put("cron", "0-59 8-17 * * 1-5").put("tz", "Asia/Shanghai");
        ObjectNode scope = permission.putObject("scope");
        scope.putArray("regions").add("3702*");
        scope.putArray("industries").add("C*");
        scope.putArray("periods").add("2026");
        return a;
    }

    private static ObjectNode field(ObjectNode agreement) {
        return (ObjectNode) agreement.at("/permission/0/fields/0");
    }

    private static ObjectNode quota(ObjectNode agreement) {
        return (ObjectNode) agreement.at("/permission/0/quota");
    }

    private static List<AgreementDifference> changes(Consumer<ObjectNode> change) {
        return DIFF.between(bytes(full()), bytes(change));
    }

    private static List<String> texts(Consumer<ObjectNode> change) {
        return changes(change).stream()
                .map(one -> one.kind() + " " + one.pointer() + " " + one.en())
                .toList();
    }

    private static byte[] bytes(Consumer<ObjectNode> change) {
        ObjectNode changed = full();
        change.accept(changed);
        return bytes(changed);
    }

    private static byte[] bytes(ObjectNode agreement) {
        return agreement.toString().getBytes(StandardCharsets.UTF_8);
    }
}
