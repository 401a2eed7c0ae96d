package org.shuqiao.routes.steps;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.Publication;
import org.shuqiao.routes.ledger.TransferState;

/** A record that an agreement permits to go to one platform, on the terms of that agreement. Still the raw record. */
public final class AgreedSubmission {
    private final ClaimedRecord claimed;
    private final UUID transfer;
    private final Decision.Permit permit;
    private final @Nullable Publication publication;

    AgreedSubmission(ClaimedRecord claimed, UUID transfer, Decision.Permit permit) {
        this(claimed, transfer, permit, null);
    }

    private AgreedSubmission(
            ClaimedRecord claimed, UUID transfer, Decision.Permit permit, @Nullable Publication publication) {
        this.claimed = claimed;
        this.transfer = transfer;
        this.permit = permit;
        this.publication = publication;
    }

    /** The same with a further step in the trail. */
    AgreedSubmission decided(Decision.Step step) {
        return new AgreedSubmission(claimed, transfer, permit.with(step), publication);
    }

    /** The same, to be shown on these terms only. */
    AgreedSubmission shown(Publication terms) {
        return new AgreedSubmission(claimed, transfer, permit, terms);
    }

    ClaimedRecord claimed() {
        return claimed;
    }

    /** Id of the transfer. */
    UUID transfer() {
        return transfer;
    }

    Decision.Permit permit() {
        return permit;
    }

    /** Null for what needs nobody's consent. */
    @Nullable Publication publication() {
        return publication;
    }

    PreparedTransfer denied(ReasonCode reason) {
        return new PreparedTransfer(
                transfer,
                claimed.preparation(),
                claimed.platform().id(),
                TransferState.DENIED,
                reason,
                permit.agreement().id(),
                permit.agreement().version(),
                DecisionJson.of(permit, null),
                null,
                null,
                null);
    }
}
