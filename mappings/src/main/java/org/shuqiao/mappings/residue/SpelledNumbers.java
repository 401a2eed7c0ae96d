package org.shuqiao.mappings.residue;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Ascii;

/** Mobile numbers spelled as one large number: {@code 一百三十八亿零一十三万八千}. */
final class SpelledNumbers {

    private static final long FIRST_MOBILE = 13_000_000_000L;
    private static final long LAST_MOBILE = 19_999_999_999L;

    private SpelledNumbers() {}

    static void scan(FoldedText text, CodeRun.Found found) {
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.unit(i);
            boolean numeral = Ascii.isDigit(unit) || ChineseNumber.isPart(unit);
            if (numeral && !inside) {
                @Nullable ChineseNumber number = ChineseNumber.at(text, i);
                if (number != null && number.value() >= FIRST_MOBILE && number.value() <= LAST_MOBILE) {
                    found.at(ResidueKind.MOBILE, i, number.behind());
                }
            }
            inside = numeral || (inside && Folding.isGap(unit));
        }
    }
}
