package org.shuqiao.routes.steps;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.TransferState;

/**
 * What would become of a record at one platform.
 *
 * @param state in which its transfer would be after preparing
 * @param reason why that is not READY; null for READY
 * @param decision JSON as it would be kept with the transfer: agreements considered and binding, transforms, stripped fields
 * @param fields what would happen to each field of the record, in its order; empty where no agreement lets it that far
 * @param missing fields that the agreement requires and the record has not
 * @param payload what would be signed and sent, with pseudonyms that are none; null where it would not be made
 * @param residue JSON array: kind and place in the payload of each suspected secret
 * @param quotas what is left of what the agreements that would bind it let go, and when; empty where none limits that
 */
public record Foreseen(
        String platform,
        TransferState state,
        @Nullable ReasonCode reason,
        String decision,
        List<FieldFate> fields,
        List<String> missing,
        byte @Nullable [] payload,
        String residue,
        List<LookAtQuota.Standing> quotas) {

    /**
     * @param path source path, {@code *} for array elements
     * @param transform as the agreement names it; null where nothing of the field is left
     */
    public record FieldFate(String path, Fate fate, @Nullable String transform) {}

    /** What can happen to a field. */
    public enum Fate {
        /** Leaves as it is. */
        KEPT,
        /** Leaves in another form. */
        MASKED,
        /** Does not leave: the agreement does not list it, or lets nothing of it through. */
        STRIPPED,
        /** Would be allowed to leave, but the platform's form has no place for it. */
        UNMAPPED
    }
}
