package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;

/** What {@code bench leaks} found to pass, and what it found to be kept back without reason. */
class UnlistedDisguisesTest {

    private final ResidueScanner scanner = new ResidueScanner();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    138★0013★8000                          | MOBILE
                    138😀0013😀8000                         | MOBILE
                    138“0013”8000                          | MOBILE
                    138~0013=8000                          | MOBILE
                    138&nbsp;0013&shy;8000                 | MOBILE
                    138<b>0013</b><br/>8000                | MOBILE
                    I38OOI38OOO，共4位                     | MOBILE
                    MTM4MDAxMzgwMDA                        | MOBILE
                    ＭＴＭ４ＭＤＡxMzgwMDA                     | MOBILE
                    \\\\u0031\\\\u0033\\\\u0038\\\\u0030\\\\u0030\\\\u0031\\\\u0033\\\\u0038\\\\u0030\\\\u0030\\\\u0030 | MOBILE
                    1380013\\ud835\\udff6\\ud835\\udfce00      | MOBILE
                    138\\n0013\\n8000                      | MOBILE
                    电话八五九一二三四五                        | LANDLINE
                    热线59093670，2026年                     | LANDLINE
                    电话8591O345                           | LANDLINE
                    0791 - -266 - 8148                     | LANDLINE
                    913702I2MA3COOOO39                     | USCI
                    zhang一三八@163.com                     | EMAIL
                    li@一六三.com                           | EMAIL
                    鲁B一二三四五                            | PLATE
                    鲁B12345，2026年                        | PLATE
                    鲁BDOO647                              | PLATE
                    地址：192.168.20.15                     | IP_ADDRESS
                    接入10.20.30.40。2026年                 | IP_ADDRESS
                    如下。10.20.30.40上线                    | IP_ADDRESS
                    1O.2O.30.40                            | IP_ADDRESS
                    一〇.二〇.三〇.四〇                       | IP_ADDRESS
                    10.\u00A020.\u00A030.\u00A040          | IP_ADDRESS
                    2001:db8:\u200B:8a2e:370:7334          | IP_ADDRESS
                    网卡：0O:1A:2B:3C:4D:5E                  | MAC_ADDRESS
                    2016SR7331982，2026年                   | SOFTWARE_COPYRIGHT
                    申请号202110123456.7                    | PATENT
                    成本\u200B为37420元                      | MONEY
                    成本三七四二〇元                          | MONEY
                    合同金额12OO万元                          | MONEY
                    报价一般为500元                           | MONEY
                    """)
    void areSeenThrough(String text, ResidueKind kind) {
        assertThat(scan(text)).as(text).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "订单编号2026112785123，共6项",
                "详见http://www.example.org/news/2023/08/11493.html。2026年",
                "得分71.5 64.25 68.0 61.2",
                "单价一般，成本下降12%",
                "效率 > 78 ★★★ 评分 4.5",
                "C:\\new\\table"
            })
    void whatIsNoneIsLeftAlone(String text) {
        assertThat(scan(text)).as(text).isEmpty();
    }

    @Test
    void wordsOfTheDictionaryAreReadWithDigitsInAnyWriting() {
        CenterDictionary dictionary = CenterDictionary.of(List.of("HT-3062", "三一重工"));

        for (String text : List.of("HT-三〇六二", "ＨＴ３O62", "H★T★3★0★6★2", "参观三一重工", "參觀叁壹重工", "HT-&nbsp;3062")) {
            assertThat(scanner.scan(ScannedPayload.of("raw", FieldKind.TEXT, text), dictionary))
                    .as(text)
                    .extracting(Residue::kind)
                    .contains(ResidueKind.DICTIONARY);
        }
    }

    @Test
    void shortSecretsAreHiddenInThreeEncodingsToo() {
        String thrice = encoded(encoded(encoded("鲁B12345")));

        assertThat(scan("附件" + thrice)).contains(ResidueKind.ENCODED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    第9期（2026）138       | 00138000。2026年     | MOBILE
                    传真0532-859          | 12345，谢谢           | LANDLINE
                    证件370212            | 850615123            | ID_CARD
                    共3项、ZL20211012      | 3456.7；另            | PATENT
                    登记2020SR01           | 23456               | SOFTWARE_COPYRIGHT
                    一三八〇               | 〇一三八〇〇〇         | MOBILE
                    """)
    void numbersSpreadOverTwoValuesAreFoundBesideOthers(String first, String second, ResidueKind kind) {
        String json = "{\"A\":\"%s\",\"B\":\"%s\"}".formatted(first, second);
        MappedPayload payload = new MappedPayload(json.getBytes(StandardCharsets.UTF_8), "application/json", List.of());

        assertThat(scanner.scan(payload, CenterDictionary.empty()))
                .extracting(Residue::kind)
                .contains(kind);
    }

    @Test
    void aNumberInTwoValuesEndsWhereAThirdBegins() {
        String json = "[\"编号140105197904\",\"092148\",\"2026年\"]";
        MappedPayload payload = new MappedPayload(json.getBytes(StandardCharsets.UTF_8), "application/json", List.of());

        assertThat(scanner.scan(payload, CenterDictionary.empty()))
                .extracting(Residue::kind)
                .containsExactly(ResidueKind.ID_CARD);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<ResidueKind> scan(String text) {
        return scanner.scan(ScannedPayload.of("raw", FieldKind.TEXT, text), CenterDictionary.empty()).stream()
                .map(Residue::kind)
                .toList();
    }
}
