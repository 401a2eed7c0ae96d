package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;

class YamlFileTest {

    @Test
    void readsTheValuesOfJsonAndKnowsTheirLines() {
        YamlFile file = read(
                """
                # a comment
                id: t
                version: 1.0.0
                tables:
                  DJ: {"1": 一级, "on": off}
                numbers: [1, -2.50, 12345678901, 1e2]
                words: [yes, ~, 0x1F, 2026-03-18, "true"]
                others: [true, false, null]
                empty:
                """);

        assertThat(file.json())
                .isEqualTo(
                        Resources.JSON.readTree(
                                """
                        {"id": "t", "version": "1.0.0", "tables": {"DJ": {"1": "一级", "on": "off"}},
                         "numbers": [1, -2.50, 12345678901, 1e2], "words": ["yes", "~", "0x1F", "2026-03-18", "true"],
                         "others": [true, false, null], "empty": null}
                        """));
        assertThat(file.line("/id")).isEqualTo(2);
        assertThat(file.line("/tables/DJ/1")).isEqualTo(5);
        assertThat(file.line("/words/3")).isEqualTo(7);
        assertThat(file.line("/words/3/nothing/there")).isEqualTo(7);
        assertThat(file.line("/nothing")).isEqualTo(2);
    }

    @Test
    void readsJsonAsItIs() {
        String json = "{\"a\":{\"b/c\":[1,{\"d~\":\"\\u4e00\"}]},\"e\":1.50}";

        assertThat(read(json).json()).isEqualTo(Resources.JSON.readTree(json));
        assertThat(read("a:\n  b/c:\n    - 1\n    - d~: x\n").line("/a/b~1c/1/d~0"))
                .isEqualTo(4);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Reason.MALFORMED, 1, ""),
                Arguments.of(Reason.MALFORMED, 2, "# nothing\n- 1\n"),
                Arguments.of(Reason.MALFORMED, 1, "a: 1\n---\nb: 1\n"),
                Arguments.of(Reason.MALFORMED, 2, "a: 1\nb: !!java.net.URL [x]\n"),
                Arguments.of(Reason.MALFORMED, 2, "a: 1\nb: !!str 1\n"),
                Arguments.of(Reason.MALFORMED, 2, "a: 1\n? [b]\n: 1\n"),
                Arguments.of(Reason.MALFORMED, 2, "a: 1\nb: .inf\n"),
                Arguments.of(Reason.MALFORMED, 2, "a: 1\nb: 1e999999999\n"),
                Arguments.of(Reason.MALFORMED, 1, "a: " + "9".repeat(5000)),
                Arguments.of(Reason.NOT_YAML, 2, "a: 1\n\tb: 1\n"),
                Arguments.of(Reason.NOT_YAML, 3, "a: 1\nb: [1\n"),
                Arguments.of(Reason.NOT_YAML, 1, "{"),
                Arguments.of(Reason.DUPLICATE_KEY, 4, "tables:\n  DJ:\n    \"1\": 一级\n    \"1\": 二级\n"),
                Arguments.of(Reason.DUPLICATE_KEY, 1, "{\"a\": 1, \"a\": 1}"),
                Arguments.of(Reason.ALIAS, 1, "a: &x [*x]\n"),
                Arguments.of(Reason.ALIAS, 2, "a: 1\nb: *x\n"),
                Arguments.of(Reason.ALIAS, 2, "a: 1\n&x b: 1\n"),
                Arguments.of(Reason.NESTED_TOO_DEEP, 1, "a: " + "[".repeat(100_000)),
                Arguments.of(Reason.NESTED_TOO_DEEP, 17, nested(40)),
                Arguments.of(Reason.FILE_TOO_LONG, 1, "a: " + "x".repeat(10 << 20)),
                Arguments.of(Reason.FILE_TOO_LONG, 1, "a: [" + "1,".repeat(30_000) + "1]"),
                Arguments.of(Reason.NOT_UTF8, 2, "a: 1\nb: \u0000\n"),
                Arguments.of(Reason.NOT_UTF8, 1, "\uFEFFa: 1\n"),
                Arguments.of(Reason.NOT_UTF8, 2, "a: 1\nb: x\u202Ey\n"),
                Arguments.of(Reason.NOT_UTF8, 2, "a: 1\nb: x\u200By\n"));
    }

    private static String nested(int levels) {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < levels; i++) {
            yaml.append("  ".repeat(i)).append("a:\n");
        }
        return yaml.toString();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatCanBeReadInTwoWays(Reason reason, int line, String yaml) {
        refuses(reason, line, yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesOtherEncodings() {
        refuses(Reason.NOT_UTF8, 1, "a: 1\n".getBytes(StandardCharsets.UTF_16));
        refuses(Reason.NOT_UTF8, 1, "a: 1\n".getBytes(StandardCharsets.UTF_16LE));
        byte[] gbk = {'a', ':', ' ', '1', '\n', 'b', ':', ' ', (byte) 0xD6, (byte) 0xD0};
        refuses(Reason.NOT_UTF8, 2, gbk);
        refuses(Reason.NOT_UTF8, 1, Arrays.copyOf("a: 1".getBytes(StandardCharsets.UTF_8), 8));
    }

    private static void refuses(Reason reason, int line, byte[] yaml) {
        MappingRefused refused = catchThrowableOfType(MappingRefused.class, () -> YamlFile.read("t/x.yaml", yaml));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.file()).isEqualTo("t/x.yaml");
        assertThat(refused.line()).isEqualTo(line);
        assertThat(refused).hasMessageStartingWith("t/x.yaml:" + line + ": " + reason);
    }

    private static YamlFile read(String yaml) {
        return YamlFile.read("t/x.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
