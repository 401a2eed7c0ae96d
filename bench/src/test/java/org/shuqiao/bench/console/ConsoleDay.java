package org.shuqiao.bench.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One demonstration and one browser for all tests of the console; the first one that runs starts them. */
final class ConsoleDay implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FAULT = "71a6d9a0-0000-4000-9100-00000000c0de";
    private static final int BEFORE_ALL_OTHERS = 1;
    /** Of a busy machine. */
    private static final double PATIENCE_MILLIS = 20_000;

    private final Path home;
    private final RunningDemo demo;
    private final Playwright playwright;
    private final Browser browser;

    private ConsoleDay(Path home, RunningDemo demo, Path chromium) {
        this.home = home;
        this.demo = demo;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
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

    /** Whether the simulated platform of Qingdao answers every call with a fault of its own. */
    void qingdaoFails(boolean fails) throws IOException, InterruptedException {
        if (fails) {
            ObjectNode stub = JSON.createObjectNode().put("id", FAULT).put("priority", BEFORE_ALL_OTHERS);
            stub.putObject("request").put("method", "POST").put("urlPathPattern", "/gateway/api/1/.*");
            stub.putObject("response").put("status", 503);
            simulators("POST", "/__admin/mappings", stub.toString());
        } else {
            simulators("DELETE", "/__admin/mappings/" + FAULT, "");
        }
    }

    private void simulators(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(demo.simulators().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    /** Lines of activities of Qingdao's center under ids {@code HT-<name>-0}, {@code -1}, …. */
    String activities(String name, int count) {
        byte[] sample =
                Datasets.load().find("activity").orElseThrow().samples().get(0).bytes();
        ObjectNode record = (ObjectNode) JSON.readTree(sample);
        return IntStream.range(0, count)
                .mapToObj(n -> record.put("record_id", "HT-" + name + "-" + n).toString())
                .collect(Collectors.joining("\n"));
    }

    /** Whom evidence of this gateway leads to. */
    Path trust() {
        return home.resolve("trust.json");
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
                return new ConsoleDay(
                        home, RunningDemo.start(home), Chromium.find().orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException("the demonstration does not start", e);
            }
        }
    }
}
