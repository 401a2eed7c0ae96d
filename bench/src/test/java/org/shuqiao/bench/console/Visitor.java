package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;

/** A person at a window of the console. What the page says on the browser's console is a defect. */
final class Visitor implements AutoCloseable {
    private static final String PASSWORD = "窗前的桥，灯下的数，夜里的灯";
    private static final int FARTHEST = 100;
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    /** What has the focus, and what lies over it; empty where nothing does, null where nothing has the focus. */
    private static final String COVERS =
            """
            () => {
              const one = document.activeElement;
              const { top, bottom, left, width, height } = one.getClientRects()[0];
              if (one === document.body) {
                return null;
              }
              const isOwn = over => one.contains(over) || over.contains(one) || [...one.labels ?? []].some(label => label.contains(over));
              const seen = one.matches('textarea') ? [top + 2, top + 20] : [top + 2, (top + bottom) / 2, bottom - 2];
              const over = height > innerHeight ? [] : seen
                  .map(y => document.elementFromPoint(left + width / 2, y))
                  .filter(over => !over || !isOwn(over));
              return over.length ? `${one.outerHTML.slice(0, 100)} under ${over.map(each => each?.className)}` : '';
            }
            """;

    private static final String WIDER_BADGES =
            """
            [...document.querySelectorAll('.badge')]
                .filter(one => one.getBoundingClientRect().right > one.parentElement.getBoundingClientRect().right + 1)
                .map(one => one.outerHTML)
            """;

    private final BrowserContext context;
    private final RunningDemo demo;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private final List<String> forgiven = new ArrayList<>();

    Visitor(BrowserContext context, RunningDemo demo) {
        this.context = context;
        this.demo = demo;
        this.page = another();
    }

    Page page() {
        return page;
    }

    /** One more tab of the same browser. */
    Page another() {
        Page tab = context.newPage();
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complain(message.text(), tab);
            }
        });
        tab.onPageError(error -> complain(error, tab));
        return tab;
    }

    private void complain(String words, Page tab) {
        if (forgiven.stream().noneMatch(words::contains)) {
            complaints.add(words + " at " + tab.url());
        }
    }

    /** From now on a complaint with these words is what the story wants. */
    void forgive(String words) {
        forgiven.add(words);
    }

    void open(String path) {
        page.navigate(path);
        assertThat(page.locator("main")).isVisible();
    }

    /** The first time with the password that the demonstration prints, which has to be changed then. */
    void signIn(String name) {
        if (demo.isNew(name)) {
            String printed = demo.printedPassword(name);
            knock(name, printed);
            choosePassword(printed);
            demo.hasChosen(name);
        } else {
            knock(name, PASSWORD);
        }
        assertThat(page).not().hasURL(Pattern.compile("/(sign-in|account)"));
    }

    /** Enters a name and a password at the door. */
    void knock(String name, String password) {
        page.navigate("/sign-in");
        page.fill("input[name=name]", name);
        page.fill("input[name=password]", password);
        page.click("main button.primary");
    }

    /** In place of the one that somebody else has set. */
    void choosePassword(String before) {
        page.fill("input[name=before]", before);
        page.fill("input[name=chosen]", PASSWORD);
        page.fill("input[name=again]", PASSWORD);
        page.click("main form:has(input[name=chosen]) button.primary");
        assertThat(page.locator("#flash .flash.good")).isVisible();
    }

    /** The question that is asked before what cannot be undone. */
    Locator question() {
        return page.locator("#confirm");
    }

    /** Presses a button, says yes to its question, and reads that it is done. */
    void act(Locator button) {
        // Before its scripts have run a page asks nothing; where the button is not there yet, neither is the page.
        assertThat(button).isVisible();
        page.waitForLoadState();
        button.click();
        question().locator("button[value=yes]").click();
        assertThat(page.locator("#flash .flash.good")).isVisible();
        // What follows below the words may still be on its way.
        page.waitForLoadState();
    }

    /** Goes from one thing to the next with the keyboard until it is there. */
    void tabTo(Locator wanted) {
        for (int steps = 0; steps < FARTHEST && !isFocused(wanted); steps++) {
            page.keyboard().press("Tab");
        }
        assertThat(wanted).isFocused();
    }

    /** Goes to a list with the keyboard, and down to one of its values. */
    void tabTo(Locator list, String value) {
        tabTo(list);
        for (int steps = 0; steps < FARTHEST && !list.inputValue().equals(value); steps++) {
            page.keyboard().press("ArrowDown");
        }
        assertThat(list).hasValue(value);
    }

    private static boolean isFocused(Locator wanted) {
        return Boolean.TRUE.equals(wanted.evaluate("one => one === document.activeElement"));
    }

    /**
     * Goes over the whole page: what has the focus is seen, from its top to its bottom. Of a text with lines that is its first one, in which
     * it is written; what is higher than the window cannot be.
     *
     * @param key {@code Tab}, or {@code Shift+Tab} for the way back
     */
    void assertNothingReachedIsCovered(String key) {
        List<Object> covered = new ArrayList<>();
        int reached = 0;
        page.keyboard().press(key);
        for (Object over = page.evaluate(COVERS); over != null; over = page.evaluate(COVERS)) {
            reached++;
            if (!over.equals("")) {
                covered.add(over);
            }
            page.keyboard().press(key);
        }
        Assertions.assertThat(reached).as(page.url()).isGreaterThan(20);
        Assertions.assertThat(covered).as(page.url() + " by " + key).isEmpty();
    }

    void speak(String language) {
        if (!page.locator("html").getAttribute("lang").startsWith(language)) {
            page.click("form.language button");
        }
        assertThat(page.locator("html")).hasAttribute("lang", Pattern.compile("^" + language));
    }

    /** Hands a file in, says yes to the question, and waits for what became of its rows. */
    void sendFile(String dataset, String lines) {
        sendFile(dataset, ndjson(dataset, lines));
    }

    void sendFile(String dataset, FilePayload file) {
        chooseFile(dataset, file);
        assertThat(question()).isVisible();
        question().locator("button[value=yes]").click();
        assertThat(page.locator("#outcome")).isVisible();
    }

    /** Chooses a file to hand in, of which nothing leaves before its question is answered. */
    void chooseFile(String dataset, String lines) {
        chooseFile(dataset, ndjson(dataset, lines));
        assertThat(question()).isVisible();
    }

    /** Chooses a file of which it is not known whether it can be handed in. */
    void chooseFile(String dataset, FilePayload file) {
        open("/center/submit/" + dataset + "/file");
        page.setInputFiles("#records-file", file);
    }

    private static FilePayload ndjson(String dataset, String lines) {
        return new FilePayload(dataset + ".ndjson", "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8));
    }

    /** No serious violation of WCAG 2.1 AA on the page as it is now. */
    void assertAccessible() {
        List<Rule> violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .toList();
        Assertions.assertThat(violations)
                .as(page.url())
                .extracting(rule -> rule.getId() + ": "
                        + rule.getNodes().stream()
                                .map(node -> node.getHtml())
                                .limit(3)
                                .toList())
                .isEmpty();
    }

    /** Nothing is wider than the window, and no badge than what it stands in. */
    void assertFits() {
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assertions.assertThat(((Number) overflow).intValue()).as(page.url()).isLessThanOrEqualTo(1);
        Assertions.assertThat(page.evaluate(WIDER_BADGES))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .as(page.url())
                .isEmpty();
    }

    void photograph(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    @Override
    public void close() {
        context.close();
        Assertions.assertThat(complaints).isEmpty();
    }
}
