package org.shuqiao.mappings.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.residue.DictionaryTerm.Allowed;
import org.shuqiao.mappings.residue.DictionaryTerm.Kind;

class CenterDictionaryTest {

    private static final DictionaryTerm ENTERPRISE =
            new DictionaryTerm("青岛恒泰精密注塑有限公司", Kind.ENTERPRISE, List.of("HT集团"));

    private final ResidueScanner scanner = new ResidueScanner();

    @ParameterizedTest
    @CsvSource({
        "青岛恒泰精密注塑有限公司, 青岛恒泰精密注塑 恒泰精密注塑 恒泰精密 恒泰",
        "重庆市渝北区海川智能制造股份有限公司, 重庆市渝北区海川智能制造 渝北区海川智能制造 海川智能制造 海川",
        "海川（中国）集团有限公司, 海川",
        "中国第一机床厂, 中国第一机床 第一机床"
    })
    void derivesShortNames(String registered, String names) {
        assertThat(EnterpriseName.shortNames(registered)).containsExactlyInAnyOrder(names.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"青岛智能科技有限公司", "数字科技公司", "公司", ""})
    void derivesNoCommonWords(String registered) {
        assertThat(EnterpriseName.shortNames(registered)).allMatch(name -> name.length() > 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"与青岛恒泰精密注塑有限公司签约", "恒泰精密注塑的产线", "恆泰的产线", "为ＨＴ集团提供诊断"})
    void findsEnterprisesByAllTheirNames(String text) {
        CenterDictionary dictionary = CenterDictionary.of(List.of(ENTERPRISE), List.of());
        assertThat(scan(text, dictionary)).contains(ResidueKind.DICTIONARY);
    }

    @Test
    void phraseThatIsAllowedHidesTheWordInItOnly() {
        CenterDictionary dictionary =
                CenterDictionary.of(List.of(DictionaryTerm.word("海川")), List.of(new Allowed("海川路", "a street")));
        assertThat(scan("地址：海川路12号", dictionary)).isEmpty();
        assertThat(scan("海 川 路12号", dictionary)).isEmpty();
        assertThat(scan("海川路12号的海川", dictionary)).hasSize(1);
    }

    @Test
    void termsThatWouldHitEverywhereAreRefusedByTheirPlace() {
        for (String unusable : List.of("", "a", "（）", "\u200B青", "长".repeat(101))) {
            DictionaryRefused refused =
                    catchThrowableOfType(DictionaryRefused.class, () -> CenterDictionary.of(List.of("恒泰", unusable)));
            assertThat(refused.index()).isEqualTo(1);
        }
    }

    @Test
    void termsThatLookLikePatternsAreTakenLiterally() {
        CenterDictionary dictionary = CenterDictionary.of(List.of("青岛.*", "(a+)+b", "[恒泰]{2}", "HT\\d"));
        assertThat(scan("任何文字 aaaaab HT3 恒恒", dictionary)).isEmpty();
    }

    /** The best of three: a machine with other work only adds to it. */
    @Test
    void hundredThousandTermsCompileInTwoSeconds() {
        Random random = new Random(5);
        List<DictionaryTerm> terms = new ArrayList<>();
        for (int n = 0; n < CenterDictionary.WORDS; n++) {
            StringBuilder name = new StringBuilder("青岛");
            random.ints(4, 0x4E00, 0x9000).forEach(c -> name.append((char) c));
            terms.add(new DictionaryTerm(name + "机械制造有限公司", Kind.ENTERPRISE, List.of()));
        }
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            CenterDictionary dictionary = CenterDictionary.of(terms, List.of());
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
            assertThat(scan(terms.get(77_777).text(), dictionary)).isNotEmpty();
        }
        assertThat(best).isLessThan(2_000_000_000L);
    }

    private List<ResidueKind> scan(String text, CenterDictionary dictionary) {
        return scanner.scan(ScannedPayload.of("raw", FieldKind.TEXT, text), dictionary).stream()
                .map(Residue::kind)
                .toList();
    }
}
