package org.shuqiao.mappings.residue;

import org.shuqiao.mappings.Ascii;

/** E-mail, IP and MAC addresses, whose dots and colons are part of them. Each look is bounded, so the whole is linear. */
final class NetworkAddresses {

    private static final int LOCAL_PART = 64;
    private static final int DOMAIN = 100;
    /** Fewer digits are the numbers of sections and versions: {@code 4.2.1.3}. */
    private static final int IPV4_DIGITS = 5;

    private static final int IPV6_GROUPS = 8;
    /** Four digits with something of no width beside each. */
    private static final int LONGEST_GROUP = 12;

    private final FoldedText text;
    private final CodeRun.Found found;

    private NetworkAddresses(FoldedText text, CodeRun.Found found) {
        this.text = text;
        this.found = found;
    }

    static void scan(FoldedText text, CodeRun.Found found) {
        NetworkAddresses addresses = new NetworkAddresses(text, found);
        for (int i = 0; i < text.length(); i++) {
            if (text.unit(i) == '@') {
                addresses.email(i);
            } else if (addresses.startsGroup(i)) {
                addresses.ipv4(i);
                addresses.mac(i);
                addresses.ipv6(i);
            }
        }
    }

    private void email(int at) {
        int from = at;
        for (int i = at - 1; i >= Math.max(0, at - LOCAL_PART) && belongs(i); i--) {
            if (Folding.isCode(text.unit(i))) {
                from = i;
            } else if (isSpace(i) && from < at) {
                break;
            }
        }
        int to = domain(at + 1);
        if (from < at && to > 0) {
            found.at(ResidueKind.EMAIL, from, to);
        }
    }

    /** Behind a dotted name whose last part has at least two letters; 0 where there is none. */
    private int domain(int from) {
        int label = 0;
        boolean dotted = false;
        int to = 0;
        for (int i = from; i < Math.min(text.length(), from + DOMAIN); i++) {
            if (Folding.isCode(text.unit(i))) {
                label++;
                to = dotted && label >= 2 ? i + 1 : to;
            } else if (isDot(i)) {
                dotted |= label > 0;
                label = 0;
            } else if (!belongs(i) || (isSpace(i) && to > 0)) {
                break;
            }
        }
        return to;
    }

    private boolean belongs(int i) {
        return Folding.isCode(text.unit(i)) || Folding.isGap(text.unit(i));
    }

    private boolean isSpace(int i) {
        return text.raw(i) <= ' ' || Character.isSpaceChar(text.raw(i));
    }

    private boolean isDot(int i) {
        char c = text.raw(i);
        return c == '.' || c == '．' || c == '。' || c == '｡';
    }

    /** Whether letters and digits begin here. */
    private boolean startsGroup(int i) {
        return Folding.isCode(text.unit(i))
                && (i == 0 || !(Folding.isCode(text.unit(i - 1)) || isDot(i - 1) || text.unit(i - 1) == ':'));
    }

    /** Four numbers up to 255 with dots between them. */
    private void ipv4(int from) {
        int at = from;
        int digits = 0;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0 && (at >= text.length() || !isDot(at++))) {
                return;
            }
            int value = 0;
            int size = 0;
            while (at < text.length() && size <= 3 && isDigit(at)) {
                if (text.unit(at) != Folding.NOTHING) {
                    value = value * 10 + text.unit(at) - '0';
                    size++;
                }
                at++;
            }
            if (size == 0 || value > 255) {
                return;
            }
            digits += size;
        }
        if (digits < IPV4_DIGITS || goesOn(at)) {
            return;
        }
        found.at(ResidueKind.IP_ADDRESS, from, at);
    }

    private boolean isDigit(int i) {
        return Ascii.isDigit(text.unit(i)) || text.unit(i) == Folding.NOTHING;
    }

    private boolean goesOn(int at) {
        boolean dotted = at + 1 < text.length() && isDot(at) && Ascii.isDigit(text.unit(at + 1));
        return dotted || (at < text.length() && Folding.isCode(text.unit(at)));
    }

    /** Six pairs of hexadecimal digits with colons, or with hyphens. */
    private void mac(int from) {
        int at = from;
        for (int pair = 0; pair < 6; pair++) {
            if (pair > 0) {
                if (at >= text.length() || !isDelimiter(at) || isColon(at) != isColon(groupEnd(from))) {
                    return;
                }
                at++;
            }
            int end = groupEnd(at);
            if (size(at, end) != 2) {
                return;
            }
            at = end;
        }
        if ((at < text.length() && Folding.isCode(text.unit(at)))
                || (at + 1 < text.length() && isDelimiter(at) && isHex(at + 1))) {
            return;
        }
        found.at(ResidueKind.MAC_ADDRESS, from, at);
    }

    /** Eight groups of up to four hexadecimal digits, or at least three with two colons somewhere between them. */
    private void ipv6(int from) {
        int groups = 0;
        boolean shortened = false;
        int at = from;
        int end = from;
        while (groups <= IPV6_GROUPS) {
            int behind = groupEnd(at);
            int size = size(at, behind);
            if (size == 0 || size > 4) {
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
        boolean whole = end == text.length() || !Folding.isCode(text.unit(end));
        if (!whole || (groups != IPV6_GROUPS && !(shortened && groups >= 3)) || !hasDigit(from, end)) {
            return;
        }
        found.at(ResidueKind.IP_ADDRESS, from, end);
    }

    private boolean hasDigit(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Ascii.isDigit(text.unit(i))) {
                return true;
            }
        }
        return false;
    }

    /** Behind the hexadecimal digits that begin here, at most a few more than an address has in one group. */
    private int groupEnd(int from) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_GROUP && isHex(at)) {
            at++;
        }
        return at;
    }

    private int size(int from, int to) {
        int size = 0;
        for (int i = from; i < to; i++) {
            size += text.unit(i) == Folding.NOTHING ? 0 : 1;
        }
        return size;
    }

    private boolean isColon(int i) {
        return i < text.length() && text.unit(i) == ':';
    }

    private boolean isHex(int i) {
        char unit = text.unit(i);
        return Ascii.isDigit(unit) || (unit >= 'A' && unit <= 'F') || unit == Folding.NOTHING;
    }

    private boolean isDelimiter(int i) {
        return text.unit(i) == ':' || Character.getType(text.raw(i)) == Character.DASH_PUNCTUATION;
    }
}
