package org.shuqiao.certs.evidence;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command line: a command, options, operands. Written by hand, since starting quickly is worth more here than a library.
 *
 * @param trust where the trust file is; null where nothing says so
 * @param kept folder of kept checkpoints; null for none
 * @param keyFile file with an API key; null for none
 * @param ca file with an authority to believe in TLS; null for none
 */
record Arguments(
        String command,
        @Nullable Path trust,
        boolean json,
        @Nullable Path kept,
        @Nullable Path keyFile,
        @Nullable Path ca,
        List<String> operands) {
    static final String VERIFY = "verify";
    static final String VERIFY_LOG = "verify-log";

    private static final Map<String, List<String>> WITH_VALUE =
            Map.of(VERIFY, List.of("--trust"), VERIFY_LOG, List.of("--trust", "--kept", "--key-file", "--ca"));
    private static final String JSON = "--json";
    private static final String END_OF_OPTIONS = "--";

    /** @param home value of {@code SHUQIAO_HOME}, where the trust file is unless an option says otherwise */
    static Arguments parse(List<String> words, @Nullable String home) throws UsageError {
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> withValue = WITH_VALUE.get(command);
        if (withValue == null) {
            throw new UsageError("the command is " + VERIFY + " or " + VERIFY_LOG);
        }
        var values = new HashMap<String, String>();
        var operands = new ArrayList<String>();
        boolean options = true;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!options || !word.startsWith("-")) {
                operands.add(word);
            } else if (word.equals(END_OF_OPTIONS)) {
                options = false;
            } else if (word.equals(JSON)) {
                values.put(word, "");
            } else if (!withValue.contains(word) || i + 1 == words.size()) {
                throw new UsageError("unknown option, or one without its value: " + word);
            } else {
                values.put(word, words.get(++i));
            }
        }
        String trust = values.get("--trust");
        return new Arguments(
                        command,
                        trust == null && home != null ? path(home).resolve("trust.json") : optional(trust),
                        values.containsKey(JSON),
                        optional(values.get("--kept")),
                        optional(values.get("--key-file")),
                        optional(values.get("--ca")),
                        List.copyOf(operands))
                .complete();
    }

    private Arguments complete() throws UsageError {
        if (operands.isEmpty() || (command.equals(VERIFY_LOG) && operands.size() > 1)) {
            throw new UsageError(command.equals(VERIFY_LOG) ? "name one log" : "name at least one file");
        }
        if (trust == null) {
            throw new UsageError("name a trust file with --trust, or set SHUQIAO_HOME");
        }
        return this;
    }

    private static @Nullable Path optional(@Nullable String text) throws UsageError {
        return text == null ? null : path(text);
    }

    static Path path(String text) throws UsageError {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageError("no name of a file: " + text);
        }
    }
}
