package org.shuqiao.routes.steps;

import java.util.UUID;
import org.shuqiao.routes.agreements.Decision;

/** A record that an agreement permits to go to one platform, on the terms of that agreement. Still the raw record. */
public final class AgreedSubmission {
    private final ClaimedRecord claimed;
    private final UUID transfer;
    private final Decision.Permit permit;

    AgreedSubmission(ClaimedRecord claimed, UUID transfer, Decision.Permit permit) {
        this.claimed = claimed;
        this.transfer = transfer;
        this.permit = permit;
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
}
