package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Nobody touches a mouse. */
@OnConsoleDay
class KeyboardConsoleIT {
    private static final String NAME = "an.jian";
    private final ConsoleDay day;

    KeyboardConsoleIT(ConsoleDay day) {
        this.day = day;
    }

    @Test
    void anAccountIsOpenedAndEnded() {
        try (Visitor administrator = day.signedIn("admin", Look.DESK)) {
            Page page = administrator.page();
            Keyboard keyboard = page.keyboard();
            administrator.open("/overview");
            administrator.tabTo(page.locator("#menu a[href='/admin/accounts']"));
            keyboard.press("Enter");
            assertThat(page).hasURL(Pattern.compile("/admin/accounts$"));
            page.waitForLoadState();

            keyboard.press("Tab");
            assertThat(page.locator("a.skip")).isFocused();
            keyboard.press("Enter");
            assertThat(page.locator("#content")).isFocused();

            administrator.tabTo(page.locator("#name"));
            keyboard.type(NAME);
            administrator.tabTo(page.locator("#role"), "AUDITOR");
            administrator.tabTo(page.locator("#holder"));
            keyboard.insertText("安健 0233");
            keyboard.press("Enter");
            assertThat(page.locator(".secret")).isVisible();
            page.waitForLoadState();

            Locator row = page.locator("table.list tbody tr").filter(new Locator.FilterOptions().setHasText(NAME));
            administrator.tabTo(row.locator("summary"));
            keyboard.press("Enter");
            Locator end = row.locator("form[action$='/revoke'] button");
            administrator.tabTo(end);
            keyboard.press("Enter");
            assertThat(administrator.question().locator("button[value=no]")).isFocused();
            keyboard.press("Escape");
            assertThat(administrator.question()).isHidden();
            assertThat(end).isFocused();
            keyboard.press("Enter");
            administrator.tabTo(administrator.question().locator("button[value=yes]"));
            keyboard.press("Enter");
            assertThat(page.locator("#flash .flash.good")).isVisible();
            assertThat(row.locator("summary")).hasCount(0);
        }
    }

    @Test
    void aQuestionThatFollowsAnotherAtOnceIsAnsweredByItself() {
        try (Visitor center = day.signedIn("chongqing", Look.DESK)) {
            Page page = center.page();
            center.open("/center/bookings");
            page.evaluate(
                    """
                    async () => {
                      const { confirmed } = await import(document.querySelector('script[src*="/console"][type=module]').src);
                      window.first = confirmed('one');
                      document.getElementById('confirm').close();
                      window.second = confirmed('two');
                    }
                    """);
            assertThat(center.question()).containsText("two");
            center.question().locator("button[value=yes]").click();
            Assertions.assertThat(page.evaluate("Promise.all([window.first, window.second])"))
                    .isEqualTo(List.of(false, true));
        }
    }

    @Test
    void nothingThatIsReachedInANarrowWindowLiesUnderABar() {
        try (Visitor center = day.signedIn("chongqing", Look.PHONE)) {
            for (String path : List.of("/center/bookings", "/center/submit/diagnosis_report")) {
                center.open(path);
                center.page().evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)");
                center.assertNothingReachedIsCovered("Tab");
                center.assertNothingReachedIsCovered("Shift+Tab");
            }
        }
    }

    @Test
    void aNarrowWindowOpensItsMenuAndGoesOn() {
        try (Visitor operator = day.signedIn("operator", Look.PHONE)) {
            Page page = operator.page();
            Keyboard keyboard = page.keyboard();
            operator.open("/overview");
            Locator menu = page.locator("#menu");
            assertThat(menu).isHidden();
            operator.tabTo(page.locator("[popovertarget=menu]"));
            keyboard.press("Enter");
            assertThat(menu).isVisible();
            operator.assertAccessible();
            operator.tabTo(menu.locator("a[href='/operator/transfers']"));
            keyboard.press("Enter");
            assertThat(page).hasURL(Pattern.compile("/operator/transfers$"));
            assertThat(menu).isHidden();

            operator.tabTo(page.locator("#platform"), "qingdao");
            operator.tabTo(page.locator("main form button.primary"));
            keyboard.press("Enter");
            assertThat(page).hasURL(Pattern.compile("platform=qingdao"));
            assertThat(page.locator("table.list tbody tr").first()).isVisible();
            operator.assertFits();
        }
    }
}
