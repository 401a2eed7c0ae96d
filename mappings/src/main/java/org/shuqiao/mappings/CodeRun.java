package org.shuqiao.mappings;

import java.nio.CharBuffer;

/**
 * Letters and digits that belong together, with what stood between them left out: {@code ＋86 138-0013 8000} is one run. Looks at
 * every start for a number; each look is bounded, so the whole is linear.
 */
final class CodeRun {

    /** More than this between two digits, and they are two numbers. */
    private static final int GAP = 3;

    private static final int MOBILE_LENGTH = 11;
    /** With commas in between, a mobile number has at most the usual groups 3-4-4; more groups are a list of numbers. */
    private static final int MOBILE_GROUPS = 4;
    /** Of a number in which letters stand for digits, so many must be digits. */
    private static final int SURE_NUMERALS = 4;

    private static final int[] BANK_CARDS = {19, 18, 17, 16};
    private static final String PLATE_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    interface Found {
        /** Units from (inclusive) and to (exclusive) of the text. */
        void at(ResidueKind kind, int from, int to);
    }

    private final FoldedText text;
    private final Found found;
    private final boolean numerals;
    private final char[] codes;
    private final int[] units;
    /** What stood before a code: 0 nothing, 1 separators, 2 separators with a comma. */
    private final byte[] gaps;

    private int length;
    private int chinese;
    /** The unit before the run that is no gap. */
    private char before = Folding.WALL;

    private CodeRun(FoldedText text, boolean numerals, Found found) {
        this.text = text;
        this.found = found;
        this.numerals = numerals;
        this.codes = new char[text.length()];
        this.units = new int[text.length()];
        this.gaps = new byte[text.length()];
    }

    /** Looks twice: at digits, then at whatever can be read as one (一, 壹, O for 0). */
    static void scan(FoldedText text, Found found) {
        new CodeRun(text, false, found).scan();
        new CodeRun(text, true, found).scan();
    }

