package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConsoleDay.Shared.class)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class OfficerConsoleIT {
    private static final String ROWS = "table.list tbody tr";
    private final ConsoleDay day;

    OfficerConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void aQuarantinedRecordIsLookedAtMaskedAndWithheld() {
        try (Visitor officer = day.signedIn("officer", Look.DESK)) {
            Page page = officer.page();
            officer.open("/officer/quarantine");
            int waiting = page.locator(ROWS).count();
            Assertions.assertThat(waiting).isPositive();
            page.locator(ROWS + " td a").first().click();
            assertThat(page.locator("mark").first()).containsText("【");
            page.check("input[name=decision][value=WITHHOLD]");
            page.fill("textarea[name=reason]", "活动名称中含有个人电话，请中心更正后重报");
            page.click("main form button.primary");
            page.click("#confirm button[value=yes]");
            assertThat(page.locator("#flash .flash.good")).isVisible();
            officer.open("/officer/quarantine");
            assertThat(page.locator(ROWS)).hasCount(waiting - 1);
        }
    }
}
