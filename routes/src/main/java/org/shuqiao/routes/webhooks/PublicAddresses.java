package org.shuqiao.routes.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are of the public internet (IANA's special-purpose registries, RFC 6890). Of IPv6 only what is handed out for
 * hosts (2000::/3) is public, without the ranges in it that carry other addresses or stand in examples.
 */
final class PublicAddresses {
    private static final int BITS = Byte.SIZE;

    private static final List<Range> NOT_PUBLIC_4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10", // Carrier NAT, and the metadata service of a large cloud.
            "127.0.0.0/8",
            "168.63.129.16/32", // A host service of another one.
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3"); // Multicast, reserved, broadcast.
    private static final Range PUBLIC_6 = range("2000::/3");
    private static final List<Range> NOT_PUBLIC_6 = ranges(
            "2001::/23", // Teredo and other protocols.
            "2001:db8::/32",
            "2002::/16", // Carries IPv4 addresses.
            "3fff::/20");

    private PublicAddresses() {}

    private record Range(byte[] prefix, int bits) {
        boolean holds(byte[] address) {
            int whole = bits / BITS;
            int rest = bits % BITS;
            if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
                return false;
            }
            int mask = 0xFF << (BITS - rest);
            return rest == 0 || ((prefix[whole] ^ address[whole]) & mask & 0xFF) == 0;
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_4.stream().noneMatch(range -> range.holds(bytes));
        }
        return address instanceof Inet6Address
                && PUBLIC_6.holds(bytes)
                && NOT_PUBLIC_6.stream().noneMatch(range -> range.holds(bytes));
    }

    private static List<Range> ranges(String... texts) {
        return Arrays.stream(texts).map(PublicAddresses::range).toList();
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        try {
            // An address written in digits is not looked up.
            return new Range(
                    InetAddress.getByName(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
