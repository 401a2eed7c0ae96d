package org.shuqiao.simulators;

import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Checks one row of a batch of one platform: signature, statement and content. Thread-safe. */
final class RowCheck {
    private final String platform;
    private final TrustedAuthority authority;
    private final Kona kona;
    private final StrictJson json;

    RowCheck(String platform, TrustedAuthority authority, Kona kona, StrictJson json) {
        this.platform = platform;
        this.authority = authority;
        this.kona = kona;
        this.json = json;
    }

    /** The content of a row that may be received. */
    Content requireValid(String rowKey, ObjectNode row, Instant now) throws RowRefused {
        byte[] statement = decoded(row, "statement", RowRefusal.MALFORMED_STATEMENT);
        requireSigned(statement, decoded(row, "signature", RowRefusal.MALFORMED_SIGNATURE), now);

        ObjectNode said = json.object(statement).orElseThrow(() -> new RowRefused(RowRefusal.MALFORMED_STATEMENT));
        require(StatementCheck.STATEMENT_TYPE.equals(text(said, "type")), RowRefusal.MALFORMED_STATEMENT);
        byte[] payload = decoded(row, "content", RowRefusal.MALFORMED_PAYLOAD);
        String payloadHash = kona.sm3Hex(payload);
        require(payloadHash.equals(text(said, "payloadHash")), RowRefusal.OTHER_PAYLOAD);
        require(platform.equals(text(said, "platform")), RowRefusal.OTHER_PLATFORM);
        require(rowKey.equals(text(said, "transferId")), RowRefusal.OTHER_KEY);

        ObjectNode record = json.object(payload).orElseThrow(() -> new RowRefused(RowRefusal.MALFORMED_PAYLOAD));
        return new Content(payload, payloadHash, record);
    }

    private void requireSigned(byte[] statement, byte[] signature, Instant now) throws RowRefused {
        DetachedCms cms;
        try {
            cms = DetachedCms.parse(signature);
        } catch (MalformedDer e) {
            throw new RowRefused(RowRefusal.MALFORMED_SIGNATURE);
        }
        Sm2Verifier sender = authority
                .trust(cms.certificate(), now)
                .orElseThrow(() -> new RowRefused(RowRefusal.UNTRUSTED_CERTIFICATE));
        require(sender.accepts(statement, cms.signature()), RowRefusal.WRONG_SIGNATURE);
    }

    private static byte[] decoded(ObjectNode row, String member, RowRefusal refusal) throws RowRefused {
        String base64 = text(row, member);
        if (base64 == null) {
            throw new RowRefused(refusal);
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new RowRefused(refusal);
        }
    }

    private static @Nullable String text(ObjectNode object, String member) {
        return object.path(member).textValue();
    }

    static void require(boolean holds, RowRefusal refusal) throws RowRefused {
        if (!holds) {
            throw new RowRefused(refusal);
        }
    }

    /**
     * What a row carries.
     *
     * @param payload the exact bytes
     * @param payloadHash their SM3 in lower-case hex
     * @param json what they are
     */
    record Content(byte[] payload, String payloadHash, ObjectNode json) {}
}
