package org.shuqiao.routes.platforms;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;

/**
 * A call with one payload, before its family has said who calls.
 *
 * @param headers with our statement, and open for what the family adds
 * @param resource the platform's name of the dataset
 * @param at the call's time stamp
 * @param nonce differs from attempt to attempt
 */
record UnsignedCall(
        URI uri,
        SortedMap<String, String> headers,
        String contentType,
        byte[] payload,
        String resource,
        UUID transfer,
        Instant at,
        String nonce,
        byte[] secret) {

    /** @param names of headers by their meaning */
    UnsignedCall header(Map<String, String> names, String meaning, String value) {
        headers.put(Objects.requireNonNull(names.get(meaning)), value);
        return this;
    }

    /** The payload is the body, byte for byte. */
    HttpCall withPayload() {
        return new HttpCall(uri, headers, contentType, payload);
    }

    @Override
    public String toString() {
        return "UnsignedCall[" + transfer + "]";
    }
}
