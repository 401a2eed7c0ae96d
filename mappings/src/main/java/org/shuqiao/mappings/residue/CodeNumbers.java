package org.shuqiao.mappings.residue;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.shuqiao.mappings.Ascii;
import org.shuqiao.mappings.Regions;

/** Numbers by their form and check digits, as they stand in an array of digits and capitals. */
final class CodeNumbers {

    /** Area codes (长途区号) after the leading 0, of three digits: first and last of each range in use. */
    private static final int[][] AREAS = {
        {310, 319}, {335, 335}, {349, 359}, {370, 379}, {391, 398}, {411, 419}, {421, 421}, {427, 429}, {431, 439},
        {451, 459}, {464, 464}, {467, 470}, {471, 479}, {482, 483}, {510, 519}, {523, 523}, {527, 527}, {530, 539},
        {543, 543}, {546, 546}, {550, 566}, {570, 580}, {591, 599}, {631, 635}, {660, 663}, {668, 668}, {691, 692},
        {701, 701}, {710, 719}, {722, 722}, {724, 724}, {728, 728}, {730, 739}, {743, 746}, {750, 760}, {762, 763},
        {766, 766}, {768, 779}, {790, 799}, {812, 813}, {816, 818}, {825, 839}, {851, 859}, {870, 888}, {891, 898},
        {901, 909}, {911, 919}, {930, 943}, {951, 955}, {970, 979}, {990, 999}
    };

    private static final int[] PATENT_WEIGHTS = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};

    private CodeNumbers() {}

    static boolean digits(char[] codes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Ascii.isDigit(codes[i])) {
                return false;
            }
        }
        return true;
    }

    static int number(char[] codes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + codes[i] - '0';
        }
        return number;
    }

    /** Card numbers of UnionPay (62) and of the international schemes, with the check digit of ISO/IEC 7812-1. */
    static boolean isBankCard(char[] codes, int from, int to) {
        int length = to - from;
        boolean issuer =
                switch (codes[from]) {
                    case '6' -> codes[from + 1] == '2' && length >= 16;
                    case '4' -> length == 16 || length == 19;
                    case '5' -> codes[from + 1] >= '1' && codes[from + 1] <= '5' && length == 16;
                    default -> false;
                };
        return issuer && digits(codes, from, to) && luhn(codes, from, to);
    }

    private static boolean luhn(char[] codes, int from, int to) {
        int sum = 0;
        for (int i = to - 1; i >= from; i--) {
            int digit = codes[i] - '0';
            int doubled = (to - 1 - i) % 2 == 1 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** Digits of the area code at the beginning, with its 0; 0 where there is none in use. */
    static int areaCode(char[] codes, int from, int to) {
        if (to - from < 4 || codes[from] != '0' || !digits(codes, from, from + 4)) {
            return 0;
        }
        int two = number(codes, from + 1, from + 3);
        if (two == 10 || (two >= 20 && two <= 29 && two != 26)) {
            return 3;
        }
        int three = number(codes, from + 1, from + 4);
        for (int[] range : AREAS) {
            if (three >= range[0] && three <= range[1]) {
                return 4;
            }
        }
        return 0;
    }

    /** Fifteen digits: region, date of birth in the twentieth century, sequence. They have no check digit. */
    static boolean isOldIdCard(char[] codes, int from) {
        if (!digits(codes, from, from + 15) || !Regions.isProvince(codes[from], codes[from + 1])) {
            return false;
        }
        try {
            LocalDate.of(
                    1900 + number(codes, from + 6, from + 8),
                    number(codes, from + 8, from + 10),
                    number(codes, from + 10, from + 12));
            return true;
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    /** Year, kind (1, 2, 3, 8, 9), seven digits and a check digit modulo 11, since October 2003 (ZC 0006-2003). */
    static boolean isPatent(char[] codes, int from) {
        int year = digits(codes, from, from + 12) ? number(codes, from, from + 4) : 0;
        return year >= 2003 && year <= 2100 && "12389".indexOf(codes[from + 4]) >= 0 && patentCheck(codes, from, 12);
    }

    /** Two digits of the year, kind, five digits and the check digit, before. */
    static boolean isOldPatent(char[] codes, int from) {
        return digits(codes, from, from + 8) && "12389".indexOf(codes[from + 2]) >= 0 && patentCheck(codes, from, 8);
    }

    /** Whether four digits can be month and day. */
    static boolean isMonthAndDay(char[] codes, int from) {
        if (!digits(codes, from, from + 4)) {
            return false;
        }
        int month = number(codes, from, from + 2);
        int day = number(codes, from + 2, from + 4);
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static boolean patentCheck(char[] codes, int from, int digits) {
        int sum = 0;
        for (int i = 0; i < digits; i++) {
            sum += (codes[from + i] - '0') * PATENT_WEIGHTS[i];
        }
        return codes[from + digits] == "0123456789X".charAt(sum % 11);
    }
}
