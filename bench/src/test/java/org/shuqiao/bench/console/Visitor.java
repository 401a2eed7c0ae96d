package org.shuqiao.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** A person at a window of the console. What the page says on the browser's console is a defect. */
final class Visitor implements AutoCloseable {
    private static final String PASSWORD = "窗前的桥，灯下的数，夜里的灯";
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final BrowserContext context;
    private final RunningDemo demo;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visitor(BrowserContext context, RunningDemo demo) {
        this.context = context;
        this.demo = demo;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + page.url());
            }
        });
        page.onPageError(error -> complaints.add(error + " at " + page.url()));
    }

    Page page() {
        return page;
    }

    void open(String path) {
        page.navigate(path);
        assertThat(page.locator("main")).isVisible();
    }

    /** The first time with the password that the demonstration prints, which has to be changed then. */
    void signIn(String name) {
        boolean first = demo.isNew(name);
        page.navigate("/sign-in");
        page.fill("input[name=name]", name);
        page.fill("input[name=password]", first ? demo.printedPassword(name) : PASSWORD);
        page.click("main button.primary");
        if (first) {
            page.fill("input[name=before]", demo.printedPassword(name));
            page.fill("input[name=chosen]", PASSWORD);
            page.fill("input[name=again]", PASSWORD);
            page.click("main form:has(input[name=chosen]) button.primary");
            assertThat(page.locator("#flash .flash.good")).isVisible();
            demo.hasChosen(name);
        }
        assertThat(page).not().hasURL(Pattern.compile("/(sign-in|account)"));
    }

    void speak(String language) {
        if (!page.locator("html").getAttribute("lang").startsWith(language)) {
            page.click("form.language button");
        }
        assertThat(page.locator("html")).hasAttribute("lang", Pattern.compile("^" + language));
    }

    /** Hands a file in and waits for what became of its rows. */
    void sendFile(String dataset, String lines) {
        open("/center/submit/" + dataset + "/file");
        page.setInputFiles(
                "#records-file",
                new FilePayload(dataset + ".ndjson", "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#outcome")).isVisible();
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

    /** Nothing is wider than the window. */
    void assertFits() {
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assertions.assertThat(((Number) overflow).intValue()).as(page.url()).isLessThanOrEqualTo(1);
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
