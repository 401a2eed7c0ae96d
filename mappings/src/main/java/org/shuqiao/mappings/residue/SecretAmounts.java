package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/** Numbers that are secrets by the word beside them: amounts of money behind 成本 or 报价, local telephone numbers behind 电话. */
final class SecretAmounts {

    private static final JsonNode SOURCE = Resources.json("masking/secret-words.json");
    private static final Words MONEY = words("money");
    private static final Words TELEPHONE = words("telephone");
    private static final String CURRENCIES = "元圆角万亿¥￥$€£";

    /** Units between a word and its number. */
    private static final int REACH = 10;
    /** A number without a currency or a place is an amount only if it has so many digits. */
    private static final int BARE_DIGITS = 5;

    private static final int LONGEST = 24;
    /** Gaps that may stand between a number and its currency. */
    private static final int GAP = 3;

    private final FoldedText text;
    private final CodeRun.Found found;

    private SecretAmounts(FoldedText text, CodeRun.Found found) {
        this.text = text;
        this.found = found;
    }

    private static Words words(String list) {
        List<String> words = new ArrayList<>();
        SOURCE.required(list).forEach(word -> words.add(folded(word.stringValue())));
        return Words.of(words);
    }

    private static String folded(String word) {
        return word.codePoints()
                .mapToObj(c -> String.valueOf(Letters.plain(Folding.fold(c))))
                .collect(Collectors.joining());
    }

    static void scan(FoldedText text, Letters letters, CodeRun.Found found) {
        SecretAmounts amounts = new SecretAmounts(text, found);
        letters.find(MONEY, (from, to) -> amounts.moneyNear(to));
        letters.find(TELEPHONE, (from, to) -> amounts.telephoneBehind(to));
    }

    private void moneyNear(int to) {
        for (int i = to; i < Math.min(text.length(), to + REACH) && isBetween(i); i++) {
            if (ChineseNumber.anyDigit(text.unit(i)) >= 0 || ChineseNumber.at(text, i) != null) {
                if (amount(i)) {
                    return;
                }
            }
        }
    }

    /** Ends of clauses part a number from a word; other words do not. */
    private boolean isBetween(int i) {
        char c = text.raw(i);
        return text.unit(i) != Folding.WALL && c != '。' && c != '；' && c != ';';
    }

    /** Tells of the amount that starts here, if it is one. */
    private boolean amount(int from) {
        int digits = 0;
        int to = from;
        boolean exponent = false;
        for (int i = from; i < Math.min(text.length(), from + LONGEST); i++) {
            char unit = text.unit(i);
            if (isDigit(unit, digits)) {
                digits++;
                to = i + 1;
            } else if (unit == 'E' && digits > 0) {
                exponent = true;
            } else if (!Folding.isGap(unit)) {
                break;
            }
        }
        ChineseNumber number = ChineseNumber.at(text, from);
        int end = number == null ? to : Math.max(to, number.behind());
        boolean large = number != null || exponent || digits >= BARE_DIGITS;
        boolean money = large || isCurrency(behind(end)) || isCurrency(before(from));
        if (!money || (end < text.length() && text.unit(end) == '%')) {
            return false;
        }
        found.at(ResidueKind.MONEY, from, end);
        return true;
    }

    /** Inside a number O, I and L are how 0 and 1 look. */
    private static boolean isDigit(char unit, int digitsBefore) {
        return ChineseNumber.anyDigit(digitsBefore > 0 ? Letters.plain(unit) : unit) >= 0;
    }

    /** The first unit behind a number that is no gap. */
    private int behind(int end) {
        int at = end;
        while (at < Math.min(text.length(), end + GAP) && Folding.isGap(text.unit(at))) {
            at++;
        }
        return at;
    }

    /** The last unit before a number that is no gap. */
    private int before(int from) {
        int at = from - 1;
        while (at >= 0 && Folding.isGap(text.unit(at))) {
            at--;
        }
        return at;
    }

    private boolean isCurrency(int i) {
        return i >= 0 && i < text.length() && CURRENCIES.indexOf(text.unit(i)) >= 0;
    }

    /** Seven or eight digits. */
    private void telephoneBehind(int to) {
        int from = to;
        while (from < Math.min(text.length(), to + REACH)
                && text.unit(from) != Folding.WALL
                && ChineseNumber.anyDigit(text.unit(from)) < 0) {
            from++;
        }
        int digits = 0;
        for (int i = from; i <= Math.min(text.length(), from + LONGEST); i++) {
            boolean inside = i < text.length();
            if (inside && isDigit(text.unit(i), digits)) {
                digits++;
            } else if (digits == 7 || digits == 8) {
                int first = ChineseNumber.anyDigit(text.unit(from));
                if (first >= 2 && first <= 8) {
                    found.at(ResidueKind.LANDLINE, from, i);
                }
                return;
            } else if (!inside || !Folding.isGap(text.unit(i))) {
                return;
            }
        }
    }
}
