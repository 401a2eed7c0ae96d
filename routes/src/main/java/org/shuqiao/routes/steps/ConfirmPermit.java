package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.mappings.masking.MaskResults;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * Decides on the payload: every value in it must come from a field that the agreements list, by the transform that they demand and under
 * the key in force; nothing may be above their ceilings; and what they want done before it leaves must be done.
 */
public final class ConfirmPermit {
    private final PayloadSteps steps;

    /** @param keys behind the pseudonyms of the payloads */
    public ConfirmPermit(MaskResults results, MaskingKeys keys) {
        this.steps = new PayloadSteps(results, keys);
    }

    /** @throws TransferStopped where the payload is not what was agreed, or waits for a person, or has to be made again */
    public PlatformPayload.Permitted confirm(PlatformPayload.Scanned payload) {
        List<Step> trail = steps.take(payload);
        ReasonCode reason = trail.get(trail.size() - 1).reason();
        if (reason == null) {
            return new PlatformPayload.Permitted(payload, trail);
        }
        throw new TransferStopped(
                switch (reason) {
                    case DUTY_APPROVAL -> payload.awaitingApproval(trail);
                    // The fault of a key that changed meanwhile ends nothing.
                    case KEY_VERSION -> payload.toBeMadeAgain(trail);
                    default -> payload.denied(reason, trail);
                });
    }
}
