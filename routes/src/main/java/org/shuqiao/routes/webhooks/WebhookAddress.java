package org.shuqiao.routes.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;

/** Reads what a center names as its webhook. Names are not looked up here: where they lead is checked at each connect. */
final class WebhookAddress {
    private static final Pattern IN_DIGITS = Pattern.compile("\\[.*|[0-9.]+");
    private static final int MAX_PORT = 65_535;

    /** Why an address is refused; part of the public API. */
    enum Refusal {
        MALFORMED,
        TOO_LONG,
        SCHEME,
        HOST,
        PORT,
        USER_INFO,
        FRAGMENT,
        PRIVATE_ADDRESS
    }

    private WebhookAddress() {}

    /** @throws Failure {@link FailureCode#WEBHOOK_REFUSED} with the reason as {@code why} */
    static URI parse(String url, WebhookRules rules) {
        require(url.length() <= Limits.WEBHOOK_URL_CHARS, Refusal.TOO_LONG);
        URI address = uri(url);
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        require("https".equals(scheme) || ("http".equals(scheme) && rules.allowHttp()), Refusal.SCHEME);
        String host = address.getHost();
        if (host == null || host.isEmpty()) {
            throw refused(Refusal.HOST);
        }
        require(address.getUserInfo() == null, Refusal.USER_INFO);
        require(address.getFragment() == null, Refusal.FRAGMENT);
        require(address.getPort() != 0 && address.getPort() <= MAX_PORT, Refusal.PORT);
        if (IN_DIGITS.matcher(host).matches()) {
            require(rules.allowPrivate() || isPublic(host), Refusal.PRIVATE_ADDRESS);
        }
        return address;
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url);
            // A line of a request is ASCII.
            require(uri.toASCIIString().equals(url), Refusal.MALFORMED);
            return uri;
        } catch (URISyntaxException malformed) {
            throw refused(Refusal.MALFORMED);
        }
    }

    private static boolean isPublic(String inDigits) {
        try {
            return PublicAddresses.isPublic(InetAddress.getByName(inDigits));
        } catch (UnknownHostException malformed) {
            throw refused(Refusal.HOST);
        }
    }

    private static void require(boolean condition, Refusal refusal) {
        if (!condition) {
            throw refused(refusal);
        }
    }

    private static Failure refused(Refusal refusal) {
        return new Failure(FailureCode.WEBHOOK_REFUSED, Map.of("why", refusal.name()));
    }
}
