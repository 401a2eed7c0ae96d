package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** A person of a center corrects a record, foresees what becomes of it, and goes back over forms that were sent. */
@ExtendWith(OneGateway.class)
class CenterFormPagesTest {
    private static final String STOPPED = "/center/submissions?progress=STOPPED";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final ConsoleClient person;

    CenterFormPagesTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
        this.person = ConsoleClient.signedIn(gateway, "CENTER", center.usci());
    }

    /** A submission that an officer has withheld. */
    private String withheld(ObjectNode record) {
        String id = center.accepted(record);
        center.awaitTransfer(id, "STORED");
        gateway.sql().update("UPDATE transfer SET state = 'WITHHELD', reason = '' WHERE submission = ?::uuid", id);
        return id;
    }

    @Test
    void leavesNothingToDoAboutAVersionThatWasCorrected() {
        ObjectNode record = center.activity();
        String first = withheld(record);
        assertThat(person.get("/center").expect(200).text("a[href=" + STOPPED + "]"))
                .contains("1 笔");
        assertThat(person.get("/center/submissions/" + first).expect(200).text("#legs"))
                .contains("请更正记录后提交新版本");

        String second = center.accepted(record.deepCopy().put("version", 2).put("title", "更正后的名称"));
        center.awaitTransfer(second, "STORED");

        assertThat(person.get("/center").expect(200).text("a[href=" + STOPPED + "]"))
                .contains("0 笔");
        assertThat(person.get("/center").expect(200).has("table.list")).isFalse();
        assertThat(person.get(STOPPED).expect(200).has("table.list")).isFalse();
        Page old = person.get("/center/submissions/" + first).expect(200);
        assertThat(old.text("#legs")).contains("无需处理").doesNotContain("请更正记录后提交新版本");
        assertThat(old.text("a[href=/center/submissions/" + second + "]")).isEqualTo("查看版本 2");
    }

    @Test
    void offersTheCorrectionFromTheNewestVersionOnly() {
        ObjectNode record = center.activity();
        String first = withheld(record);
        String second = center.accepted(record.deepCopy().put("version", 2).put("title", "更正后的名称"));
        center.awaitTransfer(second, "STORED");

        String correction = "/center/submit/activity?from=";
        Page old = person.get("/center/submissions/" + first).expect(200);
        Page newest = person.get("/center/submissions/" + second).expect(200);
        Page form = person.get(correction + first).expect(200);

        assertThat(old.attributes("main a", "href")).doesNotContain(correction + first);
        assertThat(newest.attributes("main a", "href")).contains(correction + second);
        assertThat(form.attribute("[name=/version]", "value")).hasValue("3");
        assertThat(form.attribute("[name=/title]", "value")).hasValue("更正后的名称");
    }

    @Test
    void saysThatWhatIsHandedInWaitsWhileTheAgreementIsSuspended() {
        gateway.officer()
                .post("/api/v1/agreements/" + gateway.agreementOf(center).id() + "/suspend", Map.of("reason", "test"))
                .expect(200);

        for (String page : new String[] {"/center/submit/activity", "/center/submit/activity/file", "/center/submit"}) {
            assertThat(person.get(page).expect(200).text("main"))
                    .as(page)
                    .contains("协议已中止", "协议恢复后送往：青岛市公共数据服务平台")
                    .doesNotContain("报送至：青岛市公共数据服务平台");
        }
        assertThat(person.get("/center/submit/activity").expect(200).text(".page-head"))
                .doesNotContain("不会送往任何平台");
        assertThat(person.get("/center/submit/activity/file").expect(200).attribute("#records", "data-ask-nobody"))
                .hasValue("协议已中止，恢复后送往青岛市公共数据服务平台");
        center.awaitTransfer(center.accepted(center.activity()), "WAITING");
    }

    private Page preview(ConsoleClient who, ObjectNode record) {
        Map<String, String> form = CenterPagesTest.filledIn(record);
        form.put("_act", "preview");
        return who.post("/center/submit/activity", form).expect(200);
    }

    @Test
    void showsInThePreviewWhatWasFilledInAsItIsRead() {
        ObjectNode record = center.activity().put("type", "training").put("start", "2026-03-18T09:00:00+08:00");

        String preview = preview(person, record).text("#preview table");

        assertThat(preview).contains("培训实训", "2026-03-18 09:00:00");
        assertThat(preview).doesNotContain("training", "2026-03-18T09:00:00+08:00");
    }

    @Test
    void callsAPlatformWithoutAnAgreementTheSameInThePreviewAsLater() {
        TestCenter without = gateway.newCenter();

        Page preview = preview(ConsoleClient.signedIn(gateway, "CENTER", without.usci()), without.activity());

        assertThat(preview.text("#preview .badge")).contains("协议外").doesNotContain("不予传输");
        assertThat(preview.text("#preview")).contains("不属于故障");
        assertThat(preview.select("#preview .badge.idle")).isNotEmpty();
    }

    @Test
    void makesNoSecondKeyOfAFormThatIsSentAgain() {
        Map<String, String> form = new HashMap<>(Map.of("label", "业务系统"));
        form.put(
                "form",
                person.get("/center/keys")
                        .expect(200)
                        .attribute("form.filter [name=form]", "value")
                        .orElseThrow());

        Page first = person.post("/center/keys", form).expect(200);
        Page again = person.post("/center/keys", form).expect(200);

        assertThat(first.has("code.secret")).isTrue();
        assertThat(again.has("code.secret")).isFalse();
        assertThat(again.text(".flash.bad")).contains("没有再次生成密钥");
        assertThat(again.select("main form[data-confirm]")).hasSameSizeAs(first.select("main form[data-confirm]"));
        form.put("form", UUID.randomUUID().toString());
        assertThat(person.post("/center/keys", form).expect(200).has("code.secret"))
                .isTrue();
    }

    @Test
    void leadsFromARecordThatWasTakenToItsOwnPageAndBackToAnEmptyForm() {
        ObjectNode record = center.activity();
        Map<String, String> form = CenterPagesTest.filledIn(record);
        Page preview = preview(person, record);
        form.put("_act", "send");

        Page taken = person.post("/center/submit/activity", form).expect(200);

        String id = center.stored().at("/0/submissionId").asString("");
        assertThat(taken.text("main")).contains(id);
        String back = preview.attribute("button[value=send]", "data-back").orElseThrow();
        assertThat(person.get(back).expect(200).attribute("[name=/record_id]", "value"))
                .hasValue("");
    }
}
