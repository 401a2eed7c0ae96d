package org.shuqiao.gateway.console;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** A place in this console out of what a browser names, so that nobody is led to a foreign one. */
final class OwnPath {
    private static final String START = "/";
    private static final int LONGEST_CHARS = 2_000;

    private OwnPath() {}

    /** @return path and query of the address; the start page where it names none */
    static String of(@Nullable String address) {
        if (address == null || address.length() > LONGEST_CHARS) {
            return START;
        }
        try {
            URI uri = new URI(address);
            String path = uri.getRawPath();
            if (path == null || !path.startsWith("/") || path.startsWith("//")) {
                return START;
            }
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (URISyntaxException unreadable) {
            return START;
        }
    }
}
