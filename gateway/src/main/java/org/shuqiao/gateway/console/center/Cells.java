package org.shuqiao.gateway.console.center;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.Part.Leaf;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.RecordLimits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What people write into a cell of a form or of a spreadsheet, as the value of a record. What cannot be read stays the text that it is,
 * so that the dataset's own rules say what is wrong with it. Thread-safe.
 */
final class Cells {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> YES = Set.of("是", "true", "yes", "y", "1", "√", "✓");
    private static final Set<String> NO = Set.of("否", "false", "no", "n", "0", "×");
    private static final String DAY = "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?";
    private static final Pattern DATE = Pattern.compile(DAY);
    private static final Pattern DATE_TIME =
            Pattern.compile(DAY + "[T ]{1,2}(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.0+)?)?(?: ?\\+08:?00)?");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})月?");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})年?");

    private final CodeTables codes;

    Cells(CodeTables codes) {
        this.codes = codes;
    }

    /** @return null for a cell in which there is nothing */
    @Nullable JsonNode value(Leaf leaf, String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        if (leaf.schema().has("enum")) {
            String code = codes.code(leaf, text);
            return JSON.stringNode(code == null ? text : code);
        }
        if (leaf.hasType("integer") || leaf.hasType("number")) {
            return number(text);
        }
        if (leaf.hasType("boolean")) {
            return truth(text);
        }
        return JSON.stringNode(written(leaf.field().kind(), text));
    }

    private static JsonNode number(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[, _]", "");
        if (plain.length() > RecordLimits.NUMBER_CHARACTERS || !plain.matches("[+-]?\\d+(\\.\\d+)?")) {
            return JSON.stringNode(text);
        }
        BigDecimal number = new BigDecimal(plain);
        // A spreadsheet writes 3.0 for the 3 that was typed.
        return number.stripTrailingZeros().scale() <= 0
                ? JSON.numberNode(number.toBigInteger())
                : JSON.numberNode(number);
    }

    private static JsonNode truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return JSON.booleanNode(true);
        }
        return NO.contains(word) ? JSON.booleanNode(false) : JSON.stringNode(text);
    }

    /** Dates come as a spreadsheet of the country writes them, and records have one way only. */
    private static String written(FieldKind kind, String text) {
        return switch (kind) {
            case DATE -> day(DATE.matcher(text), text);
            case DATE_TIME -> moment(DATE_TIME.matcher(text), text);
            case MONTH -> month(MONTH.matcher(text), text);
            case PERIOD -> period(text);
            case USCI, ID_CARD -> text.toUpperCase(Locale.ROOT);
            case NONE,
                    TEXT,
                    IDENTIFIER,
                    MOBILE,
                    PHONE,
                    EMAIL,
                    PERSON_NAME,
                    ORGANISATION_NAME,
                    REGION,
                    INDUSTRY,
                    FILE_NAME,
                    SM3 -> text;
        };
    }

    private static String day(Matcher matcher, String text) {
        return matcher.matches() ? date(matcher) : text;
    }

    private static String moment(Matcher matcher, String text) {
        if (!matcher.matches()) {
            return text;
        }
        String seconds = matcher.group(6) == null ? "00" : matcher.group(6);
        return date(matcher) + "T" + two(matcher.group(4)) + ":" + matcher.group(5) + ":" + seconds + "+08:00";
    }

    private static String month(Matcher matcher, String text) {
        return matcher.matches() ? matcher.group(1) + "-" + two(matcher.group(2)) : text;
    }

    private static String period(String text) {
        Matcher year = YEAR.matcher(text);
        return year.matches() ? year.group(1) : month(MONTH.matcher(text), text);
    }

    private static String date(Matcher matcher) {
        return matcher.group(1) + "-" + two(matcher.group(2)) + "-" + two(matcher.group(3));
    }

    private static String two(String digits) {
        return digits.length() == 1 ? "0" + digits : digits;
    }
}
