package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.residue.Planted.Disguise;

class ResidueScannerTest {

    private final ResidueScanner scanner = new ResidueScanner();

    static Stream<Disguise> disguises() {
        return Planted.DISGUISES.stream();
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void findsPlantedNumbers(Disguise disguise) {
        Random random = new Random(29);
        for (int n = 0; n < 200; n++) {
            assertFound(ResidueKind.MOBILE, disguise.of().apply(Planted.mobile(random)), random);
            assertFound(ResidueKind.USCI, disguise.of().apply(Planted.usci(random)), random);
            assertFound(ResidueKind.ID_CARD, disguise.of().apply(Planted.idCard(random)), random);
        }
    }

    /** Somewhere in a text without digits; the hit must cover exactly the bytes from the first to the last of its characters. */
    private void assertFound(ResidueKind kind, String secret, Random random) {
        String before = "智能排程".substring(random.nextInt(4));
        MappedPayload payload = ScannedPayload.of("raw", FieldKind.TEXT, before + secret + "（详见附件）");
        List<Residue> residues = scanner.scan(payload, CenterDictionary.empty());
        assertThat(residues).as(secret).extracting(Residue::kind).contains(kind);
        Residue hit = residues.stream()
                .filter(residue -> residue.kind() == kind)
                .findFirst()
                .orElseThrow();
        String found = new String(payload.bytes(), hit.offset(), hit.length(), StandardCharsets.UTF_8);
        StringBuilder plain = new StringBuilder();
        FoldedText folded = FoldedText.of(("\"" + found + "\"").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < folded.length(); i++) {
            if (Folding.isCode(folded.unit(i)) || ChineseNumber.digit(folded.unit(i)) >= 0) {
                plain.append(folded.unit(i));
            }
        }
        assertThat(plain.length()).isEqualTo(kind == ResidueKind.MOBILE ? 11 : 18);
        assertThat(hit.targetPath()).isEqualTo("/A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+8613800138000",
                "+86 138 0013 8000",
                "008613800138000",
                "86-13800138000",
                "（+86）13800138000",
                "2026-03-18 13800138000",
                "电话13800138000转8001",
                "13800138000/13900139000",
                "tel13800138000x",
                "l38OOl38OOO",
                "一百三十八亿零一十三万八千"
            })
    void findsMobileBehindAndBeforeOtherThings(String text) {
        assertThat(kinds(text)).isNotEmpty().containsOnly(ResidueKind.MOBILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB/T 39116-2020、GB 32100-2015",
                "渝发改高技〔2022〕133号，2022-01-26",
                "2026-03-18 09:00:00至2026-03-20 12:00:00",
                "自2021年11月19日起施行，有效期至2023年11月18日",
                "总投资1350000000元，其中设备12000.55万元",
                "1、3、5、7、9、11、13、15、17、19",
                "13, 14, 15, 16, 17, 18, 19, 20",
                "138****8000",
                "张*",
                "12800138000",
                "138001380001",
                "91370212MA3C000038",
                "500101198802290018",
                "ffldnkinhmfemaonpaljhifopfcfhfga",
                "3021015001/000031",
                "001_2668175caf6fc1ba.txt",
                "web/1713075042a2177900.html"
            })
    void leavesHarmlessTextAlone(String text) {
        assertThat(kinds(text)).isEmpty();
    }

    @Test
    void findsNumberThatIsNotText() {
        byte[] json = "{\"A\":[13800138000,1,2]}".getBytes(StandardCharsets.UTF_8);
        List<Residue> residues =
                scanner.scan(new MappedPayload(json, "application/json", List.of()), CenterDictionary.empty());
        assertThat(residues).containsExactly(new Residue(ResidueKind.MOBILE, 6, 11, ""));
    }

    /** Read over the signs between its parts one in a hundred did, read within its parts six in ten thousand. */
    @Test
    void notOneRandomUuidInTenThousandHoldsANumber() {
        Random random = new Random(20261122);
        int suspected = 0;
        for (int i = 0; i < 40_000; i++) {
            String id = "HT-" + randomUuid(random);
            suspected += scan("raw", FieldKind.IDENTIFIER, id).isEmpty() ? 0 : 1;
        }
        assertThat(suspected).isLessThan(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c5c5e183-aa00-4186-8b29-0254216521c7",
                "d0acb8ae-8b20-4b6b-8422-15099779091b",
                "0192f3a4-5c70-7ac1-be24-a13800138000"
            })
    void readsNoNumberInOnePartOfAUuid(String uuid) {
        assertThat(kinds(uuid)).isEmpty();
        assertThat(kinds("HT-" + uuid)).isEmpty();
    }

    @Test
    void findsANumberBesideAUuid() {
        assertThat(kinds("d0acb8ae-8b20-4b6b-8422-15099779091b，13800138000")).containsExactly(ResidueKind.MOBILE);
        assertThat(kinds("13800138000，d0acb8ae-8b20-4b6b-8422-15099779091b")).containsExactly(ResidueKind.MOBILE);
    }

    @Test
    void readsNoNumberOnFromTheEndOfAUuid() {
        byte[] json =
                "{\"A\":\"cc2c2212-5c70-4ac1-be24-32061eab1138\",\"B\":\"00138000\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(new MappedPayload(json, "application/json", List.of()), CenterDictionary.empty()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No version and no variant, hardly a letter, another sign too many.
                "13800138-000a-0ac1-be24-32061eabd17f",
                "13800138-000a-4ac1-1e24-32061eabd17f",
                "13800138-000e-4001-8000-320610000170",
                "00000000-0000-4000-8000-a13800138000",
                "13800138 -000a-4ac1-be24-32061eabd17f"
            })
    void findsANumberThatIsDressedUpAsAUuid(String text) {
        assertThat(kinds(text)).contains(ResidueKind.MOBILE);
    }

