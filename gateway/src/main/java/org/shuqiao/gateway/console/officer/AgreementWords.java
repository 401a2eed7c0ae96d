package org.shuqiao.gateway.console.officer;

import org.shuqiao.gateway.console.Names;
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
    private final TermWords words = new TermWords();

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
        return spoken(words.region(pattern));
    }

    /** @param pattern a code, or how codes begin: {@code C39*} */
    public String industry(String pattern) {
        return spoken(words.industry(pattern));
    }

    private static String spoken(Phrase phrase) {
        return Names.isChinese(LocaleContextHolder.getLocale()) ? phrase.zh() : phrase.en();
    }
}
