package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.platforms.Sender;

/** Anybody may call: a batch counts only by its platform's signature over path, time and body. */
public final class VerifySender {
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");

    private final Map<String, Sender> senders = new HashMap<>();
    private final Clock clock;

    /** @throws CertificateRefused if the sender certificate of a platform cannot be read */
    public VerifySender(PlatformDirectory platforms, Clock clock) throws CertificateRefused {
        for (PlatformAccess access : platforms.all()) {
            Optional<ReturnDescription> returns = access.platform().descriptor().returns();
            if (returns.isPresent()) {
                senders.put(access.id(), new Sender(access, returns.get()));
            }
        }
        this.clock = clock;
    }

    /**
     * What can be told before its body has come, of which nothing is looked at.
     *
     * @throws Failure as {@link #verify}
     */
    public void requireHead(ReceivedReturn head) {
        sender(head);
        signedAt(head, clock.instant());
        signature(head.signature());
    }

    private Sender sender(ReceivedReturn received) {
        Sender sender = senders.get(received.platform());
        if (sender == null) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform"));
        }
        if (!sender.returns().datasets().containsKey(received.dataset())) {
            throw new Failure(FailureCode.UNKNOWN_DATASET);
        }
        return sender;
    }

    /**
     * @throws Failure NOT_FOUND for a platform that sends nothing, UNKNOWN_DATASET for what it does not send, BODY_TOO_LARGE, or
     *     SENDER_REFUSED with the fact {@code why}: TIMESTAMP, SIGNATURE or CERTIFICATE
     */
    public AuthenticReturn verify(ReceivedReturn received) {
        Sender sender = sender(received);
        if (received.body().length > Limits.RETURN_BYTES) {
            throw new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxBytes", Limits.RETURN_BYTES));
        }
        Instant now = clock.instant();
        Instant signedAt = signedAt(received, now);
        byte[] bodyHash = Sm3.digest(received.body());
        try {
            sender.verify(
                    received.dataset(),
                    String.valueOf(received.timestamp()),
                    bodyHash,
                    signature(received.signature()),
                    received.polled() && signedAt.isBefore(now) ? signedAt : now);
        } catch (SignatureRefused wrong) {
            throw refused("SIGNATURE");
        } catch (CertificateRefused untrusted) {
            throw refused("CERTIFICATE");
        }
        return new AuthenticReturn(sender, received.dataset(), received.body(), bodyHash, now);
    }

    /** What was asked for may have waited for us; nothing comes from the future. */
    private static Instant signedAt(ReceivedReturn received, Instant now) {
        String timestamp = received.timestamp();
        if (timestamp == null || !MILLIS.matcher(timestamp).matches()) {
            throw refused("TIMESTAMP");
        }
        Instant signedAt = Instant.ofEpochMilli(Long.parseLong(timestamp));
        boolean late = signedAt.isBefore(now.minus(Limits.RETURN_CLOCK_SKEW)) && !received.polled();
        if (late || signedAt.isAfter(now.plus(Limits.RETURN_CLOCK_SKEW))) {
            throw refused("TIMESTAMP");
        }
        return signedAt;
    }

    private static byte[] signature(@Nullable String base64) {
        if (base64 == null || base64.length() > 2 * SignatureForm.MAX_BYTES) {
            throw refused("SIGNATURE");
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw refused("SIGNATURE");
        }
    }

    private static Failure refused(String why) {
        return new Failure(FailureCode.SENDER_REFUSED, Map.of("why", why));
    }
}
