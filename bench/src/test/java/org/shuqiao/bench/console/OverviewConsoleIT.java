package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@OnConsoleDay
class OverviewConsoleIT {
    private static final String PLATFORM = "/operator/platforms/qingdao";
    private static final String STREAM = "/overview/stream";
    private static final int RECORDS = 5;

    /** Until a platform counts as away, or as well again. */
    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(180_000);

    private final ConsoleDay day;

    OverviewConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void anOpenOverviewTurnsBadAndWellAgainByItself() {
        try (Visitor center = day.signedIn("qingdao", Look.DESK);
                Visitor watcher = day.signedIn("auditor", Look.DESK);
                Outage outage = day.qingdaoIsAway()) {
            Page page = watcher.page();
            watcher.open("/overview");
            page.evaluate("document.documentElement.dataset.stayed = 'yes'");
            Locator word = page.locator("svg [data-word='p-qingdao']");
            Locator picture = page.locator("#picture");

            center.sendFile("activity", day.activities("watched", RECORDS));
            assertThat(word).hasText(picture.getAttribute("data-word-bad"), SOON);
            assertThat(page.locator("#troubles")).containsText("青岛市公共数据服务平台");

            outage.end();
            assertThat(word).hasText(picture.getAttribute("data-word-good"), SOON);
            assertThat(page.locator("#troubles")).not().containsText("青岛市公共数据服务平台");
            assertThat(page.locator("html")).hasAttribute("data-stayed", "yes");
        }
    }

    @Test
    void aPageThatIsToldToRestStaysAsItIs() {
        try (Visitor operator = day.signedIn("operator", Look.DESK);
                Visitor watcher = day.signedIn("auditor", Look.DESK)) {
            Page resting = watcher.page();
            List<String> fetched = new ArrayList<>();
            watcher.open(PLATFORM);
            resting.check("#rest");
            // A page that has just been told may still get what it has asked for before; this one rests from its
            // beginning.
            resting.reload();
            assertThat(resting.locator("#rest")).isChecked();
            String before = resting.innerText("#live");
            resting.onRequest(request -> fetched.add(request.url()));
            Page awake = watcher.another();
            awake.navigate(PLATFORM);

            operator.open(PLATFORM);
            operator.page().fill("#reason", "平台升级维护");
            operator.page().click("form[action$='/pause'] button.danger");
            try {
                assertThat(awake.locator("#live")).containsText("暂停");
            } finally {
                // The other tests of the day send to it, too.
                operator.page().click("form[action$='/resume'] button.primary");
            }
            assertThat(awake.locator("#live")).not().containsText("暂停");
            Assertions.assertThat(resting.innerText("#live")).isEqualTo(before);
            Assertions.assertThat(fetched).isEmpty();

            resting.waitForRequest("**" + PLATFORM, () -> resting.uncheck("#rest"));
        }
    }

    @Test
    void anOverviewThatIsToldToRestHoldsStillAndGoesOn() {
        try (Visitor watcher = day.signedIn("auditor", Look.DESK)) {
            Page page = watcher.page();
            watcher.open("/overview");
            Locator sign = page.locator("#live");
            Locator clock = page.locator("[data-live='as-of']");
            assertThat(sign).hasText(sign.getAttribute("data-on"));

            page.check("#rest");
            assertThat(sign).hasText(sign.getAttribute("data-rest"));
            String still = clock.innerText();
            Assertions.assertThat(page.evaluate(
                            "getComputedStyle(document.querySelector('.exchange .arrow')).animationPlayState"))
                    .isEqualTo("paused");
            Page awake = watcher.another();
            awake.navigate("/overview");
            Locator going = awake.locator("[data-live='as-of']");
            String seen = going.innerText();
            assertThat(going).not().hasText(seen);
            assertThat(clock).hasText(still);

            page.uncheck("#rest");
            assertThat(sign).hasText(sign.getAttribute("data-on"));
            assertThat(clock).not().hasText(still);
        }
    }

    private static String said(Page page, String word) {
        return page.getAttribute("#live", "data-" + word).replace("{0}", page.innerText("[data-live='as-of']"));
    }

    @Test
    void anOverviewSaysThatTooManyAreOpenUntilThereIsRoom() {
        for (Look look : List.of(Look.DESK, Look.PHONE.in("en"))) {
            try (Visitor watcher = day.signedIn("auditor", look)) {
                watcher.forgive("429");
                Page page = watcher.page();
                page.route("**" + STREAM, route -> route.fulfill(new Route.FulfillOptions().setStatus(429)));
                watcher.open("/overview");
                assertThat(page.locator("#live")).hasText(said(page, "full"));
                watcher.assertFits();

                page.unroute("**" + STREAM);
                assertThat(page.locator("#live")).hasText(said(page, "on"));
            }
        }
    }

    @Test
    void anOverviewSaysThatItsConnectionIsLostOrItsSessionOver() {
        try (Visitor watcher = day.signedIn("auditor", Look.DESK)) {
            List.of("ERR_FAILED", "MIME type", "401").forEach(watcher::forgive);
            Page page = watcher.page();
            page.route("**" + STREAM, Route::abort);
            watcher.open("/overview");
            assertThat(page.locator("#live")).hasText(said(page, "lost"));
            page.unroute("**" + STREAM);
            assertThat(page.locator("#live")).hasText(said(page, "on"));

            Page other = watcher.another();
            other.navigate("/account");
            other.click("form[action='/sign-out'] button");
            assertThat(page.locator("#live")).hasText(said(page, "ended"));
        }
    }
}
