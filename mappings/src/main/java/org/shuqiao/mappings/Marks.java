package org.shuqiao.mappings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The marks of a record: its own member {@code marks}, a word or a list of words, and the markings that documents carry at the head of a
 * line, such as {@code 机密★20年} (保守国家秘密法实施条例), {@code 密级：秘密} or {@code 【重要数据】}, in any text of it.
 *
 * @param gravest null where nothing says that the record must not go on
 * @param hasUnknown whether {@code marks} says something that is no mark, which may be a grave one in other words
 */
record Marks(@Nullable Mark gravest, boolean hasUnknown) {
    /** The member of every record in which its marks stand. It is no field of any dataset. */
    static final String MEMBER = "marks";

    private static final Map<String, Mark> WORDS = Map.ofEntries(
            Map.entry("重要数据", Mark.IMPORTANT),
            Map.entry("核心数据", Mark.IMPORTANT),
            Map.entry("important", Mark.IMPORTANT),
            Map.entry("core", Mark.IMPORTANT),
            Map.entry("涉密", Mark.SECRET),
            Map.entry("国家秘密", Mark.SECRET),
            Map.entry("绝密", Mark.SECRET),
            Map.entry("机密", Mark.SECRET),
            Map.entry("秘密", Mark.SECRET),
            Map.entry("secret", Mark.SECRET));
    /** 一般数据, the third class of GB/T 43697, forbids nothing. */
    private static final Set<String> HARMLESS = Set.of("一般数据", "general");

    private static final String GAP = "[\\p{Z}\\s]{0,8}";
    private static final String HEAD = "(?m)^[\\p{Z}\\p{P}\\t]{0,16}";
    private static final String LEVEL = "(?:绝|絕|机|機|秘)" + GAP + "密";
    private static final Pattern SECRET_LINE = Pattern.compile(
            HEAD + LEVEL + GAP + "[★☆⭐✪]|" + HEAD + "密" + GAP + "(?:级|級)" + GAP + "[:：]" + GAP + "[\\p{P}]?" + LEVEL);
    private static final Pattern IMPORTANT_LINE =
            Pattern.compile("(?m)^[\\p{Z}\\t]{0,16}[【\\[［（(〔]" + GAP + "(?:重要|核心)数据" + GAP + "[】\\]］）)〕]");
    /** Characters that take no place, and would hide a marking. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Mn}]");

    static Marks of(ObjectNode record) {
        Mark gravest = null;
        boolean unknown = false;
        JsonNode words = record.path(MEMBER);
        for (JsonNode word : words.isArray() ? words.values() : List.of(words)) {
            Mark mark = mark(word);
            gravest = graver(gravest, mark);
            unknown |= mark == null && !isHarmless(word);
        }
        return new Marks(graver(gravest, markings(record)), unknown);
    }

    private static @Nullable Mark mark(JsonNode word) {
        return word.isString() ? WORDS.get(word(word)) : null;
    }

    private static boolean isHarmless(JsonNode word) {
        return word.isMissingNode() || word.isNull() || (word.isString() && HARMLESS.contains(word(word)));
    }

    private static String word(JsonNode word) {
        return word.stringValue().strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Mark graver(@Nullable Mark one, @Nullable Mark other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static @Nullable Mark markings(JsonNode node) {
        if (node.isString()) {
            return marking(node.stringValue());
        }
        Mark gravest = null;
        for (JsonNode child : node.values()) {
            gravest = graver(gravest, markings(child));
        }
        return gravest;
    }

    private static @Nullable Mark marking(String text) {
        // Nearly every text has neither character, and is not looked at again.
        boolean secret = text.indexOf('密') >= 0;
        boolean important = text.indexOf('数') >= 0;
        if (!secret && !important) {
            return null;
        }
        String visible = INVISIBLE.matcher(text).replaceAll("");
        if (secret && SECRET_LINE.matcher(visible).find()) {
            return Mark.SECRET;
        }
        return important && IMPORTANT_LINE.matcher(visible).find() ? Mark.IMPORTANT : null;
    }
}
