package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The exposition is what {@code docs/metrics.md} promises, and what Prometheus wants to read. */
@ExtendWith(OneGateway.class)
class MetricsTest {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\|([^|]*)\\|.*");
    private static final String ONLY_WITH_TIME_STAMPS = "shuqiao_log_timestamp_budget_seconds";
    private static final int SERIES = 1_000;

    private final GatewayUnderTest gateway;
    private String exposition;

    MetricsTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @BeforeEach
    void scrape() {
        TestCenter center = gateway.newCenterWithAgreement();
        center.awaitTransfer(center.accepted(center.activity()), "STORED");
        exposition = scraped();
    }

    private String scraped() {
        return gateway.operator().get("/actuator/prometheus").expect(200).text();
    }

    private record Family(String type, Set<String> labels) {}

    private static Map<String, Family> promised() throws IOException {
        return Files.readAllLines(Path.of("../docs/metrics.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(row -> !row.group(1).equals(ONLY_WITH_TIME_STAMPS))
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Family(
                                row.group(2),
                                Arrays.stream(row.group(3).split("[` ,]+"))
                                        .filter(label -> !label.isBlank())
                                        .collect(Collectors.toCollection(TreeSet::new))),
                        (a, b) -> a,
                        TreeMap::new));
    }

    /** With the labels that its samples have, but for those that make a histogram or summary. */
    private Map<String, Family> exposed() {
        Map<String, Family> families = new TreeMap<>();
        exposition.lines().map(TYPE::matcher).filter(Matcher::matches).forEach(type -> {
            families.put(type.group(1), new Family(type.group(2), new TreeSet<>()));
        });
        exposition
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .forEach(sample -> {
                    assertThat(sample.matches()).isTrue();
                    Family family = families.get(familyOf(sample.group(1), families.keySet()));
                    if (sample.group(2) != null) {
                        LABEL.matcher(sample.group(2))
                                .results()
                                .map(label -> label.group(1))
                                .filter(label -> !Set.of("le", "quantile").contains(label))
                                .forEach(family.labels()::add);
                    }
                });
        return families;
    }

    private static String familyOf(String sample, Set<String> families) {
        return families.contains(sample) ? sample : sample.replaceFirst("_(count|sum|bucket|max)$", "");
    }

    @Test
    void holdsExactlyWhatIsPromised() throws IOException {
        Map<String, Family> ours = new TreeMap<>(exposed());
        // Micrometer gives a timer's longest call of late as a gauge of its own.
        ours.keySet().removeIf(name -> !name.startsWith("shuqiao_") || name.endsWith("_max"));

        assertThat(ours).isEqualTo(promised());
        assertThat(exposition.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("(shuqiao|jvm_memory|jvm_gc|jvm_threads|process|system_cpu)_.*"));
    }

    @Test
    void hasAHelpTextForEveryFamilyAndFewSeries() {
        assertThat(exposed().keySet()).allSatisfy(name -> assertThat(exposition).contains("# HELP " + name + " "));
        assertThat(exposition.lines().filter(line -> !line.startsWith("#")).count())
                .isLessThan(SERIES);
    }

    @Test
    void holdsNothingOfACenter() {
        // A number may have these digits by chance.
        assertThat(exposition
                        .lines()
                        .map(line -> line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' '))))
                .noneMatch(line -> line.contains("9137"));
        assertThat(exposition
                        .lines()
                        .map(LABEL::matcher)
                        .flatMap(Matcher::results)
                        .filter(label -> label.group(1).equals("route"))
                        .map(label -> label.group(2)))
                .contains("accept-submission", "prepare", "deliver-qingdao", "sequence-log");
    }

    /** Some figures are those of a look of some seconds ago. */
    @Test
    void saysWhatHappened() {
        await().untilAsserted(() -> {
            exposition = scraped();
            assertThat(value("shuqiao_platform_call_seconds_count{ending=\"answered\",platform=\"qingdao\"}"))
                    .isPositive();
            assertThat(value("shuqiao_route_processing_seconds_count{route=\"accept-submission\"}"))
                    .isPositive();
            assertThat(value("shuqiao_platform_state{platform=\"qingdao\",state=\"open\"}"))
                    .isEqualTo(1);
            assertThat(value("shuqiao_ledger_rows_total{committer=\"intake\"}")).isPositive();
            assertThat(value("shuqiao_broker_queue_messages{queue=\"prepare\"}"))
                    .isNotNegative();
            assertThat(value("shuqiao_log_tree_size")).isPositive();
        });
    }

    private double value(String series) {
        return exposition
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series));
    }

    @Test
    void pleasesPrometheusItself() throws Exception {
        Path said = Files.createTempFile("promtool", ".txt");
        Process promtool = promtool(said);
        promtool.getOutputStream().write(exposition.getBytes(UTF_8));
        promtool.getOutputStream().close();

        int exit = promtool.waitFor();

        String complaints = Files.readString(said);
        Files.delete(said);
        assertThat(exit).as(complaints).isZero();
        assertThat(complaints).isEmpty();
    }

    private static Process promtool(Path said) {
        ProcessBuilder promtool = new ProcessBuilder(List.of("promtool", "check", "metrics"));
        try {
            return promtool.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException notInstalled) {
            Assumptions.abort("promtool is not installed");
            throw new UncheckedIOException(notInstalled);
        }
    }
}
