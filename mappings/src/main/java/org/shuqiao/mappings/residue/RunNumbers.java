package org.shuqiao.mappings.residue;

import java.nio.CharBuffer;
import org.shuqiao.mappings.Ascii;
import org.shuqiao.mappings.IdCard;
import org.shuqiao.mappings.Usci;

/** The numbers in one {@link CodeRun}. Looks at every start; each look is bounded, so the whole is linear. */
final class RunNumbers {

    private static final int MOBILE_LENGTH = 11;
    /** With commas in between, a mobile number has at most the usual groups 3-4-4; more groups are a list of numbers. */
    private static final int MOBILE_GROUPS = 4;

    /** 机构类别代码; none is 0, with which years go on. */
    private static final String USCI_TYPES = "123459";

    private static final int[] BANK_CARDS = {19, 18, 17, 16};
    private static final String PLATE_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    private final char[] codes;
    private final int[] units;
    private final byte[] gaps;
    private final CodeRun.Found found;
    private int length;

    /** The arrays belong to the run, which fills them before each {@link #look}. */
    RunNumbers(char[] codes, int[] units, byte[] gaps, CodeRun.Found found) {
        this.codes = codes;
        this.units = units;
        this.gaps = gaps;
        this.found = found;
    }

    /** @param before the unit before the run */
    void look(int length, char before) {
        this.length = length;
        for (int i = 0; i < length; i++) {
            if (Ascii.isDigit(codes[i])) {
                numberAt(i);
            }
            if (i + IdCard.LENGTH <= length && hasRegion(i)) {
                longCode(i);
            }
        }
        registrations();
        plate(before);
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
        if (!isOfUuid(from, to)) {
            found.at(kind, units[from], units[to - 1] + 1);
        }
    }

    /** Of the random digits of UUIDs, one in a hundred would look like a number of a person, six in ten thousand within one part. */
    private boolean isOfUuid(int from, int to) {
        for (int at = Math.max(0, from - UuidText.LENGTH + 1); at < to; at++) {
            if (UuidText.stands(codes, units, at, length)) {
                return true;
            }
        }
        return false;
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
        if (USCI_TYPES.indexOf(codes[at + 1]) >= 0 && isOnePiece(at, at + Usci.LENGTH) && Usci.matches(code)) {
            tell(ResidueKind.USCI, at, at + Usci.LENGTH);
        }
        if (startsNumber(at) && isIdCard(at)) {
            tell(ResidueKind.ID_CARD, at, at + IdCard.LENGTH);
        }
    }

    /** Without a gap inside, or with one before and behind; else one UUID in a hundred would have the right check digit somewhere. */
    private boolean isOnePiece(int at, int behind) {
        boolean begins = at == 0 || gaps[at] > 0;
        boolean ends = behind == length || gaps[behind] > 0;
        for (int i = at + 1; i < behind; i++) {
            if (gaps[i] > 0) {
                return begins && ends;
            }
        }
        return true;
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
            if (i + 13 <= length && (marked || isBarePatent(i)) && CodeNumbers.isPatent(codes, i)) {
                tell(ResidueKind.PATENT, i, i + 13);
            } else if (marked && CodeNumbers.isOldPatent(codes, i)) {
                tell(ResidueKind.PATENT, i, i + 9);
            } else if (pair(i, 'S', 'R') && i >= 4 && CodeNumbers.digits(codes, i - 4, i)) {
                int digits = 0;
                while (i + 2 + digits < length && Ascii.isDigit(codes[i + 2 + digits]) && !isSerial(i + 2, digits)) {
                    digits++;
                }
                if (digits == 6 || digits == 7) {
                    tell(ResidueKind.SOFTWARE_COPYRIGHT, i - 4, i + 2 + digits);
                }
            }
        }
    }

    /** Six or seven digits with a gap behind them. */
    private boolean isSerial(int from, int digits) {
        return (digits == 6 || digits == 7) && gaps[from + digits] > 0;
    }

    /** Without a mark it has its point before the check digit, or is no number that begins with a date, as those of orders do. */
    private boolean isBarePatent(int at) {
        if (!startsNumber(at) || !endsNumber(at + 13)) {
            return false;
        }
        return gaps[at + 12] > 0 || !CodeNumbers.isMonthAndDay(codes, at + 4);
    }

    private boolean pair(int at, char first, char second) {
        return codes[at] == first && codes[at + 1] == second;
    }

    /** Whether a plate may begin with this character. */
    static boolean isProvince(char unit) {
        return PLATE_PROVINCES.indexOf(unit) >= 0;
    }

    /** Behind the character of a province: a letter, then five or six letters and digits, at least two of them digits. */
    private void plate(char before) {
        if (!isProvince(before) || length < 6 || !Ascii.isUpper(codes[0])) {
            return;
        }
        int digits = 0;
        for (int i = 0; i < Math.min(length, 7) && codes[i] != 'I' && codes[i] != 'O'; i++) {
            digits += Ascii.isDigit(codes[i]) ? 1 : 0;
            boolean ends = i + 1 == length || gaps[i + 1] > 0;
            if (i >= 5 && ends && digits >= 2) {
                tell(ResidueKind.PLATE, 0, i + 1);
                return;
            }
        }
    }
}
