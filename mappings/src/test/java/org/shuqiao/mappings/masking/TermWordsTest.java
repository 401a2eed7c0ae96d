package org.shuqiao.mappings.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.agreements.Phrase;
import org.shuqiao.mappings.agreements.TermWords;
import tools.jackson.databind.JsonNode;

/** Whoever puts an agreement in force reads words, never codes alone: whatever can be agreed has them, in both languages. */
class TermWordsTest {
    private static final TransformCatalogue TRANSFORMS = new TransformCatalogue();
    private static final JsonNode SCHEMA = Resources.json("agreements/cdg-1.schema.json");
    /** What stands behind a colon, of every family; none for those that stand alone. */
    private static final List<String> PARAMETERS = List.of(
            "", ":2", ":province", ":city", ":section", ":division", ":group", ":year", ":quarter", ":month", ":grade");

    private final TermWords words = new TermWords();

    static Stream<String> channels() {
        return texts("/properties/channels/items/enum");
    }

    static Stream<String> acts() {
        return Stream.of(
                        texts("/properties/prohibition/items/properties/action/enum"),
                        texts("/$defs/permission/properties/action/enum"),
                        Act.prohibitable().stream().map(Act::id))
                .flatMap(acts -> acts)
                .distinct();
    }

    /** As the schema lists them, with a number where it has the form of one. */
    static Stream<String> duties() {
        return Stream.of("duties_pre", "duties_post")
                .map(list -> SCHEMA.at("/$defs/permission/properties/" + list + "/items/pattern"))
                .flatMap(pattern -> Stream.of(
                        pattern.stringValue().replaceAll("^\\^\\(|\\)\\$$", "").split("\\|")))
                .map(duty -> duty.replaceAll("\\[1-9]\\[0-9]\\{0,\\d}", "24"))
                .flatMap(duty -> duty.endsWith("(:block)?")
                        ? Stream.of(duty.replace("(:block)?", ""), duty.replace("(:block)?", ":block"))
                        : Stream.of(duty));
    }

    static Stream<String> transforms() {
        Stream<String> ladders = Resources.json("masking/catalogue.json").required("ladders").propertyNames().stream()
                .map(ladder -> "band:" + ladder);
        return Stream.concat(ladders, TRANSFORMS.families().stream().flatMap(family -> PARAMETERS.stream()
                        .map(parameter -> family + parameter)))
                .filter(transform -> TRANSFORMS.find(transform).isPresent());
    }

    private static Stream<String> texts(String pointer) {
        return SCHEMA.at(pointer).valueStream().map(JsonNode::stringValue);
    }

    @ParameterizedTest
    @MethodSource({"channels", "acts", "duties", "transforms"})
    void hasWordsForWhateverCanBeAgreed(String code) {
        Phrase said = words.of(code);

        assertThat(said.zh()).containsPattern("\\p{IsHan}").doesNotContain("{", ":");
        assertThat(said.en()).containsPattern("[a-z]{3}").doesNotContain("{", ":", "_");
    }

    @Test
    void looksAtEveryFamilyOfTransforms() {
        assertThat(transforms().map(transform -> transform.split(":", 2)[0])).containsAll(TRANSFORMS.families());
        assertThat(duties()).contains("k_min:24:block", "receipt_within:24h", "notify");
    }

    @Test
    void saysTheNumberOfADuty() {
        assertThat(words.of("receipt_within:24h")).isEqualTo(new Phrase("24小时内出具回执", "a receipt within 24 hours"));
        assertThat(words.of("k_min:5").zh()).isEqualTo("汇总单元不足5家时隐去");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    * * * * *            | 任何时间（中国时间）                       | at any time (China Time)
                    0-59 8-17 * * 1-5    | 周一至周五，8:00至17:59（中国时间）         | Monday to Friday, 8:00 to 17:59 (China Time)
                    * 8,20-22 * * *      | 8:00至8:59、20:00至22:59（中国时间）        | 8:00 to 8:59, 20:00 to 22:59 (China Time)
                    0-30 2 1,15 1-3 7    | 1至3月，每月1、15日或周日，2时，每小时第0至30分（中国时间） | months 1 to 3, days 1, 15 of the month or Sunday, hours 2, minutes 0 to 30 (China Time)
                    nightly              | nightly Asia/Shanghai                     | nightly Asia/Shanghai
                    """)
    void saysWhenDataMayLeave(String cron, String zh, String en) {
        assertThat(words.window(cron, "Asia/Shanghai")).isEqualTo(new Phrase(zh, en));
    }

    @Test
    void showsACodeThatNobodyKnowsAsItIs() {
        assertThat(words.of("sing:5x")).isEqualTo(new Phrase("sing:5x", "sing:5x"));
        assertThat(words.of("hum")).isEqualTo(new Phrase("hum", "hum"));
    }
}
