package org.shuqiao.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.shuqiao.bench.leaks.ReportTimes;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.Verifier;
import org.shuqiao.routes.agreements.AgreementSnapshot;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures single parts on one thread: how often each can be done in a second of its processor time, which no busy neighbour takes;
 * and how long one decision takes, as the median of many.
 */
@Command(
        name = "parts",
        mixinStandardHelpOptions = true,
        description = "Measures single parts on one thread, per second of processor time; prints one line of JSON.")
final class Parts implements Callable<Integer> {
    private static final int CALLS_BETWEEN_LOOKS = 100;
    private static final int FEW_AGREEMENTS = 10;
    private static final int MANY_AGREEMENTS = 10_000;
    private static final int ROUNDS_OF_DECISIONS = 6;
    private static final int ROUNDS_OF_REPORTS = 12;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Processor seconds for each part, after as many to warm up (default: ${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** One call of a part; returns something of its result, so that the compiler cannot leave it out. */
    @FunctionalInterface
    private interface Part {
        int call() throws SignatureRefused;
    }

    @Override
    public Integer call() throws IOException, CertificateRefused, SignatureRefused {
        try (HomeFolder folder = HomeFolder.open(null)) {
            Clock clock = Clock.systemUTC();
            SecureRandom random = new SecureRandom();
            DevelopmentAuthority authority = DevelopmentAuthority.openOrCreate(folder.path(), clock, random);
            Signer signer = authority.issue("parts", "parts").signer(random);
            Verifier verifier = authority.trusted().verifier(signer.chain(), clock.instant());
            Statement statement = statement(clock);
            byte[] bytes = statement.canonicalBytes();
            byte[] signature = signer.sign(bytes);
            ObjectNode report = JsonMapper.shared().createObjectNode();
            report.put("statement_bytes", bytes.length);
            report.put(
                    "statement_signatures_per_cpu_s", perSecond(() -> signer.sign(statement.canonicalBytes()).length));
            report.put("statement_verifications_per_cpu_s", perSecond(() -> {
                verifier.verify(bytes, signature);
                return Statement.parse(bytes).hashCode();
            }));
            decisions(report, FEW_AGREEMENTS);
            decisions(report, MANY_AGREEMENTS);
            new ReportTimes().measure(report, seconds < 1 ? 1 : ROUNDS_OF_REPORTS);
            spec.commandLine().getOut().println(report);
            spec.commandLine().getOut().flush();
            return CommandLine.ExitCode.OK;
        }
    }

    private static void decisions(ObjectNode report, int agreements) {
        Decisions decisions = new Decisions(agreements);
        long start = System.nanoTime();
        AgreementSnapshot compiled = decisions.compiled();
        report.put("agreements_" + agreements + "_compiled_ms", (System.nanoTime() - start) / 1_000_000);
        report.put("decision_among_" + agreements + "_median_ns", decisions.medianNanos(compiled, ROUNDS_OF_DECISIONS));
    }

    private long perSecond(Part part) throws SignatureRefused {
        run(part);
        return Math.round(run(part));
    }

    private double run(Part part) throws SignatureRefused {
        long limit = Math.round(seconds * 1e9);
        long start = threads.getCurrentThreadCpuTime();
        long spent;
        long calls = 0;
        int results = 0;
        do {
            for (int i = 0; i < CALLS_BETWEEN_LOOKS; i++) {
                results += part.call();
            }
            calls += CALLS_BETWEEN_LOOKS;
            spent = threads.getCurrentThreadCpuTime() - start;
        } while (spent < limit);
        if (results == 0) {
            throw new IllegalStateException("a part gave nothing");
        }
        return calls * 1e9 / spent;
    }

    private static Statement statement(Clock clock) {
        String hash = Sm3.hex("parts".getBytes(StandardCharsets.US_ASCII));
        return new Statement(
                Statement.Type.TRANSFER,
                UUID.fromString("019a9f3e-7c1b-7d52-8a3e-5b6c7d8e9f00"),
                UUID.fromString("019a9f3e-7c1b-7d52-8a3e-5b6c7d8e9f01"),
                "91370212MA3C000039",
                "qingdao",
                "activity",
                "ACT-2026-0001",
                1,
                "公共数据开放共享",
                List.of(new Statement.Agreement("agreement-qingdao-0039", 1, hash)),
                new Statement.Mapping("qingdao-activity/1.0.0", hash),
                new Statement.Masking("catalogue/1.0.0", hash, Map.of("qingdao", "1")),
                List.of(
                        new Statement.Transform("/attendees", "band:attendees", "1"),
                        new Statement.Transform("/served/*/usci", "pseudonym", "1")),
                hash,
                hash,
                "application/json",
                null,
                clock.instant(),
                "gateway-1");
    }
}
