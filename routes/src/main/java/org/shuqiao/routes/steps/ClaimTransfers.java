package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.routes.hints.Hint;
import org.shuqiao.routes.platforms.Batch;

/** Turns a hint into transfers that this gateway may send now; for one platform. */
public final class ClaimTransfers {
    private final ClaimForSending claims;

    public ClaimTransfers(ClaimForSending claims) {
        this.claims = claims;
    }

    /**
     * What is hinted at while nothing may leave, or while there is no key for calls of the platform, stays as it is; the
     * sweeper finds it when something may again.
     *
     * @return what leaves in one call each
     */
    public List<Batch> claim(byte[] message) {
        return claims.claim(Hint.parse(message).ids());
    }
}
