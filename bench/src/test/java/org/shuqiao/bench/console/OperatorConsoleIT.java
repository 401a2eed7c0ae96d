package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConsoleDay.Shared.class)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class OperatorConsoleIT {
    private static final String PLATFORM = "/operator/platforms/qingdao";
    private static final int RECORDS = 3;

    /** Reloads instead of waiting for the page's own refreshing, which is another's test. */
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private final ConsoleDay day;

    OperatorConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void aFailingPlatformIsSeenPausedResumedAndItsBacklogDrains() throws Exception {
        try (Visitor center = day.signedIn("qingdao", Look.DESK);
                Visitor operator = day.signedIn("operator", Look.DESK)) {
            Page page = operator.page();
            day.qingdaoFails(true);
            center.sendFile("activity", day.activities("backlog", RECORDS));
            operator.open(PLATFORM);
            Locator live = page.locator("#live");
            assertThat(live.locator(".badge.bad, .badge.warn").first())
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));

            page.fill("#reason", "平台接口故障，已联系平台值班");
            page.click("form[action$='/pause'] button.danger");
            assertThat(live).containsText("暂停", SOON);
            assertThat(page.locator("main")).containsText("平台接口故障，已联系平台值班");
            assertThat(live.locator(".card.figure .value").first()).hasText(String.valueOf(RECORDS));

            day.qingdaoFails(false);
            page.click("form[action$='/resume'] button.primary");
            assertThat(live).containsText("正常", SOON);
            assertThat(live.locator(".card.figure .value").first())
                    .hasText("0", new LocatorAssertions.HasTextOptions().setTimeout(90_000));
            operator.open("/operator/transfers?platform=qingdao&state=STORED");
            page.locator("table.list tbody th a").first().click();
            assertThat(page.locator(".timeline")).containsText("回执");
        } finally {
            day.qingdaoFails(false);
        }
    }
}
