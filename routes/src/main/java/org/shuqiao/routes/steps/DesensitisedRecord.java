package org.shuqiao.routes.steps;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.PreparedTransfer.SignedContent;
import org.shuqiao.routes.ledger.PreparedTransfer.SuspectedResidue;
import org.shuqiao.routes.ledger.Publication;
import org.shuqiao.routes.ledger.TransferState;

/** A record with every transform of its agreement applied and everything else stripped. */
public final class DesensitisedRecord {
    private final AgreedSubmission agreed;
    private final Desensitised values;

    DesensitisedRecord(AgreedSubmission agreed, Desensitised values) {
        this.agreed = agreed;
        this.values = values;
    }

    AgreedSubmission agreed() {
        return agreed;
    }

    Desensitised values() {
        return values;
    }

    PreparedTransfer denied(ReasonCode reason) {
        return verdict(TransferState.DENIED, reason, List.of(), null, null);
    }

    /** @param ofPayload the steps on the payload that were taken; empty where none was */
    PreparedTransfer verdict(
            TransferState state,
            @Nullable ReasonCode reason,
            List<Step> ofPayload,
            @Nullable SignedContent content,
            @Nullable SuspectedResidue residue) {
        Agreement agreement = agreed.permit().agreement();
        Publication publication = agreed.publication();
        boolean waits = state == TransferState.READY && publication != null && publication.from() != null;
        return new PreparedTransfer(
                agreed.transfer(),
                agreed.claimed().preparation(),
                agreed.claimed().platform().id(),
                state,
                waits ? ReasonCode.PUBLISH_WINDOW : reason,
                agreement.id(),
                agreement.version(),
                DecisionJson.of(agreed.permit(), values, ofPayload),
                content,
                residue,
                publication);
    }
}
