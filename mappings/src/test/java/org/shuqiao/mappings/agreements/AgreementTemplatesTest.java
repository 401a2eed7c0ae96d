package org.shuqiao.mappings.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.Fixtures;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a lawyer reads, and what the gateway reads, is one agreement. */
class AgreementTemplatesTest {
    private static final Path TEMPLATES = Path.of("../docs/agreements");
    private static final JsonMapper COMMENTED =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    static Stream<Arguments> templates() {
        return Fixtures.PLATFORMS.all().stream()
                .flatMap(platform -> Stream.concat(
                        Stream.of(Arguments.of(platform.id(), platform.sampleAgreement())),
                        platform.sampleInboundAgreement().stream()
                                .map(inward -> Arguments.of(platform.id() + "-in", inward))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void theTemplateIsTheSample(String name, byte[] sample) throws IOException {
        assertThat(COMMENTED.readTree(Files.readAllBytes(TEMPLATES.resolve(name + ".jsonc"))))
                .isEqualTo(COMMENTED.readTree(sample));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void everyLineOfTheTemplateThatSaysSomethingIsExplained(String name, byte[] sample) throws IOException {
        List<String> lines = Files.readAllLines(TEMPLATES.resolve(name + ".jsonc"));
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).strip().matches("(\"|\\{\").*")) {
                assertThat(lines.get(i - 1).strip()).as("line %d", i).startsWith("// ");
            }
        }
    }
}
