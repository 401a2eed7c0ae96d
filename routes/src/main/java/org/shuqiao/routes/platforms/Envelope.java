package org.shuqiao.routes.platforms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.ClaimedTransfer;

/**
 * What one attempt sends: the payloads, byte for byte, and around them only what the platform's description lists.
 *
 * @param transfers one, or the rows of a batch in their order
 * @param payloadHashes SM3 of their payloads, in the same order
 * @param secretVersion of the secret that a call is signed with; 0 where the platform never replaces it by itself
 */
public record Envelope(List<ClaimedTransfer> transfers, List<byte[]> payloadHashes, Freight freight, long secretVersion)
        implements Outgoing, Built {

    @Override
    public @Nullable String traceParent() {
        return transfers.get(0).traceParent();
    }
}
