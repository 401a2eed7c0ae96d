package org.shuqiao.routes.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up and answers only if every address may be connected to. What it answers is what is connected to, so a name that
 * leads elsewhere a moment later gains nothing.
 */
final class CheckedResolver implements DnsResolver {
    private final DnsResolver names;
    private final boolean allowPrivate;

    CheckedResolver(DnsResolver names, boolean allowPrivate) {
        this.names = names;
        this.allowPrivate = allowPrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddresses.isPublic(address)) {
                throw new AddressRefused();
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
