package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.http.Request;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Checks the statement that covers a body: certificate, signature over the statement's exact bytes, and that the
 * statement speaks of this body, this platform and this idempotency key.
 */
final class StatementCheck {
    static final String STATEMENT_TYPE = "shuqiao.transfer.v1";

    private final String platform;
    private final TrustedAuthority authority;
    private final StrictJson json;

    StatementCheck(String platform, TrustedAuthority authority, StrictJson json) {
        this.platform = platform;
        this.authority = authority;
        this.json = json;
    }

    /**
     * Returns the idempotency key of a call whose statement holds.
     *
     * @param payloadHash lower-case hex SM3 of the body as received
     */
    String requireValid(Request call, String payloadHash, Instant now) throws CallRefused {
        byte[] certificate = decoded(call.getHeader("X-Shuqiao-Certificate"), Refusal.UNTRUSTED_CERTIFICATE);
        Sm2Verifier sender =
                authority.trust(certificate, now).orElseThrow(() -> new CallRefused(Refusal.UNTRUSTED_CERTIFICATE));

        byte[] statement = decoded(call.getHeader("X-Shuqiao-Statement"), Refusal.MALFORMED_STATEMENT);
        byte[] signature = decoded(call.getHeader("X-Shuqiao-Signature"), Refusal.WRONG_STATEMENT_SIGNATURE);
        require(sender.accepts(statement, signature), Refusal.WRONG_STATEMENT_SIGNATURE);

        ObjectNode said = json.object(statement).orElseThrow(() -> new CallRefused(Refusal.MALFORMED_STATEMENT));
        require(STATEMENT_TYPE.equals(text(said, "type")), Refusal.MALFORMED_STATEMENT);
        require(payloadHash.equals(text(said, "payloadHash")), Refusal.OTHER_PAYLOAD);
        require(platform.equals(text(said, "platform")), Refusal.OTHER_PLATFORM);

        String key = call.getHeader("X-Idempotency-Key");
        if (key == null || key.isEmpty() || !key.equals(text(said, "transferId"))) {
            throw new CallRefused(Refusal.OTHER_KEY);
        }
        return key;
    }

    private static @Nullable String text(ObjectNode object, String member) {
        return object.path(member).textValue();
    }

    private static void require(boolean holds, Refusal refusal) throws CallRefused {
        if (!holds) {
            throw new CallRefused(refusal);
        }
    }

    private static byte[] decoded(@Nullable String base64Url, Refusal refusal) throws CallRefused {
        require(base64Url != null && !base64Url.isEmpty() && base64Url.indexOf('=') < 0, refusal);
        try {
            return Base64.getUrlDecoder().decode(base64Url);
        } catch (IllegalArgumentException e) {
            throw new CallRefused(refusal);
        }
    }
}
