package org.shuqiao.mappings.residue;

import org.shuqiao.mappings.Ascii;

/**
 * E-mail, IP and MAC addresses, whose dots and colons are part of them. They are read without the spaces that may stand in them, and with
 * digits in any writing. Each look is bounded, so the whole is linear.
 */
final class NetworkAddresses {

    private static final int LOCAL_PART = 64;
    private static final int DOMAIN = 100;
    /** Fewer digits are the numbers of sections and versions: {@code 4.2.1.3}. */
    private static final int IPV4_DIGITS = 5;
    /** So many of its digits must not be letters that look like some. */
    private static final int SURE_DIGITS = 4;

    private static final int IPV6_GROUPS = 8;

    private static final char DOT = '.';
    /** A full stop, which ends a sentence more often than it is a dot. */
    private static final char STOP = '。';

    private static final char DASH = '-';
    /** A space of ASCII, or as wide as a Chinese character. */
    private static final char SPACE = ' ';
    /** Another sign that may stand in the name of a mailbox. */
    private static final char SIGN = '_';

    private final CodeRun.Found found;
    private final char[] signs;
    private final int[] units;
    private int length;

    private NetworkAddresses(FoldedText text, CodeRun.Found found) {
        this.found = found;
        this.signs = new char[text.length()];
        this.units = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            char sign = sign(text, i);
            if (sign != 0) {
                // No space is part of an address beside its dot, colon or at sign.
                length -= length > 0 && isDelimiter(sign) && signs[length - 1] == SPACE ? 1 : 0;
                if (sign != SPACE || length == 0 || !isDelimiter(signs[length - 1])) {
                    signs[length] = sign;
                    units[length++] = i;
                }
            }
        }
        units[length] = text.length();
    }

    static void scan(FoldedText text, CodeRun.Found found) {
        NetworkAddresses addresses = new NetworkAddresses(text, found);
        for (int i = 0; i < addresses.length; i++) {
            if (addresses.signs[i] == '@') {
                addresses.email(i);
            } else if (addresses.startsGroup(i)) {
                addresses.ipv4(i);
                addresses.mac(i);
                addresses.ipv6(i);
            }
        }
    }

    /** 0 for spaces that nobody types, such as one that breaks no line. */
    private static char sign(FoldedText text, int i) {
        char unit = text.unit(i);
        char raw = text.raw(i);
        if (!Folding.isGap(unit)) {
            return ChineseNumber.plain(unit);
        }
        if (raw == '.' || raw == '｡') {
            return DOT;
        }
        if (raw == '。') {
            return STOP;
        }
        if (raw <= ' ' || raw == '\u3000') {
            return SPACE;
        }
        if (Character.isSpaceChar(raw)) {
            return 0;
        }
        return Character.getType(raw) == Character.DASH_PUNCTUATION ? DASH : SIGN;
    }

    private static boolean isDelimiter(char sign) {
        return sign == DOT || sign == ':' || sign == '@';
    }

    private void tell(ResidueKind kind, int from, int to) {
        found.at(kind, units[from], units[to - 1] + 1);
    }

    private void email(int at) {
        int from = at;
        for (int i = at - 1; i >= Math.max(0, at - LOCAL_PART) && belongs(i); i--) {
            if (isCode(i)) {
                from = i;
            } else if (signs[i] == SPACE && from < at) {
                break;
            }
        }
        int to = domain(at + 1);
        if (from < at && to > 0) {
            tell(ResidueKind.EMAIL, from, to);
        }
    }

    /** Behind a dotted name whose last part has at least two letters; 0 where there is none. */
    private int domain(int from) {
        int label = 0;
        boolean dotted = false;
        int to = 0;
        for (int i = from; i < Math.min(length, from + DOMAIN); i++) {
            if (isCode(i)) {
                label++;
                to = dotted && label >= 2 ? i + 1 : to;
            } else if (isDot(i)) {
                dotted |= label > 0;
                label = 0;
            } else if (!belongs(i) || (signs[i] == SPACE && to > 0)) {
                break;
            }
        }
        return to;
    }

    private boolean belongs(int i) {
        return isCode(i) || isDot(i) || signs[i] == DASH || signs[i] == SIGN || signs[i] == SPACE;
    }

    private boolean isCode(int i) {
        return i < length && Folding.isCode(signs[i]);
    }

    private boolean isDot(int i) {
        return i < length && (signs[i] == DOT || signs[i] == STOP);
    }

    /** Whether letters and digits begin here, and no dotted name or group of an address goes on. */
    private boolean startsGroup(int i) {
        if (!isCode(i) || (i > 0 && isCode(i - 1))) {
            return false;
        }
        return i < 2 || !isCode(i - 2) || (signs[i - 1] != DOT && signs[i - 1] != ':');
    }

    /** Four numbers up to 255 with dots between them. */
    private void ipv4(int from) {
        int at = from;
        int digits = 0;
        int sure = 0;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0 && !isDot(at++)) {
                return;
            }
            int value = 0;
            int size = 0;
            while (at < length && size <= 3 && digit(at) >= 0) {
                value = value * 10 + digit(at);
                sure += Ascii.isDigit(signs[at++]) ? 1 : 0;
                size++;
            }
            if (size == 0 || value > 255) {
                return;
            }
            digits += size;
        }
        boolean goesOn = isCode(at) || (at + 1 < length && signs[at] == DOT && Ascii.isDigit(signs[at + 1]));
        if (digits >= IPV4_DIGITS && sure >= SURE_DIGITS && !goesOn) {
            tell(ResidueKind.IP_ADDRESS, from, at);
        }
    }

    /** O, I and L are how 0 and 1 look. */
    private int digit(int i) {
        return ChineseNumber.anyDigit(Letters.plain(signs[i]));
    }

    /** Six pairs of hexadecimal digits with colons, or with hyphens. */
    private void mac(int from) {
        int at = from;
        for (int pair = 0; pair < 6; pair++) {
            if (pair > 0) {
                boolean delimited = at < length && (signs[at] == ':' || signs[at] == DASH);
                if (!delimited || signs[at] != signs[from + 2]) {
                    return;
                }
                at++;
            }
            int end = groupEnd(at);
            if (end - at != 2) {
                return;
            }
            at = end;
        }
        boolean goesOn = isCode(at) || (at + 1 < length && signs[at] == signs[from + 2] && isHex(at + 1));
        if (!goesOn) {
            tell(ResidueKind.MAC_ADDRESS, from, at);
        }
    }

    /** Eight groups of up to four hexadecimal digits, or at least three with two colons somewhere between them. */
    private void ipv6(int from) {
        int groups = 0;
        boolean shortened = false;
        int at = from;
        int end = from;
        while (groups <= IPV6_GROUPS) {
            int behind = groupEnd(at);
            if (behind == at || behind - at > 4) {
                break;
            }
            groups++;
            end = behind;
            if (!isColon(behind)) {
                break;
            }
            boolean two = isColon(behind + 1);
            shortened |= two;
            at = behind + (two ? 2 : 1);
        }
        boolean whole = !isCode(end);
        if (whole && (groups == IPV6_GROUPS || (shortened && groups >= 3)) && hasDigit(from, end)) {
            tell(ResidueKind.IP_ADDRESS, from, end);
        }
    }

    private boolean hasDigit(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Ascii.isDigit(signs[i])) {
                return true;
            }
        }
        return false;
    }

    /** Behind the hexadecimal digits that begin here, at most one more than an address has in one group. */
    private int groupEnd(int from) {
        int at = from;
        while (at < length && at - from <= 4 && isHex(at)) {
            at++;
        }
        return at;
    }

    private boolean isColon(int i) {
        return i < length && signs[i] == ':';
    }

    private boolean isHex(int i) {
        char sign = Letters.plain(signs[i]);
        return Ascii.isDigit(sign) || (sign >= 'A' && sign <= 'F');
    }
}
