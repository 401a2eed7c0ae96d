package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;

/** Every kind of secret by its form, and what only looks like one. */
class ResidueKindsTest {

    private final ResidueScanner scanner = new ResidueScanner();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    座机0532-85912345              | LANDLINE
                    （010）62345678转8001          | LANDLINE
                    ０２３－６７８９１２３４         | LANDLINE
                    传真：8591 2345                | LANDLINE
                    身份证370212850615123          | ID_CARD
                    卡号 6222 0212 3456 7890 128   | BANK_CARD
                    4111-1111-1111-1111            | BANK_CARD
                    zhang.san@example.com.cn       | EMAIL
                    ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ | EMAIL
                    zhang @ example . com          | EMAIL
                    车牌鲁B12345                   | PLATE
                    渝A·D12345                     | PLATE
                    服务器10.20.30.40上线           | IP_ADDRESS
                    2001:db8::8a2e:370:7334        | IP_ADDRESS
                    网卡00:1A:2B:3C:4D:5E          | MAC_ADDRESS
                    网卡00-1a-2b-3c-4d-5e          | MAC_ADDRESS
                    ZL201410123456.7               | PATENT
                    登记号2020SR0123456            | SOFTWARE_COPYRIGHT
                    合同金额1,200万元               | MONEY
                    单件成本降到壹仟贰佰元            | MONEY
                    年销售额约 1.2e7               | MONEY
                    报价为 ¥ 350                   | MONEY
                    """)
    void findsEachKind(String text, ResidueKind kind) {
        assertThat(kinds(text)).as(text).containsOnly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB/T 39116-2020、GB 32100-2015、DB14/T 1933-2019",
                "渝发改高技〔2022〕133号，2022-01-26 09:30:15",
                "设备综合效率由62.5%提升到78.3%，成本下降12%",
                "共1200家企业，面积35000平方米",
                "软件版本 3.2.1.0，章节 4.2.1.3",
                "第一、第二、第三、第四、第五、第六批共七百三十八家",
                "二〇二六年三月十八日，星期三",
                "一期投入200人，二期投入350人",
                "6222021234567890129",
                "370212851315123",
                "产品编号 ZL201410123456.4",
                "std::vector 与 a::b 的用法",
                "鲁工信发〔2022〕5号，京ICP备12345678号",
                "电话会议于2026年召开，热线时间8点到17点",
                "industrial internet platform, by e-mail only",
                "00:1A:2B:3C:4D",
                "成本管理系统、报价系统已上线；共3个模块"
            })
    void leavesWhatOnlyLooksLikeOneAlone(String text) {
        assertThat(kinds(text)).as(text).isEmpty();
    }

    @Test
    void addressThatMayLeaveRawIsNoResidue() {
        assertThat(scan("raw", FieldKind.EMAIL, "zhang@example.com")).isEmpty();
        assertThat(scan("raw", FieldKind.IDENTIFIER, "2020SR0123456")).isEmpty();
        assertThat(scan("raw", FieldKind.PHONE, "0532-85911234")).isEmpty();
        assertThat(scan("raw", FieldKind.PHONE, "13800138000")).isEmpty();
        assertThat(scan("raw", FieldKind.MOBILE, "0532-85911234")).isNotEmpty();
    }

    @Test
    void digestIsOneWhateverItsDigitsLookLike() {
        String digest = "a13812345678b" + "c".repeat(51);
        assertThat(scan("raw", FieldKind.SM3, digest)).isEmpty();
        assertThat(scan("raw", FieldKind.TEXT, digest)).isNotEmpty();
    }

    @Test
    void findsNumberSpreadOverNeighbouringValues() {
        assertThat(scanJson("{\"A\":\"1380013\",\"B\":\"8000\"}")).containsExactly(ResidueKind.MOBILE);
        assertThat(scanJson("{\"A\":\"电话138\",\"B\":\"0013\",\"C\":\"8000（工作时间）\"}"))
                .containsExactly(ResidueKind.MOBILE);
        assertThat(scanJson("{\"A\":\"91370212\",\"B\":\"MA3C000039\"}")).containsExactly(ResidueKind.USCI);
        assertThat(scanJson("[\"110105194\",\"91231002X\"]")).containsExactly(ResidueKind.ID_CARD);
    }

    @Test
    void valuesThatAreNoPartsStayApart() {
        assertThat(scanJson("{\"A\":\"共138人\",\"B\":\"00138000\"}")).isEmpty();
        assertThat(scanJson("{\"A\":\"2026\",\"B\":\"1380013\",\"C\":\"800\"}")).isEmpty();
    }

    @Test
    void findsSecretsInKeys() {
        assertThat(scanJson("{\"13800138000\":1}")).containsExactly(ResidueKind.MOBILE);
        assertThat(scanJson("{\"A\":{\"zhang@example.com\":{}}}")).containsExactly(ResidueKind.EMAIL);
    }

    private List<ResidueKind> kinds(String text) {
        return scan("raw", FieldKind.TEXT, text).stream()
                .map(Residue::kind)
                .distinct()
                .toList();
    }

    private List<Residue> scan(String transform, FieldKind kind, String text) {
        return scanner.scan(ScannedPayload.of(transform, kind, text), CenterDictionary.empty());
    }

    private List<ResidueKind> scanJson(String json) {
        MappedPayload payload = new MappedPayload(json.getBytes(StandardCharsets.UTF_8), "application/json", List.of());
        return scanner.scan(payload, CenterDictionary.empty()).stream()
                .map(Residue::kind)
                .toList();
    }
}