    private void scan() {
        int separators = 0;
        byte gap = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.unit(i);
            char code = numerals ? numeral(unit) : unit;
            if (Folding.isCode(code)) {
                chinese += code != unit && !Folding.isCode(unit) ? 1 : 0;
                codes[length] = code;
                units[length] = i;
                gaps[length++] = gap;
                separators = 0;
                gap = 0;
            } else if (unit == Folding.SEPARATOR || unit == Folding.COMMA) {
                separators++;
                gap = unit == Folding.COMMA ? 2 : (byte) Math.max(gap, 1);
                if (separators > GAP) {
                    end(unit);
                }
            } else if (unit != Folding.NOTHING) {
                end(unit);
                separators = 0;
                gap = 0;
            }
        }
        end(Folding.WALL);
    }

    private static char numeral(char unit) {
        if (unit < 128) {
            return unit;
        }
        int digit = ChineseNumber.digit(unit);
        return digit < 0 ? unit : (char) ('0' + digit);
    }

    private void end(char unit) {
        if (!numerals) {
            look();
        } else if (length >= MOBILE_LENGTH) {
            lookAtNumerals();
        }
        before = unit;
        length = 0;
        chinese = 0;
    }

    /** First with its letters as they are, since some codes have letters; then with those that look like digits read as such. */
    private void lookAtNumerals() {
        int digits = 0;
        boolean letters = false;
        for (int i = 0; i < length; i++) {
            letters |= lookAlike(codes[i]) != codes[i];
            digits += Ascii.isDigit(codes[i]) ? 1 : 0;
        }
        if (chinese > 0) {
            look();
        }
        if (letters && digits >= SURE_NUMERALS) {
            for (int i = 0; i < length; i++) {
                codes[i] = lookAlike(codes[i]);
            }
            look();
        }
    }

    private static char lookAlike(char code) {
        return switch (code) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> code;
        };
    }

    private void look() {
        for (int i = 0; i < length; i++) {
            if (Ascii.isDigit(codes[i])) {
                numberAt(i);
            }
            if (i + IdCard.LENGTH <= length && hasRegion(i)) {
                longCode(i);
            }
        }
        registrations();
        plate();
    }

    private void numberAt(int at) {
        int left = length - at;
        if (left >= MOBILE_LENGTH && mobile(at)) {
            tell(ResidueKind.MOBILE, at, at + MOBILE_LENGTH);
        }
        if (!startsNumber(at)) {
            return;
        }
        if (codes[at] == '0' && left >= 10) {
            landline(at);
        }
        if (left >= 15 && endsNumber(at + 15) && CodeNumbers.isOldIdCard(codes, at) && !isIdCard(at)) {
            tell(ResidueKind.ID_CARD, at, at + 15);
        }
        for (int digits : BANK_CARDS) {
            if (left >= digits && endsNumber(at + digits) && CodeNumbers.isBankCard(codes, at, at + digits)) {
                tell(ResidueKind.BANK_CARD, at, at + digits);
                return;
            }
        }
    }

    private void tell(ResidueKind kind, int from, int to) {
        found.at(kind, units[from], units[to - 1] + 1);
    }

    private boolean mobile(int at) {
        if (codes[at] != '1' || codes[at + 1] < '3' || (!startsNumber(at) && !afterCountryCode(at))) {
            return false;
        }
        int groups = 1;
        boolean comma = false;
        for (int i = at; i < at + MOBILE_LENGTH; i++) {
            if (!Ascii.isDigit(codes[i])) {
                return false;
            }
            if (i > at && gaps[i] > 0) {
                groups++;
                comma |= gaps[i] == 2;
            }
        }
        return endsNumber(at + MOBILE_LENGTH) && (!comma || groups <= MOBILE_GROUPS);
    }

    /** Area code, and seven or eight digits of which the first is 2 to 8. */
    private void landline(int at) {
        int area = CodeNumbers.areaCode(codes, at, length);
        for (int digits = 8; digits >= 7; digits--) {
            int end = at + area + digits;
            if (area > 0
                    && end <= length
                    && codes[at + area] >= '2'
                    && codes[at + area] <= '8'
                    && CodeNumbers.digits(codes, at, end)
                    && endsNumber(end)) {
                tell(ResidueKind.LANDLINE, at, end);
                return;
            }
        }
    }

    private boolean startsNumber(int at) {
        return at == 0 || gaps[at] > 0 || !Ascii.isDigit(codes[at - 1]);
    }

    private boolean endsNumber(int behind) {
        return behind == length || gaps[behind] > 0 || !Ascii.isDigit(codes[behind]);
    }

    /** Behind 86 or 0086. */
    private boolean afterCountryCode(int at) {
        if (at < 2 || codes[at - 1] != '6' || codes[at - 2] != '8') {
            return false;
        }
        boolean zeros = at >= 4 && codes[at - 3] == '0' && codes[at - 4] == '0';
        return startsNumber(at - 2) || (zeros && startsNumber(at - 4));
    }

    /** Both long codes have digits from the third to the eighth character; nearly every other start ends here. */
    private boolean hasRegion(int at) {
        return CodeNumbers.digits(codes, at + 2, at + 8);
    }

    private void longCode(int at) {
        String code = new String(codes, at, IdCard.LENGTH);
        if (Usci.matches(code)) {
            tell(ResidueKind.USCI, at, at + Usci.LENGTH);
        }
        if (startsNumber(at) && isIdCard(at)) {
            tell(ResidueKind.ID_CARD, at, at + IdCard.LENGTH);
        }
    }

    private boolean isIdCard(int at) {
        return at + IdCard.LENGTH <= length
                && endsNumber(at + IdCard.LENGTH)
                && IdCard.violation(CharBuffer.wrap(codes, at, IdCard.LENGTH)) == null;
    }

    /** Patents by their check digit, or behind ZL or CN; software copyrights by the letters SR behind a year. */
    private void registrations() {
        for (int i = 0; i + 9 <= length; i++) {
            boolean marked = i >= 2 && (pair(i - 2, 'Z', 'L') || pair(i - 2, 'C', 'N'));
            if (i + 13 <= length && (marked || startsNumber(i)) && CodeNumbers.isPatent(codes, i)) {
                tell(ResidueKind.PATENT, i, i + 13);
            } else if (marked && CodeNumbers.isOldPatent(codes, i)) {
                tell(ResidueKind.PATENT, i, i + 9);
            } else if (pair(i, 'S', 'R') && i >= 4 && CodeNumbers.digits(codes, i - 4, i)) {
                int digits = 0;
                while (i + 2 + digits < length && Ascii.isDigit(codes[i + 2 + digits])) {
                    digits++;
                }
                if (digits == 6 || digits == 7) {
                    tell(ResidueKind.SOFTWARE_COPYRIGHT, i - 4, i + 2 + digits);
                }
            }
        }
    }

    private boolean pair(int at, char first, char second) {
        return codes[at] == first && codes[at + 1] == second;
    }

    /** Behind the character of a province: a letter, then five or six letters and digits, at least two of them digits. */
    private void plate() {
        if (length < 6 || length > 7 || PLATE_PROVINCES.indexOf(before) < 0 || !Ascii.isUpper(codes[0])) {
            return;
        }
        int digits = 0;
        for (int i = 0; i < length; i++) {
            if (codes[i] == 'I' || codes[i] == 'O') {
                return;
            }
            digits += Ascii.isDigit(codes[i]) ? 1 : 0;
        }
        if (digits >= 2) {
            tell(ResidueKind.PLATE, 0, length);
        }
    }
}
