package org.shuqiao.certs;

import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** Names and addresses that a server's certificate speaks for (RFC 5280 §4.2.1.6). */
final class ServerNames {
    private static final int MAX_NAMES = 20;
    private static final int MAX_NAME_CHARS = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /** Host names as RFC 9525 §2 has them, in A-labels; the last label is never a number, so that no bad address passes for one. */
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL, Pattern.CASE_INSENSITIVE);

    private ServerNames() {}

    /**
     * @param names host names, each with an optional {@code *.} before it, and addresses of IPv4 and IPv6
     * @throws IllegalArgumentException if there are none or more than 20, or one is something else
     */
    static GeneralNames of(List<String> names) {
        if (names.isEmpty() || names.size() > MAX_NAMES) {
            throw new IllegalArgumentException("a server has 1 to " + MAX_NAMES + " names");
        }
        return new GeneralNames(names.stream().map(ServerNames::name).toArray(GeneralName[]::new));
    }

    static boolean isName(String name) {
        return IPAddress.isValid(name)
                || (name.length() <= MAX_NAME_CHARS && HOST.matcher(name).matches());
    }

    private static GeneralName name(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("neither a host name nor an address");
        }
        return new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}
