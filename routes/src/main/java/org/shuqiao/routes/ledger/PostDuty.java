package org.shuqiao.routes.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.log.LogLeaf;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agreement wants once a transfer has arrived, as it stands now.
 *
 * @param agreementVersion that bound the transfer
 * @param region of the center
 * @param mayHaveArrived whether a send had no answer
 * @param carried whether a package with it was taken, so that a paper is to come
 * @param within how long after the end of the send it is due
 * @param sentAt end of the send by which it arrived, if it did
 * @param receiptAt when the last receipt came; null where there is none
 * @param newerThere whether a newer version of the record may be at the platform
 * @param takenDownBy the submission that takes the transfer down already; null where there is none
 */
public record PostDuty(
        UUID transfer,
        String agreement,
        int agreementVersion,
        DutyAfter.Kind kind,
        String center,
        String region,
        String platform,
        String dataset,
        String recordId,
        long recordVersion,
        TransferState state,
        boolean mayHaveArrived,
        boolean carried,
        Duration within,
        Instant sentAt,
        @Nullable Instant receiptAt,
        boolean newerThere,
        @Nullable UUID takenDownBy) {

    private static final String RECEIPT_WITHIN = "receipt_within";

    /** A center is told as soon after the arrival as this. */
    private static final Duration NOTICE_AFTER = Duration.ofSeconds(30);

    /** Nobody knows when what may have arrived will turn out to have done so, counted from a time that is past; nor is there haste. */
    private static final Duration DOUBT_AFTER = Duration.ofMinutes(10);

    /** A receipt that came in time may be written a little later. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** A paper that came in time may be brought back and entered so much later. */
    static final Duration BROUGHT_BACK = Duration.ofDays(14);

    private static final Set<TransferState> ARRIVED =
            EnumSet.of(TransferState.ACCEPTED, TransferState.STORED, TransferState.WITHDRAWN);

    private static final Set<TransferState> SHOWN = EnumSet.of(TransferState.ACCEPTED, TransferState.STORED);

    /** Where what people carried waits for its paper. */
    private static final Set<TransferState> CARRIED = EnumSet.of(TransferState.UNKNOWN, TransferState.PARKED);

    /** They end what may have arrived, and say nothing about whether it did. */
    private static final Set<TransferState> GIVEN_UP =
            EnumSet.of(TransferState.DENIED, TransferState.PARKED, TransferState.ABANDONED, TransferState.SUPERSEDED);

    /** What is to be done about it now. */
    enum Verdict {
        LATER,
        /** Done, or nothing is owed. */
        CLOSED,
        BREACHED,
        TELL,
        DELETE,
        /** From now on reports are owed. */
        REPORT
    }

    Verdict verdict(Instant now) {
        return switch (kind) {
            case NOTIFY -> state == TransferState.STORED ? Verdict.TELL : unlessItEnds();
            case RECEIPT_WITHIN -> {
                boolean arrived = ARRIVED.contains(state) || receiptAt != null || (carried && CARRIED.contains(state));
                yield arrived ? receipt(now) : unlessItEnds();
            }
            case DELETE_AFTER -> {
                boolean there = SHOWN.contains(state) || (mayHaveArrived && GIVEN_UP.contains(state));
                if (!there) {
                    yield unlessItEnds();
                }
                yield now.isBefore(dueAt()) ? Verdict.LATER : Verdict.DELETE;
            }
            case REPORT_USE -> ARRIVED.contains(state) ? Verdict.REPORT : unlessItEnds();
            case STOP_AND_DELETE, RETENTION -> throw new IllegalStateException("not due after an arrival: " + kind);
        };
    }

    /** The last instant is in time. */
    private Verdict receipt(Instant now) {
        if (receiptAt != null) {
            return receiptAt.isAfter(dueAt()) ? Verdict.BREACHED : Verdict.CLOSED;
        }
        return now.isAfter(dueAt().plus(carried ? BROUGHT_BACK : GRACE)) ? Verdict.BREACHED : Verdict.LATER;
    }

    private Verdict unlessItEnds() {
        return state.isFinal() ? Verdict.CLOSED : Verdict.LATER;
    }

    /** Counted from the end of the send. */
    Instant dueAt() {
        return sentAt.plus(within);
    }

    /** When to look again: what has not left yet cannot be due sooner than if it left now. */
    Instant lookAgainAt(Instant now) {
        if (kind == DutyAfter.Kind.NOTIFY) {
            return now.plus(NOTICE_AFTER);
        }
        if (kind == DutyAfter.Kind.REPORT_USE) {
            return now.plus(DOUBT_AFTER);
        }
        boolean ahead = mayHaveArrived && GIVEN_UP.contains(state) && now.isBefore(dueAt());
        if (ARRIVED.contains(state) || ahead) {
            return dueAt();
        }
        return now.plus(mayHaveArrived && within.compareTo(DOUBT_AFTER) > 0 ? DOUBT_AFTER : within);
    }

    /** @param statementHash SM3 (hex) of the statement that the transfer left with */
    LogLeaf breach(String statementHash, Instant now) {
        return LogLeaf.breach(transfer, statementHash, agreement, agreementVersion, RECEIPT_WITHIN, dueAt(), now);
    }

    TakeDownLedger.Ended ended() {
        return new TakeDownLedger.Ended(transfer, center, region, dataset, recordId, platform, "agreed_deletion");
    }

    NoticeRows.Notice notice() {
        ObjectNode says = JsonNodeFactory.instance.objectNode();
        if (kind == DutyAfter.Kind.NOTIFY) {
            says.put("notice", "transfer_stored");
        } else {
            says.put("notice", "copy_to_be_deleted").put("due_at", dueAt().toString());
        }
        says.put("transfer", transfer.toString())
                .put("platform", platform)
                .put("record_dataset", dataset)
                .put("record_id", recordId)
                .put("record_version", recordVersion)
                .put("agreement", agreement)
                .put("agreement_version", agreementVersion);
        return new NoticeRows.Notice(
                center, platform, transfer.toString(), agreement, agreementVersion, CanonicalJson.bytes(says));
    }
}
