package org.shuqiao.mappings;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** 公民身份号码, GB 11643-1999: six digits of region, date of birth, sequence, and a check character of ISO 7064 MOD 11-2. */
public final class IdCard {

    public static final int LENGTH = 18;

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private IdCard() {}

    /** The rule that the text breaks, or null. */
    public static @Nullable String violation(CharSequence text) {
        if (!hasForm(text)) {
            return "ID_CARD_FORM";
        }
        if (!hasDate(text)) {
            return "ID_CARD_DATE";
        }
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += (text.charAt(i) - '0') * WEIGHTS[i];
        }
        return text.charAt(LENGTH - 1) == "10X98765432".charAt(sum % 11) ? null : "ID_CARD_CHECK_DIGIT";
    }

    private static boolean hasForm(CharSequence text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (!Ascii.isDigit(c) && (i < LENGTH - 1 || c != 'X')) {
                return false;
            }
        }
        // 83 stands for residents from Taiwan, 91 for foreigners with permanent residence.
        int region = digits(text, 0, 2);
        return Regions.isProvince(text.charAt(0), text.charAt(1)) || region == 83 || region == 91;
    }

    private static boolean hasDate(CharSequence text) {
        int year = digits(text, 6, 4);
        int month = digits(text, 10, 2);
        int day = digits(text, 12, 2);
        return year >= 1850
                && year <= 2100
                && month >= 1
                && month <= 12
                && YearMonth.of(year, month).isValidDay(day);
    }

    private static int digits(CharSequence text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
