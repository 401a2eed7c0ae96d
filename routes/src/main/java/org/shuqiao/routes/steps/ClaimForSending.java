package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.DeliveryLedger;
import org.shuqiao.routes.platforms.Batch;
import org.shuqiao.routes.platforms.Batches;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims transfers that this gateway may send now; for one platform. */
public final class ClaimForSending {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimForSending.class);

    private final DeliveryLedger ledger;
    private final PlatformAccess platform;
    private final int platformRests;
    private final Batches batches;
    private final Departures departures;
    private final OwnSignatures signatures = new OwnSignatures();

    /** @param platformRests consecutive failures from which on the platform is tried with one transfer at a time */
    public ClaimForSending(
            DeliveryLedger ledger, PlatformAccess platform, int platformRests, Batches batches, Departures departures) {
        this.ledger = ledger;
        this.platform = platform;
        this.platformRests = platformRests;
        this.batches = batches;
        this.departures = departures;
    }

    /** @return what leaves together; nothing while nothing may leave, or while there is no key for calls of the platform */
    public List<Batch> claim(Collection<UUID> transfers) {
        if (departures.hold().isPresent() || !platform.canBeCalled()) {
            return List.of();
        }
        List<Batch> calls = new ArrayList<>();
        for (List<ClaimedTransfer> call : ledger.claim(platform.id(), transfers, platformRests, batches)) {
            List<ClaimedTransfer> leaving = signed(call);
            if (!leaving.isEmpty()) {
                calls.add(new Batch(leaving));
            }
        }
        return calls;
    }

    private List<ClaimedTransfer> signed(List<ClaimedTransfer> call) {
        List<ClaimedTransfer> leaving = new ArrayList<>();
        for (ClaimedTransfer claimed : call) {
            if (signatures.hold(claimed)) {
                leaving.add(claimed);
            } else {
                LOG.error("transfer {} is not what was signed and does not leave", claimed.id());
                ledger.denyUnsigned(claimed);
            }
        }
        return leaving;
    }
}