    private static UUID randomUuid(Random random) {
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() & (Long.MAX_VALUE >>> 1)) | Long.MIN_VALUE;
        return new UUID(version4, variant);
    }

    @Test
    void aCodeInGroupsIsFoundWhereItStandsAlone() {
        assertThat(scan("raw", FieldKind.TEXT, "代码 9137-0212-MA3C-0000-39，注册"))
                .extracting(Residue::kind)
                .containsExactly(ResidueKind.USCI);
    }

    @Test
    void doesNotJoinDigitsOfDifferentValues() {
        byte[] json = "{\"A\":[138,1380,8000],\"B\":138,\"C\":\"00138000\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(new MappedPayload(json, "application/json", List.of()), CenterDictionary.empty()))
                .isEmpty();
    }

    @Test
    void seesThroughJsonEscapes() {
        byte[] json = "{\"A\":\"1\\u0033800\\t138000\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(scanner.scan(new MappedPayload(json, "application/json", List.of()), CenterDictionary.empty()))
                .extracting(Residue::kind)
                .containsExactly(ResidueKind.MOBILE);
    }

    @Test
    void permitsAKindOnlyWhereItsFieldMayLeaveRaw() {
        String mobile = "13800138000";
        assertThat(scan("raw", FieldKind.MOBILE, mobile)).isEmpty();
        assertThat(scan("raw", FieldKind.TEXT, mobile)).hasSize(1);
        assertThat(scan("raw", null, mobile)).hasSize(1);
        assertThat(scan("mask-phone", FieldKind.MOBILE, mobile)).hasSize(1);
        assertThat(scan("raw", FieldKind.USCI, mobile)).hasSize(1);
        assertThat(scan("raw", FieldKind.USCI, "91370212MA3C000039")).isEmpty();
        assertThat(scan("raw", FieldKind.ID_CARD, "11010519491231002X")).isEmpty();
    }

    @Test
    void sameValueElsewhereIsStillResidue() {
        byte[] json = "{\"A\":\"13800138000\",\"B\":\"13800138000\"}".getBytes(StandardCharsets.UTF_8);
        Span permitted = new Span(5, 13, "/A", "/contact/mobile", "raw", "1", FieldKind.MOBILE);
        Span text = new Span(23, 13, "/B", "/title", "raw", "2", FieldKind.TEXT);
        MappedPayload payload = new MappedPayload(json, "application/json", List.of(permitted, text));
        assertThat(scanner.scan(payload, CenterDictionary.empty()))
                .containsExactly(new Residue(ResidueKind.MOBILE, 24, 11, "/B"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "与恒泰精密合作",
                "与恒 泰 精 密合作",
                "与恒·泰（精密）合作",
                "與恆泰精密合作",
                "与恒\u200B泰精密合作",
                "型号ht-306已量产",
                "型号ＨＴ３０６已量产",
                "型号 НТ 306"
            })
    void findsDictionaryWords(String text) {
        CenterDictionary dictionary = CenterDictionary.of(List.of("恒泰精密", "HT-306"));
        assertThat(scanner.scan(ScannedPayload.of("raw", FieldKind.TEXT, text), dictionary))
                .extracting(Residue::kind)
                .containsExactly(ResidueKind.DICTIONARY);
    }

    @Test
    void latinWordIsNotFoundInsideAnother() {
        CenterDictionary dictionary = CenterDictionary.of(List.of("AI"));
        assertThat(scanner.scan(ScannedPayload.of("raw", FieldKind.TEXT, "by e-mail, said the captain"), dictionary))
                .isEmpty();
        assertThat(scanner.scan(ScannedPayload.of("raw", FieldKind.TEXT, "用AI排程"), dictionary))
                .hasSize(1);
    }

    @Test
    void nameThatMayLeaveRawIsNoResidue() {
        CenterDictionary dictionary = CenterDictionary.of(List.of("恒泰精密"));
        assertThat(scanner.scan(ScannedPayload.of("raw", FieldKind.ORGANISATION_NAME, "青岛恒泰精密注塑有限公司"), dictionary))
                .isEmpty();
    }

    @Test
    void dictionaryRefusesWordsThatWouldHitEverywhere() {
        DictionaryRefused refused =
                catchThrowableOfType(DictionaryRefused.class, () -> CenterDictionary.of(List.of("恒泰", " - a ")));
        assertThat(refused.index()).isEqualTo(1);
        assertThat(refused).hasMessageNotContaining("a ");
    }

    private List<ResidueKind> kinds(String text) {
        return scan("raw", FieldKind.TEXT, text).stream().map(Residue::kind).toList();
    }

    private List<Residue> scan(String transform, FieldKind kind, String text) {
        return scanner.scan(ScannedPayload.of(transform, kind, text), CenterDictionary.empty());
    }
}
