package org.shuqiao.gateway.console.operator;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.Shown;
import org.shuqiao.mappings.agreements.Phrase;
import org.shuqiao.mappings.agreements.TermWords;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What a step of a decision compared, in the language of the page: {@code ${@trailWords.of(step.step, step.asked)}}. The trail keeps it as
 * programs write it; what has no words shows itself.
 */
@Component("trailWords")
final class TrailWords {
    private static final Pattern LIMIT = Pattern.compile("(rowsPerCall|callsPerDay|rowsPerMonth) (\\d+)");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z_]+");

    private final TermWords terms = new TermWords();
    private final MessageSource words;
    private final Shown shown;

    TrailWords(MessageSource words, Shown shown) {
        this.words = words;
        this.shown = shown;
    }

    public String of(String step, @Nullable String compared) {
        if (compared == null) {
            return "—";
        }
        Locale locale = LocaleContextHolder.getLocale();
        int zone = compared.lastIndexOf(' ');
        if (step.equals("window") && zone > 0) {
            return spoken(terms.window(compared.substring(0, zone), compared.substring(zone + 1)), locale);
        }
        boolean many = compared.startsWith("[") && compared.endsWith("]");
        String bare = many ? compared.substring(1, compared.length() - 1) : compared;
        if (bare.isEmpty()) {
            return spoken(terms.of("none"), locale);
        }
        return Arrays.stream(bare.split(", ", -1))
                .map(one -> one(step, one, locale))
                .collect(Collectors.joining(Names.isChinese(locale) ? "、" : ", "));
    }

    private String one(String step, String value, Locale locale) {
        return switch (step) {
            case "clock" -> moment(value);
            case "region" -> spoken(terms.region(value), locale);
            case "industry" -> spoken(terms.industry(value), locale);
            case "quota" -> limit(value, locale);
            case "status" ->
                Objects.requireNonNullElse(
                        words.getMessage("officer.agreement.state." + value, null, null, locale), term(value, locale));
            default -> term(value, locale);
        };
    }

    private String moment(String value) {
        try {
            return shown.time(Instant.parse(value));
        } catch (DateTimeParseException other) {
            return value;
        }
    }

    private String limit(String value, Locale locale) {
        Matcher limit = LIMIT.matcher(value);
        return limit.matches()
                ? words.getMessage(
                        "operator.trail." + limit.group(1),
                        new Object[] {shown.number(Long.valueOf(limit.group(2)))},
                        locale)
                : value;
    }

    /** Agreements write their words in lower case, and the gateway names its constants after them. */
    private String term(String value, Locale locale) {
        String code = CONSTANT.matcher(value).matches() ? value.toLowerCase(Locale.ROOT) : value;
        String said = spoken(terms.of(code), locale);
        return said.equals(code) ? value : said;
    }

    private static String spoken(Phrase phrase, Locale locale) {
        return Names.isChinese(locale) ? phrase.zh() : phrase.en();
    }
}
