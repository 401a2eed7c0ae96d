package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the reference cases names exactly the tests that carry their numbers. */
class ReferenceCasesTest {
    private static final Path HOUSE = Path.of("..");
    private static final List<String> ROOMS = List.of("certs", "mappings", "routes", "gateway");
    private static final int CASES = 38;
    private static final Pattern NUMBERED = Pattern.compile("\\bvoid (case0*([1-9]\\d?)_?[A-Za-z]\\w*)\\(");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\| (.*) \\|$");

    @Test
    void everyCaseHasATestAndTheTableNamesThemAll() throws IOException {
        Map<Integer, String> table = table();
        Map<Integer, Set<String>> tests = tests();

        assertThat(table.keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CASES).boxed().toList());
        assertThat(tests.keySet()).isEqualTo(table.keySet());
        tests.forEach((number, named) ->
                assertThat(table).as("the tests of case %s", number).containsEntry(number, cell(named)));
    }

    private static String cell(Set<String> tests) {
        return tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
    }

    private static Map<Integer, String> table() throws IOException {
        Map<Integer, String> rows = new TreeMap<>();
        String text = Files.readString(HOUSE.resolve("docs/agreements/cases.md"));
        ROW.matcher(text).results().forEach(row -> rows.put(Integer.valueOf(row.group(1)), row.group(2)));
        return rows;
    }

    private static Map<Integer, Set<String>> tests() throws IOException {
        Map<Integer, Set<String>> tests = new TreeMap<>();
        for (String room : ROOMS) {
            try (Stream<Path> files = Files.walk(HOUSE.resolve(room).resolve("src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    numbered(file).forEach(test -> tests.computeIfAbsent(
                                    Integer.valueOf(test.group(2)), number -> new TreeSet<>())
                            .add(name + "." + test.group(1)));
                }
            }
        }
        return tests;
    }

    private static List<MatchResult> numbered(Path file) {
        try {
            return NUMBERED.matcher(Files.readString(file)).results().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
