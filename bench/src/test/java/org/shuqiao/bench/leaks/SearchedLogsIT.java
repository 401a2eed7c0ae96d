package org.shuqiao.bench.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.bench.leaks.PlantedRecord.Planted;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.FieldKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs after all other tests of the build: no line that they, or the processes they started, have logged holds a secret. */
class SearchedLogsIT {
    private static final int GENERATED = 2_000;
    private static final int SHORTEST_CODE = 11;
    private static final Set<FieldKind> NO_SECRETS = EnumSet.of(
            FieldKind.NONE,
            FieldKind.REGION,
            FieldKind.INDUSTRY,
            FieldKind.DATE_TIME,
            FieldKind.DATE,
            FieldKind.PERIOD,
            FieldKind.SM3);
    /** Each with the folder that is there when those of its tests have run that log. */
    private static final Map<String, String> MODULES =
            Map.of("routes", "surefire-reports", "gateway", "surefire-reports", "bench", "failsafe-reports");

    private final Set<String> secrets = secrets();

    @Test
    void noLineHoldsASecret() throws IOException {
        Map<Path, Set<String>> found = new TreeMap<>();
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path target = Path.of("..", module.getKey(), "target");
            List<Path> logs = logs(target.resolve("test-logs"));
            assertThat(Files.isDirectory(target.resolve(module.getValue())) && logs.isEmpty())
                    .as("tests of %s have run and left no log", module.getKey())
                    .isFalse();
            found.putAll(search(logs));
        }

        assertThat(found).isEmpty();
    }

    @Test
    void aLineWithASecretIsFound(@TempDir Path folder) throws IOException {
        for (String secret : secrets) {
            Files.writeString(folder.resolve("one.log"), "12:00 INFO received " + secret + ".\n");

            assertThat(search(logs(folder))).as(secret).isNotEmpty();
        }
    }

    private Map<Path, Set<String>> search(List<Path> logs) throws IOException {
        ByteSearch search = new ByteSearch(secrets);
        Map<Path, Set<String>> found = new TreeMap<>();
        for (Path log : logs) {
            Set<String> here = search.in(Files.readAllBytes(log));
            if (!here.isEmpty()) {
                found.put(log, here);
            }
        }
        return found;
    }

    private static List<Path> logs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What is not public in the samples, which all tests send, and what the generator plants. */
    private static Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        Datasets datasets = Datasets.load();
        for (Dataset dataset : datasets.all()) {
            for (Dataset.Sample sample : dataset.samples()) {
                JsonNode record = JsonMapper.shared().readTree(sample.bytes());
                dataset.fields().values().stream()
                        .filter(field -> field.fieldClass() != FieldClass.P && !NO_SECRETS.contains(field.kind()))
                        .forEach(field -> collect(record, field, secrets));
            }
        }
        RecordMaker maker = new RecordMaker(1, datasets, new Vocabulary(1, 10_000));
        for (int number = 0; number < GENERATED; number++) {
            Planted planted = Objects.requireNonNull(maker.planted(number).planted());
            if (planted.secret().kind() != SecretKind.MONEY) {
                add(planted.written(), secrets);
                add(planted.secret().core(), secrets);
            }
        }
        return secrets;
    }

    private static void collect(JsonNode record, Field field, Set<String> secrets) {
        List<JsonNode> nodes = List.of(record);
        for (String segment : field.path().substring(1).split("/", -1)) {
            nodes = nodes.stream()
                    .flatMap(node -> segment.equals("*") ? node.valueStream() : Stream.of(node.path(segment)))
                    .toList();
        }
        nodes.stream().filter(JsonNode::isString).forEach(node -> add(node.stringValue(), secrets));
    }

    /** A shorter code occurs by chance. */
    private static void add(String text, Set<String> secrets) {
        boolean chinese = text.codePoints().anyMatch(Character::isIdeographic);
        boolean searched = text.getBytes(StandardCharsets.UTF_8).length >= 6;
        if (searched && (chinese || text.length() >= SHORTEST_CODE)) {
            secrets.add(text);
        }
    }
}
