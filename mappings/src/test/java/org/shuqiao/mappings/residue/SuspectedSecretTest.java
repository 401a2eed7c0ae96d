package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;

class SuspectedSecretTest {
    private final ResidueScanner scanner = new ResidueScanner();

    static Stream<Planted.Disguise> disguises() {
        return Planted.DISGUISES.stream();
    }

    private List<SuspectedSecret> suspected(MappedPayload payload, CenterDictionary words) {
        return SuspectedSecret.in(payload, scanner.scan(payload, words), words, 20);
    }

    private List<SuspectedSecret> suspected(FieldKind kind, String text) {
        return suspected(ScannedPayload.of("raw", kind, text), CenterDictionary.empty());
    }

    @Test
    void showsWhatStandsAroundAndMasksEverySecret() {
        String text = "会议联系人王工，请拨打13800138000或发zhang@example.com";

        assertThat(suspected(FieldKind.TEXT, text))
                .extracting(SuspectedSecret::excerpt)
                .containsExactlyInAnyOrder("会议联系人王工，请拨打【手机号】或发【邮箱】", "会议联系人王工，请拨打【手机号】或发【邮箱】");
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void neverShowsASecretHowEverItIsDisguised(Planted.Disguise disguise) {
        Random random = new Random(23);
        for (int n = 0; n < 30; n++) {
            String secret = Planted.mobile(random);
            String other = Planted.usci(random);
            String text = "负责人" + disguise.of().apply(secret) + "与" + other
                    + disguise.of().apply(other) + "成本1万、2万、3万";

            assertThat(suspected(FieldKind.TEXT, text)).isNotEmpty().allSatisfy(one -> {
                assertThat(one.excerpt()).doesNotContain(secret).doesNotContain(other);
                assertThat(scanner.scan(
                                ScannedPayload.of("raw", FieldKind.TEXT, one.excerpt()), CenterDictionary.empty()))
                        .as(one.excerpt())
                        .isEmpty();
                assertThat(one.toString()).doesNotContain(secret).doesNotContain("负责人");
            });
        }
    }

    /** Nothing says any more that it is an amount where the labels of others stand between it and its word. */
    @Test
    void showsNoOtherSecretAlsoWhereItWouldNotBeFoundBesideALabel() {
        CenterDictionary words = CenterDictionary.of(List.of("李明"));

        assertThat(suspected(ScannedPayload.of("raw", FieldKind.TEXT, "成本（付李明等后）12000元"), words))
                .hasSize(2)
                .allSatisfy(
                        one -> assertThat(one.excerpt()).doesNotContain("12000").doesNotContain("李明"));
    }

    @Test
    void showsNoHalfOfANumberThatGoesOnInAnotherField() {
        MappedPayload payload = new MappedPayload(
                "{\"A\":\"13900139000，1380013\",\"B\":\"8000\"}".getBytes(StandardCharsets.UTF_8),
                "application/json",
                List.of(
                        new Span(5, 23, "/A", "/a", "raw", "1", FieldKind.TEXT),
                        new Span(33, 6, "/B", "/b", "raw", "1", FieldKind.TEXT)));

        assertThat(suspected(payload, CenterDictionary.empty()))
                .hasSizeGreaterThan(1)
                .allSatisfy(one -> assertThat(one.excerpt()).doesNotContain("1380013"));
    }

    @Test
    void showsTheDigitsOfNoSecret() {
        Random random = new Random(71);
        CenterDictionary words = CenterDictionary.of(List.of("李明"));
        List<String> pieces = List.of("成本", "（付", "李明", "等后）", "，", "电话", "预算", "共", "、", " ", "发往");
        for (int n = 0; n < 500; n++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 14; i++) {
                text.append(
                        switch (random.nextInt(4)) {
                            case 0 -> Planted.mobile(random);
                            case 1 -> (10_000 + random.nextInt(80_000)) + "元";
                            default -> pieces.get(random.nextInt(pieces.size()));
                        });
            }
            MappedPayload payload = ScannedPayload.of("raw", FieldKind.TEXT, text.toString());
            List<Residue> residues = scanner.scan(payload, words);
            List<String> digits = residues.stream()
                    .map(one -> new String(payload.bytes(), one.offset(), one.length(), StandardCharsets.UTF_8))
                    .map(one -> one.replaceAll("\\D", ""))
                    .filter(one -> one.length() > 3)
                    .toList();

            for (SuspectedSecret one : SuspectedSecret.in(payload, residues, words, 20)) {
                assertThat(digits).as("%s of %s", one.excerpt(), text).noneMatch(one.excerpt()::contains);
            }
        }
    }

    @Test
    void showsOnlySoMuch() {
        String text = "前".repeat(5000) + "13800138000" + "后".repeat(5000);

        assertThat(suspected(FieldKind.TEXT, text).get(0).excerpt())
                .isEqualTo("…" + "前".repeat(24) + "【手机号】" + "后".repeat(24) + "…");
    }

    @Test
    void showsNoPartOfASecretWhereTheLookEnds() {
        String encoded =
                Base64.getEncoder().encodeToString(("电话13800138001" + "，".repeat(90)).getBytes(StandardCharsets.UTF_8));
        String text = "13800138000，" + encoded + "，" + "13800138002" + "，13800138003".repeat(50);

        assertThat(encoded).hasSizeBetween(370, 399);
        assertThat(suspected(FieldKind.TEXT, text).get(0).excerpt()).doesNotContain("138");
    }

    @Test
    void sameSecretHasOneNormalFormInEveryDisguise() {
        assertThat(List.of("13800138000", "１３８－００１３－８０００", "138\u200B0013 8000"))
                .extracting(text -> suspected(FieldKind.TEXT, text).get(0).normalForm())
                .containsOnly("13800138000");
    }

    @Test
    void onlyASecretInOneFreeTextCanBeTakenOut() {
        assertThat(suspected(FieldKind.TEXT, "13800138000").get(0).isRedactable())
                .isTrue();
        assertThat(suspected(FieldKind.IDENTIFIER, "13800138000").get(0).isRedactable())
                .isFalse();
        for (String json :
                List.of("{\"13800138000\":1}", "{\"A\":\"1380013\",\"B\":\"8000\"}", "{\"A\":13800138000}")) {
            MappedPayload payload =
                    new MappedPayload(json.getBytes(StandardCharsets.UTF_8), "application/json", List.of());
            assertThat(suspected(payload, CenterDictionary.empty()).get(0))
                    .as(json)
                    .satisfies(one -> {
                        assertThat(one.isRedactable()).isFalse();
                        assertThat(one.excerpt()).isEqualTo("【手机号】");
                    });
        }
    }
}
