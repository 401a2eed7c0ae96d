package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@OnConsoleDay
class AdministratorConsoleIT {
    private static final String NAME = "he.qiao";
    private final ConsoleDay day;

    AdministratorConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void aNewPersonComesInSeesTheirPagesAndIsSentAwayWhenLocked() {
        try (Visitor administrator = day.signedIn("admin", Look.DESK);
                Visitor newcomer = day.desk(Look.DESK)) {
            String issued = open(administrator);
            newcomer.knock(NAME, issued);
            Page page = newcomer.page();
            assertThat(page).hasURL(Pattern.compile("/account$"));
            newcomer.open("/operator/platforms");
            assertThat(page).hasURL(Pattern.compile("/account$"));
            newcomer.choosePassword(issued);

            newcomer.open("/overview");
            Assertions.assertThat(page.locator("#menu a").all())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(link ->
                            assertThat(link).hasAttribute("href", Pattern.compile("^/(overview|operator/[a-z]+)$")));
            Assertions.assertThat(page.request().get("/officer/quarantine").status())
                    .isEqualTo(403);
            Locator live = page.locator("#live");
            assertThat(live).hasText(live.getAttribute("data-on"));

            newcomer.forgive("EventSource");
            newcomer.forgive("401");
            lock(administrator);
            assertThat(live).hasText(live.getAttribute("data-ended"));
            page.navigate("/operator/platforms");
            assertThat(page).hasURL(Pattern.compile("/sign-in"));
            newcomer.knock(NAME, issued);
            assertThat(page.locator("main [role=alert] .flash.bad")).isVisible();
        }
    }

    /** @return the password for the first sign-in, which no page shows again */
    private static String open(Visitor administrator) {
        Page page = administrator.page();
        administrator.open("/admin/accounts");
        page.fill("#name", NAME);
        page.selectOption("#role", "OPERATOR");
        page.fill("#holder", "何桥 0517");
        page.click("form[action='/admin/accounts'] button.primary");
        Locator secret = page.locator(".secret");
        String issued = secret.innerText();
        administrator.assertAccessible();
        page.reload();
        assertThat(row(page)).isVisible();
        assertThat(secret).hasCount(0);
        return issued;
    }

    private static void lock(Visitor administrator) {
        Page page = administrator.page();
        administrator.open("/admin/accounts");
        row(page).locator("summary").click();
        row(page).locator("input[name=reason]").fill("已调离");
        row(page).locator("form[action$='/lock'] button").click();
        assertThat(page.locator("#flash .flash.good")).isVisible();
        assertThat(row(page).locator(".badge.bad")).isVisible();
    }

    private static Locator row(Page page) {
        return page.locator("table.list tbody tr").filter(new Locator.FilterOptions().setHasText(NAME));
    }
}
