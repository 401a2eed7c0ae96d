package org.shuqiao.bench.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.shuqiao.bench.ChildJvm;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One demonstration and one browser for all tests of the console; the first one that runs starts them. */
final class ConsoleDay implements AutoCloseable {
    static final String CHONGQING = "91500000MA5U000036";
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Of a busy machine. */
    private static final double PATIENCE_MILLIS = 60_000;

    private final Path home;
    private final RunningDemo demo;
    private final Playwright playwright;
    private final Path chromium;
    /** By locale. */
    private final Map<String, Browser> browsers = new HashMap<>();

    private ConsoleDay(Path home, RunningDemo demo, Path chromium) {
        this.home = home;
        this.demo = demo;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = chromium;
    }

    /** What a browser says itself, such as in a date that is still empty, is in the language of its process and not of the page. */
    private Browser browser(String locale) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("LANGUAGE", locale.replace('-', '_'));
        // Its own walls against hostile pages need rights that a build's container does not give; it sees our pages
        // only.
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setTimeout(2 * PATIENCE_MILLIS)
                        .setExecutablePath(chromium)
                        .setEnv(environment)
                        .setArgs(List.of("--no-sandbox")));
    }

    /** A person in front of a desk, nobody's session yet. */
    Visitor desk(Look look) {
        Browser browser = browsers.computeIfAbsent(look.locale(), this::browser);
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(demo.gateway())
                .setIgnoreHTTPSErrors(true)
                .setAcceptDownloads(true)
                .setLocale(look.locale())
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(look.width(), look.height()));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new Visitor(context, demo);
    }

    /**
     * Someone who has signed in.
     *
     * @param who as the demonstration prints it
     */
    Visitor signedIn(String who, Look look) {
        Visitor visitor = desk(look);
        visitor.signIn(who);
        // An account remembers what was spoken last.
        visitor.speak(look.language());
        return visitor;
    }

    /** The platform of Qingdao is not to be had: what goes there waits and is sent again. */
    Outage qingdaoIsAway() {
        return Outage.begin(demo.simulators(), "/gateway/api/1/.*", 503);
    }

    /** The capability center takes nothing that it is sent: it is parked, for a person to say what becomes of it. */
    Outage capabilityCenterTakesNothing() {
        return Outage.begin(demo.simulators(), "/openapi/v1/.*/batch", 400);
    }

    /** Lines of activities of Qingdao's center under ids {@code HT-<name>-0}, {@code -1}, …. */
    String activities(String name, int count) {
        return lines("activity", name, count, ofQingdao -> {});
    }

    /** Lines of diagnoses of Chongqing's center, under such ids. */
    String diagnosesOfChongqing(String name, int count) {
        return lines("diagnosis_report", name, count, record -> record.put("center_id", CHONGQING)
                .put("region", "500112"));
    }

    private static String lines(String dataset, String name, int count, Consumer<ObjectNode> change) {
        byte[] sample =
                Datasets.load().find(dataset).orElseThrow().samples().get(0).bytes();
        ObjectNode record = (ObjectNode) JSON.readTree(sample);
        change.accept(record);
        return IntStream.range(0, count)
                .mapToObj(n -> record.put("record_id", "HT-" + name + "-" + n).toString())
                .collect(Collectors.joining("\n"));
    }

    /** Keys that the parties of agreements sign with. */
    DevelopmentKeys keys() throws IOException {
        return DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Whether evidence, or an archive with that of many, proves what it says: in a process that knows nothing of this gateway but whom to
     * trust.
     *
     * @param folder for what the process says
     */
    ChildJvm.Result verify(Path evidence, Path folder) throws IOException, InterruptedException {
        return ChildJvm.run(
                folder,
                Duration.ofMinutes(3),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.shuqiao.certs.evidence.Verify",
                        "verify",
                        "--trust",
                        home.resolve("trust.json").toString(),
                        evidence.toString()));
    }

    @Override
    public void close() {
        browsers.values().forEach(Browser::close);
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
