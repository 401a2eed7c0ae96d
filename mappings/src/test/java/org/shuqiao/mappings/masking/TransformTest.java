package org.shuqiao.mappings.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.PayloadWriter;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Planted;
import org.shuqiao.mappings.residue.ResidueScanner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

class TransformTest {

    private final TransformCatalogue catalogue = new TransformCatalogue(new Pseudonyms(new Fixtures.Keys("v1")));

    @ParameterizedTest
    @CsvSource({
        "mask-phone,13800138000,138****8000",
        "mask-phone,85911234,85****34",
        "mask-phone,110,***",
        "mask-name,张伟,张*",
        "mask-name,欧阳静,欧**",
        "mask-name,𠮷田,𠮷*",
        "mask-name,李,*",
        "generalise-region:city,370212,370200",
        "generalise-industry:division,C2929,C29",
        "generalise-industry:section,C2929,C",
        "generalise-date:month,2026-03-18,2026-03",
        "generalise-date:month,2026-03-31T23:59:59+08:00,2026-03",
        "mask-id-card,11010519491231002X,110***********002X",
        "mask-id-card,370212850615123,370********5123",
        "mask-email,zhang.san@example.com,z***@example.com",
        "mask-address,山东省青岛市城阳区长城路89号,山东省青岛市城阳区****",
        "mask-address,赣州市章江新区,赣州市章江新区****",
        "truncate:4,产线节拍优化,产线节拍…",
        "truncate:6,产线节拍优化,产线节拍优化",
        "truncate:1,𠮷田,𠮷…",
        "generalise-region:province,370212,370000",
        "generalise-industry:group,C3670,C367",
        "generalise-industry:group,C29,C29",
        "generalise-date:quarter,2026-03-18,2026-Q1",
        "generalise-date:quarter,2026-12-31T23:59:59+08:00,2026-Q4",
        "generalise-date:year,2026-03-18,2026",
        "generalise-title:grade,高级工程师,副高级",
        "generalise-title:grade, 研究员 ,正高级",
        "raw,x,x"
    })
    void changesText(String transform, String before, String after) {
        assertThat(apply(transform, StringNode.valueOf(before)).stringValue()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "attendees,0,<50",
        "attendees,49,<50",
        "attendees,50,50~100",
        "attendees,128,100~200",
        "attendees,500,>=500",
        "revenue,299.99,<300",
        "revenue,300,300~2000",
        "revenue,21350.6,2000~40000",
        "revenue,999999999999.99,>=40000",
        "employees,19,<20",
        "employees,1000,>=1000"
    })
    void bandsNumbersFromTheLowerBoundOn(String ladder, String number, String band) {
        JsonNode value = JsonNodeFactory.instance.numberNode(new BigDecimal(number));
        assertThat(apply("band:" + ladder, value).stringValue()).isEqualTo(band);
    }

