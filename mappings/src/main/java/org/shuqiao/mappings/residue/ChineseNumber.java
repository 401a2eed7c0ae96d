package org.shuqiao.mappings.residue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Ascii;

/**
 * A number in Chinese numerals with their places ({@code 一百三十八亿}, {@code 壹仟贰佰万}), also with digits before a place ({@code 1,200万}).
 * Traditional characters are simplified before by {@link Folding}.
 *
 * @param value below 10^18; larger ones are none
 * @param behind index of the first unit behind it
 */
record ChineseNumber(long value, int behind) {

    private static final String DIGITS = "〇一二三四五六七八九";
    private static final String FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final long LIMIT = 1_000_000_000_000_000_000L;
    /** Longer ones are no number that anybody writes. */
    private static final int UNITS = 48;

    private static final byte[] VALUES = values();

    private static byte[] values() {
        byte[] values = new byte[1 << 16];
        Arrays.fill(values, (byte) -1);
        for (int digit = 0; digit < 10; digit++) {
            values[DIGITS.charAt(digit)] = (byte) digit;
            values[FORMAL_DIGITS.charAt(digit)] = (byte) digit;
        }
        values['幺'] = 1;
        values['弌'] = 1;
        values['两'] = 2;
        values['弍'] = 2;
        values['参'] = 3;
        return values;
    }

    /** Value of a numeral of one digit, or -1. 幺 and 两 are how 1 and 2 are said; 参 is what 參 becomes. */
    static int digit(char unit) {
        return VALUES[unit];
    }

    /** Value of a digit in any writing, or -1. */
    static int anyDigit(char unit) {
        return Ascii.isDigit(unit) ? unit - '0' : VALUES[unit];
    }

    /** The unit itself, or the digit that a numeral stands for. */
    static char plain(char unit) {
        int digit = VALUES[unit];
        return digit < 0 ? unit : (char) ('0' + digit);
    }

    static boolean isPart(char unit) {
        return unit > 127 && (digit(unit) >= 0 || place(unit) > 0);
    }

    private static long place(char unit) {
        return switch (unit) {
            case '十', '拾' -> 10;
            case '百', '佰' -> 100;
            case '千', '仟' -> 1_000;
            case '万', '萬' -> 10_000;
            case '亿' -> 100_000_000;
            default -> 0;
        };
    }

    /** @return null where no numeral with a place starts */
    static @Nullable ChineseNumber at(FoldedText text, int from) {
        long total = 0;
        long section = 0;
        long digits = 0;
        boolean placed = false;
        int behind = from;
        for (int i = from; i < Math.min(text.length(), from + UNITS); i++) {
            char unit = text.unit(i);
            int digit = anyDigit(unit);
            long place = place(unit);
            if (Folding.isGap(unit)) {
                continue;
            }
            if (digit < 0 && place == 0) {
                break;
            }
            if (total + section + digits > LIMIT / Math.max(10, place)) {
                return null;
            }
            if (digit >= 0) {
                digits = digits * 10 + digit;
            } else if (place < 10_000) {
                section += Math.max(1, digits) * place;
                digits = 0;
            } else {
                // 万 multiplies what stands between it and 亿, 亿 everything before it.
                total = place == 10_000 ? total + (section + digits) * place : (total + section + digits) * place;
                section = 0;
                digits = 0;
            }
            placed |= place > 0;
            behind = i + 1;
        }
        return placed ? new ChineseNumber(total + section + digits, behind) : null;
    }
}
