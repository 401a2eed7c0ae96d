package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void dropsWhatItDoesNotUnderstand() {
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
        // b100bd140ce20fe30de4c0c8e36a965a…, each half-byte as one of the letters a to p.
        assertThat(new Pseudonyms(vector).of("91350100M000100Y43", "qingdao"))
                .isEqualTo(letters("b100bd140ce20fe30de4c0c8e36a965a"));
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
            String pseudonym = first.of(usci, "qingdao");
            assertThat(pseudonym).matches("[a-p]{32}").isEqualTo(first.of(" " + usci + " ", "qingdao"));
            assertThat(first.of(usci, "other")).isNotEqualTo(pseudonym);
            assertThat(second.of(usci, "qingdao")).isNotEqualTo(pseudonym);
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
        assertThat(desensitiser.maskingId()).isEqualTo("masking-cn-1/1.0.0");
        assertThat(new String(desensitiser.maskingSource(), StandardCharsets.UTF_8))
                .contains("\"ladders\"");
    }

    private JsonNode apply(String transform, JsonNode value) {
        JsonNode after = catalogue.find(transform).orElseThrow().transform().apply(value, "qingdao");
        assertThat(after).isNotNull();
        return after;
    }
}
