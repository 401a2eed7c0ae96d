package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.FieldKind;

class RedactorTest {
    private static final CenterDictionary NO_WORDS = CenterDictionary.empty();

    private final Redactor redactor = new Redactor();

    static Stream<Planted.Disguise> disguises() {
        return Planted.DISGUISES.stream();
    }

    @ParameterizedTest
    @CsvSource({
        "请拨打13800138000报名, 请拨打【手机号】报名",
        "请拨打１３８－００１３－８０００ 报名, 请拨打【手机号】 报名",
        "身份证11010519491231002X, 身份证【证件号】",
        "发zhang@example.com或010-62345678, 发【邮箱】或【固定号码】",
        "成本100万元、200万元, 成本【数额】元、【数额】元",
        "GB/T 39116-2020 与 2026-03-18, GB/T 39116-2020 与 2026-03-18"
    })
    void putsALabelInThePlaceOfASecretAndAltersNothingElse(String text, String left) {
        assertThat(redactor.redact(text, NO_WORDS)).isEqualTo(left);
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void leavesNothingToBeFoundWhateverTheDisguise(Planted.Disguise disguise) {
        Random random = new Random(11);
        for (int n = 0; n < 60; n++) {
            String secret =
                    n % 3 == 0 ? Planted.mobile(random) : n % 3 == 1 ? Planted.idCard(random) : Planted.usci(random);
            String text = "𠮷设备联网率提升，" + disguise.of().apply(secret) + "，见附件" + n % 7;

            String left = redactor.redact(text, NO_WORDS);

            assertThat(left)
                    .as(text)
                    .isNotNull()
                    .startsWith("𠮷设备联网率提升，")
                    .contains("【")
                    .doesNotContain(secret);
            assertThat(scan(left, NO_WORDS)).as(left).isEmpty();
            assertThat(redactor.redact(left, NO_WORDS)).isEqualTo(left);
        }
    }

    @Test
    void takesEncodedTextOutWhole() {
        byte[] secret = "联系人电话13800138000，请保密".getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(secret);
        String twice = Base64.getEncoder().encodeToString(base64.getBytes(StandardCharsets.US_ASCII));
        String thrice = Base64.getEncoder().encodeToString(twice.getBytes(StandardCharsets.US_ASCII));
        String hex = HexFormat.of().formatHex(secret);

        assertThat(redactor.redact("甲 " + base64 + " 乙", NO_WORDS)).isEqualTo("甲 【手机号】 乙");
        assertThat(redactor.redact("甲 " + twice + " 乙", NO_WORDS)).isEqualTo("甲 【手机号】 乙");
        assertThat(redactor.redact("甲 " + thrice + " 乙", NO_WORDS)).isEqualTo("甲 【编码】 乙");
        assertThat(redactor.redact("甲 " + hex + " 乙", NO_WORDS)).isEqualTo("甲 【手机号】 乙");
        String url = URLEncoder.encode("电话13800138000", StandardCharsets.UTF_8);
        assertThat(redactor.redact(url, NO_WORDS)).endsWith("【手机号】").doesNotContain("138");
    }

    @Test
    void takesWordsOfTheCenterOut() {
        CenterDictionary words = CenterDictionary.of(List.of("恒泰精密", "海川"));

        assertThat(redactor.redact("与恒 泰 精 密及海川合作", words)).isEqualTo("与【保密词】及【保密词】合作");
    }

    @Test
    void leavesNothingOfATextOutOfWhichASecretCannotBeTaken() {
        CenterDictionary itsOwnLabel = CenterDictionary.of(List.of("手机号", "保密词"));

        assertThat(redactor.redact("请拨打13800138000", itsOwnLabel)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "industrialInternetPlatform", "共1200家企业，面积35000平方米", "渝发改高技〔2022〕133号"})
    void returnsACleanTextAsItIs(String text) {
        assertThat(redactor.redact(text, NO_WORDS)).isSameAs(text);
    }

    @Test
    void noLabelMakesASecretOfWhatStandsBesideIt() {
        for (ResidueKind kind : ResidueKind.values()) {
            assertThat(scan("合同" + kind.label() + "12345678，" + kind.label() + "12345678元", NO_WORDS))
                    .as(kind.label())
                    .isEmpty();
        }
    }

    private static List<Residue> scan(String text, CenterDictionary words) {
        return new ResidueScanner().scan(ScannedPayload.of("raw", FieldKind.TEXT, text), words);
    }
}
