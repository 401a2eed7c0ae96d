package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch that a platform sent, about to be committed: what was signed of the rows that may be taken, and why others may not.
 *
 * @param id ours
 * @param batchId the platform's, which it uses once
 * @param bodyHash SM3 of the body
 * @param rows in the order of the batch
 */
public record NewReturn(
        UUID id, String platform, String batchId, String dataset, byte[] bodyHash, Instant receivedAt, List<Row> rows) {

    public NewReturn {
        rows = List.copyOf(rows);
    }

    /** One record of the batch. */
    public sealed interface Row {
        /** Empty where the record names none. */
        String recordId();

        /** 0 where the record names none. */
        long version();
    }

    /** A record that goes no further. */
    public record Refused(String recordId, long version, RowRefusal refusal) implements Row {}

    /**
     * A record that becomes a message, unless the ledger finds a reason against it.
     *
     * @param received the record's bytes as they came; not stored
     * @param signed what was signed of it
     * @param conditions of the agreements that let it in
     */
    public record Message(ReturnRow row, byte[] received, SignedReturn signed, Conditions conditions) implements Row {
        @Override
        public String recordId() {
            return row.recordId();
        }

        @Override
        public long version() {
            return row.version();
        }
    }

    /**
     * What must hold when a message is taken.
     *
     * @param allowances how much may come, and when, under each agreement that binds it
     * @param consent id of the consent that it comes in with; null where none is demanded
     */
    public record Conditions(List<Allowance> allowances, @Nullable String consent) {
        public Conditions {
            allowances = List.copyOf(allowances);
        }
    }

    /**
     * @param decision JSON: what was decided, by which agreement, and what was stripped
     * @param salt 32 random bytes; {@code SM3(salt ‖ received)} is {@code originalHash}
     * @param payload the record after masking, canonical JSON
     * @param payloadHash SM3 of the payload
     * @param signingChain PEM, leaf first
     * @param deleteAt when the payload must be deleted at the latest; null where the agreement does not say
     */
    public record SignedReturn(
            String agreement,
            int agreementVersion,
            String decision,
            byte[] salt,
            byte[] originalHash,
            byte[] payload,
            byte[] payloadHash,
            byte[] statement,
            byte[] signature,
            byte[] signingChain,
            @Nullable Instant deleteAt) {}
}
