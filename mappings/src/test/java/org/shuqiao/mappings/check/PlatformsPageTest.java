package org.shuqiao.mappings.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformFolder;
import org.shuqiao.mappings.platforms.PlatformLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What docs/platforms.md says is so. */
class PlatformsPageTest {

    private final String page;

    @TempDir
    private Path home;

    PlatformsPageTest() throws IOException {
        page = Files.readString(Path.of("../docs/platforms.md"));
    }

    private String block(String mark) {
        int from = page.indexOf("\n", page.indexOf("```", page.indexOf("<!-- " + mark + " -->"))) + 1;
        return page.substring(from, page.indexOf("```", from));
    }

    @Test
    void theWorkedExamplePassesTheCheckAndWritesWhatItSays() throws IOException {
        Path folder = new PlatformSkeleton("city-bureau", "http").writeTo(home);
        Path descriptor = folder.resolve("descriptor.yaml");
        Files.writeString(
                descriptor,
                Files.readString(descriptor).replace("datasets:\n", "datasets:\n" + block("file: descriptor.yaml")));
        Files.writeString(
                folder.resolve("diagnosis_report.mapping.yaml"), block("file: diagnosis_report.mapping.yaml"));
        Path agreement = folder.resolve("sample-agreement.json");
        ObjectNode agreed = (ObjectNode) Resources.JSON.readTree(Files.readAllBytes(agreement));
        agreed.withArray("/permission").add(Resources.JSON.readTree(block("file: sample-agreement.json")));
        Files.write(agreement, Resources.JSON.writeValueAsBytes(agreed));

        PlatformFolder read = PlatformFolder.read(folder);
        assertThat(new PlatformCheck(Fixtures.DATASETS).check(read).findings()).isEmpty();
        Platform platform = new PlatformLoader(Fixtures.DATASETS).load(read);
        MappedPayload payload = Fixtures.payload(
                platform,
                Fixtures.DIAGNOSIS,
                Fixtures.DIAGNOSIS.read(Fixtures.sample(Fixtures.DIAGNOSIS, "injection-molding")));
        ObjectNode written = (ObjectNode) Resources.JSON.readTree(payload.bytes());
        written.withObject("/enterprise").put("code", "(pseudonym)");
        assertThat(written).isEqualTo(Resources.JSON.readTree(block("payload")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"descriptor", "mapping"})
    void everyKeyOfTheSchemaIsOnThePage(String schema) {
        Set<String> keys = new TreeSet<>();
        collect(Resources.json("platforms/" + schema + ".schema.json"), keys);

        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(page)
                .containsPattern("`([\\w*\\[\\]]+\\.)*" + key + "(`|:)"));
    }

    private static void collect(JsonNode schema, Set<String> keys) {
        if (schema.path("properties").isObject()) {
            keys.addAll(schema.path("properties").propertyNames());
        }
        Stream.of(schema)
                .flatMap(JsonNode::valueStream)
                .filter(JsonNode::isContainer)
                .forEach(part -> collect(part, keys));
    }
}
