package org.shuqiao.mappings.residue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Ascii;
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
        return word.codePoints().mapToObj(c -> String.valueOf(Folding.fold(c))).collect(Collectors.joining());
    }

    static void scan(FoldedText text, Letters letters, CodeRun.Found found) {
        SecretAmounts amounts = new SecretAmounts(text, found);
        letters.find(MONEY, (from, to) -> amounts.moneyNear(to));
        letters.find(TELEPHONE, (from, to) -> amounts.telephoneBehind(to));
    }

    private void moneyNear(int to) {
        for (int i = to; i < Math.min(text.length(), to + REACH) && isBetween(i); i++) {
            if (startsNumber(i)) {
                amount(i);
                return;
            }
        }
    }

    /** Ends of clauses part a number from a word; other words do not. */
    private boolean isBetween(int i) {
        char c = text.raw(i);
        return text.unit(i) != Folding.WALL && c != '。' && c != '；' && c != ';';
    }

    private boolean startsNumber(int i) {
        return Ascii.isDigit(text.unit(i)) || ChineseNumber.at(text, i) != null;
    }

    private void amount(int from) {
        int digits = 0;
        int to = from;
        boolean exponent = false;
        for (int i = from; i < Math.min(text.length(), from + LONGEST); i++) {
            char unit = text.unit(i);
            if (Ascii.isDigit(unit)) {
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
        if ((large || isCurrency(end) || isCurrency(before(from))) && !(end < text.length() && text.unit(end) == '%')) {
            found.at(ResidueKind.MONEY, from, end);
        }
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
                && !Ascii.isDigit(text.unit(from))) {
            from++;
        }
        int digits = 0;
        int end = from;
        for (int i = from; i < Math.min(text.length(), from + LONGEST); i++) {
            if (Ascii.isDigit(text.unit(i))) {
                digits++;
                end = i + 1;
            } else if (!Folding.isGap(text.unit(i))) {
                break;
            }
        }
        if ((digits == 7 || digits == 8) && text.unit(from) >= '2' && text.unit(from) <= '8') {
            found.at(ResidueKind.LANDLINE, from, end);
        }
    }
}
