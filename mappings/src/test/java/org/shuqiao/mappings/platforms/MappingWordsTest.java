package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;

class MappingWordsTest {

    private final MappingWords words = new MappingWords();

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasWordsInBothLanguages(Reason reason) {
        Finding finding = words.finding(new MappingRefused(reason, "/a", "why").at("t/descriptor.yaml", 7));

        assertThat(List.of(finding.zh(), finding.en()))
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("{"));
        assertThat(finding.zh()).isNotEqualTo(finding.en());
        assertThat(finding.file()).isEqualTo("t/descriptor.yaml");
        assertThat(finding.line()).isEqualTo(7);
        assertThat(finding.rule()).isEqualTo(reason.name());
    }

    @Test
    void noWordsAreThereForNothing() {
        assertThat(Resources.json("messages/platforms.json").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Enum::name).toList());
    }

    @Test
    void aRefusalWithoutDetailEndsWithItsSentence() {
        Finding finding = words.finding(new MappingRefused(Reason.MALFORMED, "/a"));

        assertThat(finding.en()).isEqualTo("/a is not what it has to be");
        assertThat(finding.zh()).isEqualTo("/a 不符合规定");
    }
}