    @ParameterizedTest
    @CsvSource({
        "round:2,12549,13000",
        "round:2,12500,12000",
        "round:2,13500,14000",
        "round:1,0.0257,0.03",
        "round:2,-125,-120",
        "round:2,7,7",
        "top:500,499.5,499.5",
        "top:500,80000,500",
        "bottom:10,3,10",
        "bottom:-1.5,-2,-1.5"
    })
    void makesNumbersCoarse(String transform, String number, String coarse) {
        JsonNode value = JsonNodeFactory.instance.numberNode(new BigDecimal(number));
        assertThat(apply(transform, value).decimalValue()).isEqualByComparingTo(coarse);
        assertThat(apply(transform, value).toString()).doesNotContain("E");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1~2",
        "1.99, 1~2",
        "2, 2~5",
        "4.9, 2~5",
        "5, 5~10",
        "9.99, 5~10",
        "10, 10~20",
        "21350.6, 20000~50000",
        "0.03, 0.02~0.05",
        "0, 0",
        "-300, -500~-200",
        "99999999999999999999, 50000000000000000000~100000000000000000000"
    })
    void stepsNumbersBy1And2And5(String number, String step) {
        JsonNode value = JsonNodeFactory.instance.numberNode(new BigDecimal(number));
        assertThat(apply("bucket", value).stringValue()).isEqualTo(step);
    }

    /** What was transformed once is recognised, which the check of the payload relies on. */
    @Test
    void recognisesItsOwnWorkAndNotWhatWasLeftAlone() {
        Random random = new Random(17);
        for (int n = 0; n < 2_000; n++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong(2_000_000_000) - 1_000_000_000, random.nextInt(6));
            JsonNode value = JsonNodeFactory.instance.numberNode(number);
            for (String transform : List.of("bucket", "round:2", "top:1000", "bottom:-1000", "band:revenue")) {
                assertThat(catalogue.canBe(apply(transform, value), transform))
                        .as(transform + " of " + number)
                        .isTrue();
            }
            assertThat(catalogue.canBe(StringNode.valueOf(number.toPlainString()), "bucket"))
                    .isEqualTo(number.signum() == 0 && number.scale() == 0);
        }
        assertThat(catalogue.canBe(StringNode.valueOf("张三的手机"), "truncate:2")).isFalse();
        assertThat(catalogue.canBe(StringNode.valueOf("2026-Q3"), "generalise-date:quarter"))
                .isTrue();
        assertThat(catalogue.canBe(StringNode.valueOf("2026-03-18"), "generalise-date:quarter"))
                .isFalse();
        assertThat(catalogue.canBe(StringNode.valueOf("高级工程师"), "generalise-title:grade"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "round",
                "round:",
                "round:0",
                "round:5",
                "round:02",
                "round:-1",
                "round:x",
                "round:99999999999",
                "top",
                "top:",
                "top:-",
                "top:.5",
                "top:5.",
                "top:1e9",
                "top:1000000000000000000",
                "truncate:0",
                "truncate:201",
                "raw:1",
                "drop:",
                "pseudonym:x",
                "band:nothing",
                "band",
                "generalise-date:week",
                "bucket:2",
                "rot13"
            })
    void knowsNoOtherTransform(String name) {
        assertThat(catalogue.find(name)).isEmpty();
    }

    @Test
    void dropsWhatItDoesNotUnderstand() {
        for (String transform :
                List.of("mask-email", "mask-address", "generalise-title:grade", "generalise-date:quarter")) {
            assertThat(catalogue.find(transform).orElseThrow().transform().apply(StringNode.valueOf("somewhere"), ""))
                    .isNull();
        }
        JsonNode number = JsonNodeFactory.instance.numberNode(13800138000L);
        for (String transform : List.of(
                "mask-phone", "mask-name", "generalise-region:city", "generalise-date:month", "pseudonym", "drop")) {
            assertThat(catalogue.find(transform).orElseThrow().transform().apply(number, "qingdao"))
                    .isNull();
        }
        assertThat(catalogue.find("band:revenue").orElseThrow().transform().apply(StringNode.valueOf("5"), "qingdao"))
                .isNull();
        assertThat(catalogue
                        .find("generalise-date:month")
                        .orElseThrow()
                        .transform()
                        .apply(StringNode.valueOf("last week"), "qingdao"))
                .isNull();
    }

    @Test
    void pseudonymIsTheFirstHalfOfTheHmac() {
        MaskingKeys vector = new MaskingKeys() {
            @Override
            public byte[] hmacSm3(String consumer, byte[] value) {
                return Fixtures.Keys.hmac("0123456789abcdef", value);
            }

            @Override
            public String version(String consumer) {
                return "v1";
            }
        };
        byte[] mac =
                Fixtures.Keys.hmac("0123456789abcdef", "usci\u000091350100M000100Y43".getBytes(StandardCharsets.UTF_8));
        // Each half-byte is one of the letters a to p.
        assertThat(new Pseudonyms(vector).of(FieldKind.USCI, "91350100M000100Y43", "qingdao"))
                .isEqualTo(letters(HexFormat.of().formatHex(mac, 0, 16)));
    }

    private static String letters(String hex) {
        StringBuilder letters = new StringBuilder();
        hex.chars().forEach(c -> letters.append((char) ('a' + Character.digit(c, 16))));
        return letters.toString();
    }

    @Test
    void pseudonymsDifferByConsumerAndKeyVersionAndNeverLookLikeANumber() {
        Random random = new Random(5);
        Pseudonyms first = new Pseudonyms(new Fixtures.Keys("v1"));
        Pseudonyms second = new Pseudonyms(new Fixtures.Keys("v2"));
        for (int n = 0; n < 300; n++) {
            String usci = Planted.usci(random);
            String pseudonym = first.of(FieldKind.USCI, usci, "qingdao");
            assertThat(pseudonym).matches("[a-p]{32}").isEqualTo(first.of(FieldKind.USCI, " " + usci + " ", "qingdao"));
            assertThat(first.of(FieldKind.USCI, usci, "other")).isNotEqualTo(pseudonym);
            assertThat(first.of(FieldKind.ORGANISATION_NAME, usci, "qingdao")).isNotEqualTo(pseudonym);
            assertThat(second.of(FieldKind.USCI, usci, "qingdao")).isNotEqualTo(pseudonym);
        }
    }

    @Test
    void noBandNorMaskIsItselfResidue() {
        for (String ladder : List.of("attendees", "employees", "revenue", "investment", "rate")) {
            catalogue.ladder(ladder).orElseThrow().bands().forEach(band -> assertClean(band.code()));
        }
        Random random = new Random(9);
        for (int n = 0; n < 200; n++) {
            assertClean(Masks.phone(Planted.mobile(random)));
        }
    }

    private static void assertClean(String text) {
        PayloadWriter writer = new PayloadWriter();
        writer.string(text);
        MappedPayload payload = new MappedPayload(writer.bytes(), "application/json", List.of());
        assertThat(new ResidueScanner().scan(payload, CenterDictionary.empty())).isEmpty();
    }

    @Test
    void ladderWithoutLastBandIsRefused() {
        JsonNode gap = Resources.JSON.readTree("{\"version\":\"1\",\"bands\":[{\"below\":5,\"code\":\"a\"}]}");
        assertThatThrownBy(() -> Ladder.of("x", gap)).isInstanceOf(IllegalStateException.class);
        JsonNode falling = Resources.JSON.readTree(
                "{\"version\":\"1\",\"bands\":[{\"below\":5,\"code\":\"a\"},{\"below\":3,\"code\":\"b\"},{\"code\":\"c\"}]}");
        assertThatThrownBy(() -> Ladder.of("x", falling)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void catalogueNamesItselfForTheStatement() {
        Desensitiser desensitiser = new Desensitiser(new Fixtures.Keys("v1"));
        assertThat(desensitiser.maskingId()).isEqualTo("masking-cn-1/1.2.0");
        assertThat(new String(desensitiser.maskingSource(), StandardCharsets.UTF_8))
                .contains("\"ladders\"");
    }

    private JsonNode apply(String transform, JsonNode value) {
        JsonNode after = catalogue.find(transform).orElseThrow().transform().apply(value, "qingdao");
        assertThat(after).isNotNull();
        return after;
    }
}
