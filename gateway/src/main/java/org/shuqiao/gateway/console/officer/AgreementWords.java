package org.shuqiao.gateway.console.officer;

import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.CodeTable;
import org.shuqiao.mappings.agreements.Phrase;
import org.shuqiao.mappings.agreements.TermWords;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What the codes of agreements mean, in the language of the page: {@code ${@agreementWords.of('k_min:5')}}. What is unknown shows itself.
 * The fragment {@code coded} of {@code parts} shows both.
 */
@Component("agreementWords")
final class AgreementWords {
    private static final int REGION_DIGITS = 6;

    private final TermWords words = new TermWords();
    private final CodeTable regions = CodeTable.load("region");
    private final CodeTable industries = CodeTable.load("industry");

    /** A channel, a duty, an act; or a transform, which the statement of a transfer writes with its version after an {@code @}. */
    public String of(String code) {
        String bare = code.replaceFirst("@.*", "");
        String said = spoken(words.of(bare));
        return said.equals(bare) ? code : said;
    }

    /** When data may leave. */
    public String window(String cron, String zone) {
        return spoken(words.window(cron, zone));
    }

    /** @param pattern a code, or how codes begin: {@code 3702*} */
    public String region(String pattern) {
        String begin = pattern.replace("*", "");
        return label(regions, begin + "0".repeat(Math.max(0, REGION_DIGITS - begin.length())), pattern);
    }

    /** @param pattern a code, or how codes begin: {@code C39*} */
    public String industry(String pattern) {
        return label(industries, pattern.replace("*", ""), pattern);
    }

    private String label(CodeTable table, String code, String pattern) {
        CodeTable.Entry entry = table.entry(code);
        return entry == null ? pattern : isChinese() ? entry.zh() : entry.en();
    }

    private static String spoken(Phrase phrase) {
        return isChinese() ? phrase.zh() : phrase.en();
    }

    private static boolean isChinese() {
        return Names.isChinese(LocaleContextHolder.getLocale());
    }
}
