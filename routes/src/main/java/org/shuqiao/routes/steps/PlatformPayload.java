package org.shuqiao.routes.steps;

import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.PlatformMapping;
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

    PreparedTransfer quarantined(PreparedTransfer.SuspectedResidue residue) {
        return record.verdict(TransferState.QUARANTINED, ReasonCode.RESIDUE, null, residue);
    }

    PreparedTransfer ready(PreparedTransfer.SignedContent content) {
        return record.verdict(TransferState.READY, null, content, null)
                .owing(OwedAfterwards.by(
                        agreed().permit(), agreed().claimed().preparation().dataset()));
    }

    /** No residue was found in it, or an officer has released exactly it. */
    public static sealed class Scanned extends PlatformPayload permits Permitted {
        Scanned(PlatformPayload payload) {
            super(payload);
        }
    }

    /** Every field and transform in it is what the agreement permits. */
    public static final class Permitted extends Scanned {
        Permitted(Scanned payload) {
            super(payload);
        }
    }
}
