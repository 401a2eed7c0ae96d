package org.shuqiao.bench.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One demonstration and one browser for all tests of the console; the first one that runs starts them. */
final class ConsoleDay implements AutoCloseable {
    private final RunningDemo demo;
    private final Playwright playwright;
    private final Browser browser;

    private ConsoleDay(RunningDemo demo, Path chromium) {
        this.demo = demo;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Its own walls against hostile pages need rights that a build's container does not give; it sees our pages
        // only.
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** A person in front of a desk, nobody's session yet. */
    Visitor desk(Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(demo.gateway())
                .setIgnoreHTTPSErrors(true)
                .setAcceptDownloads(true)
                .setLocale(look.locale())
                .setViewportSize(look.width(), look.height()));
        return new Visitor(context, demo);
    }

    /** Someone who has signed in.
     *
     * @param who as the demonstration prints it
     */
    Visitor signedIn(String who, Look look) {
        Visitor visitor = desk(look);
        visitor.signIn(who);
        return visitor;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        demo.close();
    }

    /** Gives the one day to whoever asks, or skips the test where there is no browser. */
    static final class Shared implements ParameterResolver, ExecutionCondition {
        private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(ConsoleDay.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Chromium.find().isPresent()
                    ? ConditionEvaluationResult.enabled("there is a browser")
                    : ConditionEvaluationResult.disabled("no Chromium on the path: the console is not looked at");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ConsoleDay.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(SPACE).computeIfAbsent(ConsoleDay.class, wanted -> start());
        }

        private static ConsoleDay start() {
            try {
                Path home = Files.createTempDirectory("console");
                return new ConsoleDay(RunningDemo.start(home), Chromium.find().orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException("the demonstration does not start", e);
            }
        }
    }
}
