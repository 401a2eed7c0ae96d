package org.shuqiao.gateway.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of the gateways, as far as it can be told.
 *
 * @param fromYear first calendar year of the records that a MASKING key is for, 0 for every year; null for other keys
 * @param certificate null for a secret, and before there is one
 */
public record GatewayKey(
        String id,
        String role,
        String owner,
        String kind,
        int version,
        String state,
        @Nullable Certificate certificate,
        @Nullable Instant activateAt,
        @Nullable Integer fromYear) {

    /** @param serial as OpenSSL prints it */
    public record Certificate(String serial, Instant validUntil) {}
}
