package org.shuqiao.routes.platforms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * What one attempt sends: the payloads, byte for byte, and around them only what the platform's description lists.
 *
 * @param transfers one, or the rows of a batch in their order
 * @param payloadHashes SM3 of their payloads, in the same order
 */
public record Envelope(List<ClaimedTransfer> transfers, List<byte[]> payloadHashes, HttpCall call) implements Outgoing {

    @Override
    public @Nullable String traceParent() {
        return transfers.get(0).traceParent();
    }
}
