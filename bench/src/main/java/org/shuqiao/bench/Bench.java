package org.shuqiao.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.shuqiao.bench.leaks.Leaks;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.gateway.cli.DemoSetup;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.gateway.cli.GatewayProcess;
import org.shuqiao.gateway.cli.GatewayTrust;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Command line of the load generator. Exit code 0 when every accepted record arrived exactly once, 1 when one was lost or took effect
 * twice or the bench itself failed, 2 for a wrong option.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {Parts.class, Leaks.class},
        description = {
            "Starts a gateway and a platform that acknowledges, submits activity records, and prints one line of JSON.",
            "Warms up first. Without --rate it looks for the highest rate in a closed loop, then offers nine tenths of it in an"
                    + " open loop: the figures at the top are those of the open loop, closed_loop holds the others."
        })
public final class Bench implements Callable<Integer> {
    /** A queue at its full rate only grows, and would show its length and not the gateway's latency. */
    private static final double SHARE_OF_HIGHEST_RATE = 0.9;

    /** Longer than a lease of the gateway. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(90);

    private static final long WARM_UP_LIMIT_SECONDS = 300;
    private static final long MAX_RECORDS = 10_000_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Records offered per second; 0, as without it, finds out.")
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Length of each loop (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "25000",
            description = "Records submitted before anything is measured (default: ${DEFAULT-VALUE}).")
    private long warmup;

    @Option(
            names = "--submitters",
            paramLabel = "N",
            defaultValue = "64",
            description = "Connections, and records that may wait for an answer at once (default: ${DEFAULT-VALUE}).")
    private int submitters = 64;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "2048",
            description = "Size of a record, 2048 to 6144 (default: ${DEFAULT-VALUE}).")
    private int size = ActivityRecords.MIN_BYTES;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The gateway's home, kept afterwards; a temporary one is removed.")
    private @Nullable Path home;

    @Option(
            names = "--gateway-java-options",
            paramLabel = "OPTIONS",
            defaultValue = "-Xmx1g -XX:+UseParallelGC",
            description = "Java options of the gateway (default: ${DEFAULT-VALUE}, as in \"shuqiao serve\").")
    private String gatewayJavaOptions = "";

    @Option(names = "--http", description = "Submit over HTTP in place of HTTPS.")
    private boolean http;

    @Option(names = "--verify-statements", description = "The platform verifies the signed statement of every call.")
    private boolean verifyStatements;

    @Option(names = "--json-only", description = "Say nothing on standard error while it runs.")
    private boolean jsonOnly;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    private Bench() {}

    /** Entry point of the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CertificateRefused {
        checkOptions();
        try (HomeFolder folder = HomeFolder.open(home)) {
            DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(folder.path(), clock, random);
            StatementCheck check = verifyStatements ? StatementCheck.trusting(keys.folder(), clock) : null;
            SinkPlatform platform = new SinkPlatform(keys.platform().signer(random), clock, check);
            try (SinkServer sink = SinkServer.start(platform::answer)) {
                say("starting the gateway in %s", folder.path());
                try (GatewayProcess gateway = startGateway(folder, sink.baseUrl())) {
                    String apiKey = new DemoSetup(DemoSetup.admin(gateway, folder.path()), keys, random).run();
                    return measure(gateway, apiKey, platform, folder);
                }
            }
        }
    }

    private GatewayProcess startGateway(HomeFolder folder, URI platform) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "SHUQIAO_PLATFORMS_QINGDAO_BASE_URL",
                platform.toString(),
                // One center is all the load there is.
                "SHUQIAO_RATE_PER_SECOND",
                "1000000",
                "SHUQIAO_RATE_BURST",
                "1000000",
                "JDK_JAVA_OPTIONS",
                gatewayJavaOptions);
        return GatewayProcess.start(folder.path(), 0, environment, http ? List.of("--http") : List.of());
    }

    private int measure(GatewayProcess gateway, String apiKey, SinkPlatform platform, HomeFolder folder)
            throws IOException, InterruptedException {
        URI endpoint = gateway.url().resolve("/api/v1/submissions/" + ActivityRecords.DATASET);
        String run = "BENCH-" + Long.toString(clock.millis(), Character.MAX_RADIX);
        ActivityRecords records = new ActivityRecords(run, size);
        SSLContext trust = http ? null : GatewayTrust.of(folder.path());
        Load load = new Load(records, () -> new GatewayConnection(endpoint, apiKey, trust), submitters);
        ProcessCpu cpu = new ProcessCpu(ProcessHandle.of(gateway.pid()).orElseThrow());
        ObjectNode report = runLoops(new Measurement(load, platform.arrivals(), cpu, folder, MAX_SILENCE));
        report.put("doubled", platform.arrivals().doubled());
        report.put("repeated_calls", platform.arrivals().repeatedCalls());
        report.put("refused_by_platform", platform.refused());
        report.put("statements_verified", verifyStatements);
        report.put("scheme", endpoint.getScheme());
        report.put("record_bytes", size);
        report.put("submitters", submitters);
        report.put("jdk", Runtime.version().toString());
        report.put("cores", Runtime.getRuntime().availableProcessors());
        spec.commandLine().getOut().println(report);
        spec.commandLine().getOut().flush();
        boolean right = report.required("lost").asLong() == 0
                && report.required("doubled").asLong() == 0;
        return right ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** @return the figures of the open loop, with those of the closed loop in it; {@code lost} is of everything */
    private ObjectNode runLoops(Measurement measurement) throws IOException, InterruptedException {
        long lost = 0;
        if (warmup > 0) {
            say("warming up with %d records", warmup);
            lost += measurement.run(closedLoop(warmup, WARM_UP_LIMIT_SECONDS)).lost();
        }
        double offered = rate;
        Outcome closed = null;
        if (offered == 0) {
            say("looking for the highest rate with %d submitters", submitters);
            closed = measurement.run(closedLoop(MAX_RECORDS, seconds));
            lost += closed.lost();
            offered = closed.deliveredPerSecond() * SHARE_OF_HIGHEST_RATE;
        }
        say("offering %.0f records a second", offered);
        Outcome open = measurement.run(new Pace.OpenLoop(offered, Math.round(offered * seconds)));
        ObjectNode report = Report.of(open);
        report.put("lost", lost + open.lost());
        report.put("offered_per_s", Math.rint(offered * 10) / 10);
        if (closed != null) {
            report.set("closed_loop", Report.of(closed));
        }
        return report;
    }

    private static Pace closedLoop(long records, long seconds) {
        return new Pace.ClosedLoop(records, TimeUnit.SECONDS.toNanos(seconds));
    }

    private void checkOptions() {
        boolean inRange = rate >= 0
                && rate <= 100_000
                && seconds >= 1
                && seconds <= 3_600
                && warmup >= 0
                && warmup <= MAX_RECORDS
                && submitters >= 1
                && submitters <= 512
                && size >= ActivityRecords.MIN_BYTES
                && size <= ActivityRecords.MAX_BYTES;
        if (!inRange) {
            throw new ParameterException(spec.commandLine(), "an option is out of its range");
        }
        String jar = System.getProperty("shuqiao.gateway.jar");
        if (jar == null || !Files.isRegularFile(Path.of(jar))) {
            throw new ParameterException(
                    spec.commandLine(), "start with -Dshuqiao.gateway.jar=<the gateway's runnable jar>");
        }
    }

    private void say(String format, Object... values) {
        if (!jsonOnly) {
            spec.commandLine().getErr().println("bench: " + String.format(Locale.ROOT, format, values));
            spec.commandLine().getErr().flush();
        }
    }
}
