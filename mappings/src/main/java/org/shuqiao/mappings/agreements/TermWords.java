package org.shuqiao.mappings.agreements;

import org.shuqiao.mappings.CodeTable;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/**
 * What the codes of agreements mean, from {@code messages/differences.json}: who reads what a version says finds the words in which it
 * is told what the version changes. Thread-safe.
 */
public final class TermWords {
    private static final int REGION_DIGITS = 6;

    private final JsonNode values = Resources.json("messages/differences.json").required("values");
    private final WindowWords windows = new WindowWords();
    private final CodeTable regions = CodeTable.load("region");
    private final CodeTable industries = CodeTable.load("industry");

    /** A channel, a duty such as {@code k_min:5}, a mask, an act or another value; itself where it has no words. */
    public Phrase of(String code) {
        return values.has(code) ? words(code) : withNumber(code);
    }

    /** When data may leave; {@code cron} as in {@link SendingWindow}. */
    public Phrase window(String cron, String zone) {
        return windows.of(cron, zone);
    }

    /** @param pattern a code, or how codes begin: {@code 3702*} */
    public Phrase region(String pattern) {
        String begin = pattern.replace("*", "");
        return label(regions, begin + "0".repeat(Math.max(0, REGION_DIGITS - begin.length())), pattern);
    }

    /** @param pattern a code, or how codes begin: {@code C39*} */
    public Phrase industry(String pattern) {
        return label(industries, pattern.replace("*", ""), pattern);
    }

    private static Phrase label(CodeTable table, String code, String pattern) {
        CodeTable.Entry entry = table.entry(code);
        return entry == null ? new Phrase(pattern, pattern) : new Phrase(entry.zh(), entry.en());
    }

    /** By the words of what stands around its number. */
    private Phrase withNumber(String code) {
        String[] parts = code.split(":", 3);
        if (parts.length < 2) {
            return new Phrase(code, code);
        }
        int unit = parts[1].length() - (parts[1].endsWith("h") || parts[1].endsWith("d") ? 1 : 0);
        String number = parts[1].substring(0, unit);
        String kind = parts[0] + ":N" + parts[1].substring(unit) + (parts.length < 3 ? "" : ":" + parts[2]);
        return values.has(kind) ? words(kind).with("{number}", new Phrase(number, number)) : new Phrase(code, code);
    }

    private Phrase words(String code) {
        JsonNode words = values.required(code);
        return new Phrase(
                words.required("zh").stringValue(), words.required("en").stringValue());
    }
}
