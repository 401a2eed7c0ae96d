package org.shuqiao.mappings.platforms;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonPointer;

/**
 * The columns of an exchange table, by their meaning. Every one of them holds text, so that a table of any database can have them.
 *
 * <ul>
 *   <li>written by us: {@code key} (the transfer's id, unique), {@code bizPk} (what the row is about: dataset, center and record),
 *       {@code batchId}, {@code op} (I, U or D), {@code opTime}, {@code rowHash} (SM3 of the payload), {@code dataset} (the platform's
 *       name of it), {@code content} (the payload, Base64), {@code statement}, {@code signature} (Base64), {@code collected} (whether we
 *       have read what the platform says of the row: 0 or 1)
 *   <li>written by us at first, then by the platform: {@code syncFlag} (0 new, 1 taken, 2 done, 9 error)
 *   <li>written by the platform: {@code errCode}, {@code errMsg}, {@code receipt}, {@code receiptSignature} (Base64)
 *   <li>{@code retry}: how often we have laid the row down again
 *   <li>besides them, where the platform wants to read values without opening the content: a JSON pointer into the payload
 * </ul>
 */
public final class TableColumns {
    static final Set<String> MEANINGS = Set.of(
            "key",
            "bizPk",
            "batchId",
            "op",
            "opTime",
            "rowHash",
            "dataset",
            "content",
            "statement",
            "signature",
            "collected",
            "syncFlag",
            "errCode",
            "errMsg",
            "retry",
            "receipt",
            "receiptSignature");
    private static final int MAX_CHARS = 30;

    private TableColumns() {}

    /** @throws IllegalArgumentException unless each meaning has a plain name of its own */
    static Map<String, String> complete(Map<String, String> columns) {
        Map<String, String> named = Map.copyOf(columns);
        if (!named.keySet().containsAll(MEANINGS)
                || !named.keySet().stream().allMatch(meaning -> MEANINGS.contains(meaning) || isPointer(meaning))) {
            throw new IllegalArgumentException("names are wanted for exactly " + new TreeSet<>(MEANINGS));
        }
        if (!named.values().stream().allMatch(TableColumns::isPlain)
                || named.values().stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        != named.size()) {
            throw new IllegalArgumentException("a column has a plain name of its own");
        }
        return named;
    }

    /** Whether a column has a value of the payload beside the content, by its pointer. */
    public static boolean isPointer(String meaning) {
        try {
            return meaning.startsWith("/") && !JsonPointer.compile(meaning).matches();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** A name, or two with a point between them. */
    static boolean isTable(String name) {
        int point = name.indexOf('.');
        return point < 0 ? isPlain(name) : isPlain(name.substring(0, point)) && isPlain(name.substring(point + 1));
    }

    /** What every database takes without quotes; Oracle's old limit is the shortest. */
    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_CHARS
                && Character.isLetter(name.charAt(0))
                && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'));
    }
}
