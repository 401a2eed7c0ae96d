package org.shuqiao.routes.platforms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * What one attempt sends: the payload, byte for byte, and around it only the headers that the platform's description lists.
 * The same claim always gives the same envelope.
 *
 * @param payloadHash SM3 of the payload
 */
public record Envelope(
        ClaimedTransfer transfer, URI uri, SortedMap<String, String> headers, byte[] body, byte[] payloadHash) {

    /** SM3 over each {@code name: value\n} in order, one empty line, and the body. */
    public byte[] hash() {
        StringBuilder head = new StringBuilder(256);
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append('\n'));
        return Sm3.digest(head.append('\n').toString().getBytes(StandardCharsets.UTF_8), body);
    }
}
