package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@OnConsoleDay
class OperatorConsoleIT {
    private static final String PLATFORM = "/operator/platforms/qingdao";
    private static final String STORED =
            "/operator/transfers?platform=capability-center&dataset=diagnosis_report&state=STORED";
    private static final int RECORDS = 3;

    /** Until the page has fetched itself anew. */
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    /** Until everything has left that waits for a platform. */
    private static final LocatorAssertions.HasTextOptions DRAINED =
            new LocatorAssertions.HasTextOptions().setTimeout(180_000);

    private final ConsoleDay day;

    OperatorConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void aFailingPlatformIsSeenPausedResumedAndItsBacklogDrains() {
        try (Visitor center = day.signedIn("qingdao", Look.DESK);
                Visitor operator = day.signedIn("operator", Look.DESK)) {
            operator.open(PLATFORM);
            // What other tests have sent is not counted here.
            assertThat(operator.page().locator("#live .card.figure .value").first())
                    .hasText("0", DRAINED);
            seePauseResumeAndDrain(center, operator);
        }
    }

    private void seePauseResumeAndDrain(Visitor center, Visitor operator) {
        try (Outage outage = day.qingdaoIsAway()) {
            Page page = operator.page();
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

            outage.end();
            page.click("form[action$='/resume'] button.primary");
            assertThat(live).containsText("正常", SOON);
            assertThat(live.locator(".card.figure .value").first()).hasText("0", DRAINED);
            operator.open("/operator/transfers?platform=qingdao&state=STORED");
            page.locator("table.list tbody th a").first().click();
            assertThat(page.locator(".timeline")).containsText("回执");
        }
    }

    @Test
    void parkedTransfersAreCountedFirstAndSentAgainTogether() {
        try (Visitor center = day.signedIn("chongqing", Look.DESK);
                Visitor operator = day.signedIn("operator", Look.DESK);
                Outage outage = day.capabilityCenterTakesNothing()) {
            Locator found = operator.page().locator("table.list tbody tr");
            operator.open(STORED);
            int stored = found.count();
            center.sendFile("diagnosis_report", day.diagnosesOfChongqing("parked", RECORDS));
            await().pollInSameThread().atMost(Duration.ofMinutes(3)).until(() -> {
                search(operator);
                return found.count() == RECORDS;
            });

            Page page = operator.page();
            Locator bulk = page.locator("#bulk");
            bulk.locator("button[value=ABANDON]").click();
            assertThat(bulk.locator("strong")).containsText(String.valueOf(RECORDS));
            page.fill("#bulk-reason", "平台接口升级期间误拒");
            operator.assertAccessible();
            for (String no : List.of("Escape", "Enter")) { // The dialog stands on its "no".
                bulk.locator("button.danger").click();
                assertThat(operator.question()).containsText(String.valueOf(RECORDS));
                page.keyboard().press(no);
                assertThat(operator.question()).isHidden();
            }
            search(operator);
            assertThat(found).hasCount(RECORDS);

            outage.end();
            bulk.locator("button[value=REPLAY]").click();
            page.fill("#bulk-reason", "平台已恢复，重新发送");
            bulk.locator("form button.primary").click();
            operator.question().locator("button[value=yes]").click();
            assertThat(bulk.locator("strong")).containsText(RECORDS + "／" + RECORDS);
            search(operator);
            assertThat(found).hasCount(0);
            await().pollInSameThread().atMost(Duration.ofMinutes(3)).until(() -> {
                operator.open(STORED);
                return found.count() == stored + RECORDS;
            });
        }
    }

    private static void search(Visitor operator) {
        Page page = operator.page();
        operator.open("/operator/transfers");
        page.selectOption("#state", "PARKED");
        page.selectOption("#platform", "capability-center");
        page.selectOption("#dataset", "diagnosis_report");
        page.click("form[role=search] button.primary");
        assertThat(page).hasURL(Pattern.compile("dataset=diagnosis_report"));
        page.waitForLoadState();
    }
}
