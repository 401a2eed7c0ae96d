package org.shuqiao.routes.steps;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.TransferState;

/**
 * A payload in the platform's shape, on its way through the checks. Its stage grows with each check that passes, so that
 * nothing unscanned or unpermitted can be signed.
 */
public sealed class PlatformPayload permits PlatformPayload.Scanned {
    private final DesensitisedRecord record;
    private final PlatformMapping mapping;
    private final MappedPayload mapped;
    private final byte[] hash;

    PlatformPayload(DesensitisedRecord record, PlatformMapping mapping, MappedPayload mapped) {
        this.record = record;
        this.mapping = mapping;
        this.mapped = mapped;
        this.hash = Sm3.digest(mapped.bytes());
    }

    private PlatformPayload(PlatformPayload checked) {
        this.record = checked.record;
        this.mapping = checked.mapping;
        this.mapped = checked.mapped;
        this.hash = checked.hash;
    }

    DesensitisedRecord record() {
        return record;
    }

    AgreedSubmission agreed() {
        return record.agreed();
    }

    UUID transfer() {
        return agreed().transfer();
    }

    PlatformMapping mapping() {
        return mapping;
    }

    MappedPayload mapped() {
        return mapped;
    }

    /** SM3 of the payload. */
    byte[] hash() {
        return hash;
    }

    PreparedTransfer denied(ReasonCode reason) {
        return record.denied(reason);
    }

    PreparedTransfer denied(ReasonCode reason, List<Step> trail) {
        return record.verdict(TransferState.DENIED, reason, trail, null, null);
    }

    /** A person is asked about exactly this payload. */
    PreparedTransfer awaitingApproval(List<Step> trail) {
        return record.verdict(TransferState.WAITING, ReasonCode.DUTY_APPROVAL, trail, null, null)
                .asking(new PreparedTransfer.AskedApproval(hash, mapped.bytes()));
    }

    PreparedTransfer toBeMadeAgain(List<Step> trail) {
        return record.verdict(TransferState.PENDING, ReasonCode.KEY_VERSION, trail, null, null);
    }

    PreparedTransfer quarantined(PreparedTransfer.SuspectedResidue residue) {
        return record.verdict(TransferState.QUARANTINED, ReasonCode.RESIDUE, List.of(), null, residue);
    }

    /** No residue was found in it, or an officer has released exactly it. */
    public static sealed class Scanned extends PlatformPayload permits Permitted {
        Scanned(PlatformPayload payload) {
            super(payload);
        }
    }

    /** Every field and transform in it is what the agreement permits. */
    public static final class Permitted extends Scanned {
        private final List<Step> trail;

        /** @param trail of the steps on the payload, all of which have passed */
        Permitted(Scanned payload, List<Step> trail) {
            super(payload);
            this.trail = List.copyOf(trail);
        }

        /** @param content what is signed; null where nothing is, in a dry run */
        PreparedTransfer ready(PreparedTransfer.@Nullable SignedContent content) {
            return record().verdict(TransferState.READY, null, trail, content, null)
                    .owing(OwedAfterwards.by(
                            agreed().permit(), agreed().claimed().preparation().dataset()));
        }
    }
}
