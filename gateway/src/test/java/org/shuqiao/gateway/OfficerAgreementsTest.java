package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The life of an agreement on the console's pages, with four eyes. */
@ExtendWith(OneGateway.class)
class OfficerAgreementsTest {
    private static final String PATH = "/officer/agreements";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final TestAgreement agreement;
    private final ConsoleClient officer;

    OfficerAgreementsTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.agreement = gateway.agreementOf(center);
        this.officer = ConsoleClient.signedIn(gateway, "OFFICER", null);
    }

    private String story() {
        return PATH + "/" + agreement.id();
    }

    private String version(int version) {
        return story() + "/versions/" + version;
    }

    /** As a form with hx-ext="raw-body" sends it. */
    private static Answer upload(ConsoleClient who, String path, byte[] body) {
        Page before = who.get(PATH + "/new");
        return who.http()
                .send(
                        "POST",
                        path,
                        BodyPublishers.ofByteArray(body),
                        "Content-Type",
                        "application/json",
                        "HX-Request",
                        "true",
                        before.attribute("meta[name=csrf]", "data-header").orElseThrow(),
                        before.attribute("meta[name=csrf]", "content").orElseThrow());
    }

    private static byte[] bytes(ObjectNode json) {
        return JsonMapper.shared().writeValueAsBytes(json);
    }

    private Page act(ConsoleClient who, String path) {
        return who.post(path, Map.of("reason", "as both have agreed"));
    }

    @Test
    void goesFromDraftIntoForceByTwoOfficers() {
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        ObjectNode unsigned = agreement.content();

        Answer drafted = upload(officer, PATH, bytes(unsigned));
        assertThat(drafted.headers().firstValue("HX-Redirect")).hasValue(version(1));
        assertThat(officer.get(version(1)).text(".steps [aria-current]")).isNotEmpty();
        assertThat(act(officer, version(1) + "/propose").has("#flash .good")).isTrue();
        assertThat(upload(officer, version(1) + "/countersign", bytes(unsigned)).status())
                .isEqualTo(422);
        assertThat(upload(officer, version(1) + "/countersign", agreement.bytes())
                        .headers()
                        .firstValue("HX-Redirect"))
                .hasValue(version(1));

        assertThat(officer.get(version(1)).has("form[action=" + version(1) + "/activate]"))
                .isFalse();
        assertThat(act(officer, version(1) + "/activate").has("#flash .bad")).isTrue();
        assertThat(second.get(version(1)).has("form[action=" + version(1) + "/activate]"))
                .isTrue();
        assertThat(act(second, version(1) + "/activate").has("#flash .good")).isTrue();

        assertThat(officer.get(story()).text(".timeline"))
                .contains("持有人 officer-", "协议生效")
                .doesNotContain("?");

        Page list = officer.get(PATH + "?center=" + center.usci()).expect(200);
        assertThat(list.attributes("table.list a", "href")).containsExactly(story());
        assertThat(list.has("table.list .badge.good")).isTrue();
        center.awaitTransfer(center.accepted(center.activity()), "STORED");
    }

    @Test
    void saysEverythingThatIsWrongWithADocument() {
        ObjectNode wrong = agreement.content().deepCopy();
        wrong.put("direction", "sideways");
        wrong.withObject("/valid").put("to", "never");

        Answer refused = upload(officer, PATH, bytes(wrong));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("/direction", "/valid/to").doesNotContain("Exception");
    }

    @Test
    void triesARecordAgainstAVersionThatIsNotInForce() {
        upload(officer, PATH, agreement.bytes());
        byte[] record = bytes(center.activity().put("title", "智能家电对接会"));
        String path = version(1) + "/try/activity";

        Page form = officer.get(version(1) + "/try").expect(200);
        assertThat(form.text("textarea")).contains(center.usci());
        Answer tried = upload(officer, path, record);

        assertThat(tried.status()).as(tried.text()).isEqualTo(200);
        assertThat(new Page(tried).has(".badge.good")).isTrue();
        assertThat(tried.text()).contains("智能家电对接会", "/served/*/usci");
        assertThat(center.stored()).isEmpty();
        assertThat(new Page(upload(officer, path, bytes(center.activity().put("title", "请拨打13805320016")))).text())
                .contains("手机号");
        assertThat(upload(officer, path, "{".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(400);
    }

    @Test
    void offersARecordOfTheRegionOfTheCenterToBeTried() {
        gateway.sql().update("UPDATE center SET region = '500112' WHERE usci = ?", center.usci());
        TestAgreement ofChongqing = agreement.with(a ->
                ((ObjectNode) a.at("/permission/0/scope")).putArray("regions").add("50*"));
        upload(officer, PATH, ofChongqing.bytes());

        String sample = officer.get(version(1) + "/try").expect(200).text("textarea");
        Answer tried = upload(officer, version(1) + "/try/activity", sample.getBytes(StandardCharsets.UTF_8));

        ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(sample);
        assertThat(record.path("region").stringValue()).isEqualTo("500112");
        assertThat(record.path("center_id").stringValue()).isEqualTo(center.usci());
        assertThat(new Page(tried).has(".badge.good")).as(tried.text()).isTrue();
    }

    @Test
    void saysInPlainWordsWhatAVersionChanges() {
        gateway.putInForce(agreement.bytes());
        TestAgreement next = agreement.next(a -> ((ArrayNode) a.at("/permission/0/fields")).remove(5));
        upload(officer, PATH, next.bytes());

        Page page = officer.get(version(2)).expect(200);

        assertThat(page.attribute("select[name=against] option", "value")).hasValue("1");
        assertThat(page.text("main")).contains("/permission/0/fields");
        assertThat(act(officer, version(2) + "/withdraw").has("#flash .good")).isTrue();
        officer.get(version(2)).expect(404);
    }

    @Test
    void oneOfficerSuspendsAndAnotherResumes() {
        ConsoleClient second = ConsoleClient.signedIn(gateway, "OFFICER", null);
        gateway.putInForce(agreement.bytes());

        assertThat(act(officer, story() + "/suspend").has("#flash .good")).isTrue();
        assertThat(officer.get(story()).has("#standing")).isTrue();
        assertThat(act(officer, story() + "/resume").has("#flash .bad")).isTrue();
        assertThat(act(second, story() + "/resume").has("#flash .good")).isTrue();
        assertThat(act(officer, story() + "/revoke").has("#flash .good")).isTrue();
        assertThat(officer.get(story()).has("#standing")).isTrue();
    }

    @Test
    void administratorsAndAuditorsReadOnly() {
        gateway.putInForce(agreement.bytes());
        for (String role : new String[] {"ADMIN", "AUDITOR"}) {
            ConsoleClient reader = ConsoleClient.signedIn(gateway, role, null);
            assertThat(reader.get(story()).expect(200).has("form[action=" + story() + "/suspend]"))
                    .isFalse();
            reader.get(version(1)).expect(200);
            act(reader, story() + "/suspend").expect(403);
            assertThat(upload(reader, PATH, agreement.bytes()).status()).isEqualTo(403);
        }
    }
}
