package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.shuqiao.bench.SignedAgreement;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agreement that no other story needs: of Chongqing's center with the platform of Qingdao. */
@OnConsoleDay
class AgreementConsoleIT {
    private static final String ID = "agreement-qingdao-0036";
    private static final String AGREEMENT = "/officer/agreements/" + ID;
    private static final String COUNTERSIGNED = ".steps li:nth-child(3)[aria-current=step]";
    private static final String IN_FORCE = ".steps li:nth-child(4)[aria-current=step]";

    private final ConsoleDay day;
    private final DevelopmentKeys keys;
    private final ObjectNode terms = (ObjectNode) JsonMapper.shared()
            .readTree(Platforms.load(Datasets.load())
                    .find("qingdao")
                    .orElseThrow()
                    .sampleAgreement());

    AgreementConsoleIT(ConsoleDay day) throws IOException {
        this.day = day;
        this.keys = day.keys();
        terms.put("id", ID).withObject("/provider").put("usci", ConsoleDay.CHONGQING);
        terms.withArray("permission").forEach(permission -> ((ObjectNode) permission.required("scope"))
                .putArray("regions")
                .add("50*"));
    }

    @Test
    void whatOneOfficerHandsInAnotherPutsInForceAndEnds() {
        try (Visitor one = day.signedIn("officer", Look.DESK);
                Visitor other = day.signedIn("second", Look.DESK)) {
            handInAsAFile(one, signed());
            waitsForAnother(one, 1);
            putInForce(other, 1);

            String first = SignedAgreement.hash(terms);
            terms.put("version", 2).put("prev", first);
            terms.withObject("/retention").put("days", 365);
            handInAsText(one, signed());
            waitsForAnother(one, 2);
            assertThat(one.page().locator("main li:has(.badge.good)")).containsText("保存天数由“1095”收紧为“365”");
            tryARecord(one);
            putInForce(other, 2);
            revoke(other);
        }
    }

    private String signed() {
        byte[] document = SignedAgreement.of(terms, keys.centerOfChongqing(), keys.platform(), new SecureRandom());
        return new String(document, StandardCharsets.UTF_8);
    }

    private static void handInAsAFile(Visitor officer, String document) {
        officer.open("/officer/agreements/new");
        Page page = officer.page();
        page.setInputFiles(
                "main input[type=file]",
                new FilePayload(ID + ".json", "application/json", document.getBytes(StandardCharsets.UTF_8)));
        page.click("main form button.primary");
    }

    private static void handInAsText(Visitor officer, String document) {
        officer.open("/officer/agreements/new");
        Page page = officer.page();
        page.fill("main textarea", document);
        page.click("main form button.primary");
    }

    /** On the page that says why who has brought it cannot go on. */
    private static void waitsForAnother(Visitor officer, int version) {
        Page page = officer.page();
        assertThat(page).hasURL(Pattern.compile(AGREEMENT + "/versions/" + version + "$"));
        assertThat(page.locator(COUNTERSIGNED)).isVisible();
        assertThat(page.locator("main")).containsText("由您提交，须由另一名安全员使其生效");
        assertThat(page.locator("form[action$='/activate']")).hasCount(0);
    }

    private static void putInForce(Visitor officer, int version) {
        officer.open("/officer/agreements?center=" + ConsoleDay.CHONGQING);
        Page page = officer.page();
        page.click("main a[href='" + AGREEMENT + "/versions/" + version + "']");
        officer.act(page.locator("form[action$='/activate'] button"));
        assertThat(page.locator(IN_FORCE)).isVisible();
        officer.open(AGREEMENT);
        Locator inForce = page.locator("main table.list tr:has(.badge.good)");
        assertThat(inForce).hasCount(1);
        assertThat(inForce.locator("td").first()).hasText(String.valueOf(version));
    }

    private static void tryARecord(Visitor officer) {
        Page page = officer.page();
        page.click("main a[href*='/try']");
        page.click("main form button.primary");
        Locator tried = page.locator("#tried");
        assertThat(tried.locator(".badge").first()).hasClass(Pattern.compile("good"));
        assertThat(tried.locator("table.list")).containsText("/title");
        officer.assertAccessible();
    }

    private static void revoke(Visitor officer) {
        Page page = officer.page();
        page.fill("form[action$='/revoke'] [name=reason]", "双方合作终止");
        Locator revoke = page.locator("form[action$='/revoke'] button");
        revoke.click();
        assertThat(officer.question()).isVisible();
        officer.assertAccessible();
        page.keyboard().press("Escape");
        assertThat(officer.question()).isHidden();
        assertThat(page.locator("#standing")).hasCount(0);

        officer.act(revoke);
        assertThat(page.locator("#standing .badge")).isVisible();
        assertThat(page.locator(".timeline")).containsText("双方合作终止");
        assertThat(page.locator("main table.list .badge.good")).hasCount(0);
    }
}
