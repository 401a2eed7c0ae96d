package org.shuqiao.bench.leaks;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.shuqiao.bench.HomeFolder;
import org.shuqiao.bench.leaks.Results.Count;
import org.shuqiao.certs.CertificateRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Exit code 0 when every promise was kept, 1 when one was not, 2 for a wrong option. */
@Command(
        name = "leaks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plants secrets of every kind in every disguise into records, takes these and clean ones along transforms, mapping and scan,"
                    + " and prints how many were found: a table, and one line of JSON.",
            "Held are: 100 %% of plain numbers and addresses, 99.5 %% of disguised ones, 99 %% of the dictionary, at most 0.5 %% of clean"
                    + " records kept back, no secret where its field may not go."
        })
public final class Leaks implements Callable<Integer> {
    private static final double DISGUISED_RECALL = 0.995;
    private static final double DICTIONARY_RECALL = 0.99;
    private static final double FALSELY_HELD = 0.005;
    private static final int MOST_RECORDS = 10_000_000;
    private static final int MOST_HTTP_RECORDS = 10_000;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Records with a secret, and as many without (default: ${DEFAULT-VALUE}).")
    private int records = 20_000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed makes other records (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--show", description = "Print what was not found, and what was found wrongly.")
    private boolean show;

    @Option(
            names = "--http",
            paramLabel = "N",
            defaultValue = "0",
            description = "Hand so many records in to a running gateway, too, and search all it lets others see.")
    private int httpRecords;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException, CertificateRefused {
        if (records < 1 || records > MOST_RECORDS || httpRecords < 0 || httpRecords > MOST_HTTP_RECORDS) {
            throw new ParameterException(spec.commandLine(), "an option is out of its range");
        }
        Measuring measuring = new Measuring(seed);
        Results results = measuring.run(records);
        ObjectNode report = report(results);
        boolean held = holds(results);
        if (httpRecords > 0) {
            held &= overHttp(measuring, report);
        }
        report.put("held", held);
        PrintWriter out = spec.commandLine().getOut();
        if (show) {
            results.shown().forEach(out::println);
        }
        out.print(RecallTable.of(results));
        out.println(report);
        out.flush();
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean overHttp(Measuring measuring, ObjectNode report)
            throws IOException, InterruptedException, CertificateRefused {
        try (HomeFolder folder = HomeFolder.open(null)) {
            HttpRun.Outcome outcome = measuring.overHttp(folder.path(), httpRecords);
            ObjectNode http = report.putObject("http");
            outcome.states().forEach((state, transfers) -> http.put(state.toLowerCase(Locale.ROOT), transfers));
            http.put("searched_bytes", outcome.bytes());
            ObjectNode found = http.putObject("found_in");
            outcome.found().forEach((place, secrets) -> found.put(place, secrets.size()));
            if (show) {
                spec.commandLine().getOut().println(outcome.found());
            }
            return outcome.holds();
        }
    }

    static boolean holds(Results results) {
        return results.sum(false, true).recall() == 1
                && results.sum(false, false).recall() >= DISGUISED_RECALL
                && wordRecall(results) >= DICTIONARY_RECALL
                && results.falselyHeldShare() <= FALSELY_HELD
                && results.escaped() == 0;
    }

    private static double wordRecall(Results results) {
        Count words = results.sum(true, true);
        words.add(results.sum(true, false));
        return words.recall();
    }

    private ObjectNode report(Results results) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("seed", seed);
        json.put("planted_records", results.plantedRecords());
        json.put("clean_records", results.cleanRecords());
        json.put("plain_recall", rounded(results.sum(false, true).recall()));
        json.put("disguised_recall", rounded(results.sum(false, false).recall()));
        json.put("dictionary_recall", rounded(wordRecall(results)));
        json.put("false_quarantine", rounded(results.falselyHeldShare()));
        json.put("escaped", results.escaped());
        return json;
    }

    /** Down, so that no share looks like more than it is. */
    private static double rounded(double share) {
        return Math.floor(share * 1e5) / 1e5;
    }
}
