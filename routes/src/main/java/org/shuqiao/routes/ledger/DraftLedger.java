package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.Changed;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of a version into force: DRAFT, PROPOSED, COUNTERSIGNED, ACTIVE; or WITHDRAWN. Each step is one transaction with its event and
 * its leaf, under the lock of every agreement between the parties. Steps are taken with an officer's key that names its holder.
 *
 * <p>Every step throws {@link FailureCode#HOLDER_UNKNOWN} for any other key, {@link FailureCode#NOT_FOUND} where there is no such
 * version, and {@link FailureCode#WRONG_STATE} where it is not in a state from which the step leads. Where a step is given the hash (hex)
 * of the content that the officer has seen, it throws {@link FailureCode#CHANGED_MEANWHILE} for a version that has another by now.
 */
public final class DraftLedger {
    static final Set<AgreementState> OPEN =
            EnumSet.of(AgreementState.DRAFT, AgreementState.PROPOSED, AgreementState.COUNTERSIGNED);

    private static final Set<AgreementState> SIGNABLE =
            EnumSet.of(AgreementState.PROPOSED, AgreementState.COUNTERSIGNED);
    private final TransactionTemplate transaction;
    private final AgreementLedger agreements;
    private final FourEyes fourEyes;
    private final DraftRows rows;

    DraftLedger(JdbcTemplate jdbc, TransactionTemplate transaction, AgreementLedger agreements, OpenLimits limits) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.fourEyes = new FourEyes(jdbc);
        this.rows = new DraftRows(jdbc, agreements, limits);
    }

    /** Versions that may be on their way into force at once. */
    public record OpenLimits(int perCenter, int perOfficer) {}

    /** Looks at a version in the moment it comes into force; throws a {@link Failure} where it may not. */
    @FunctionalInterface
    public interface LastLook {
        /** @return hash (hex) of the version that it follows; null where it follows none */
        @Nullable String previousOf(StoredAgreement agreement);
    }

    /**
     * Stores a draft, in place of an earlier draft of the version or of one that was withdrawn.
     *
     * @param draft COUNTERSIGNED where it carries both signatures already: then it is proposed and countersigned by this
     * @param prev hash (hex) of the version that this one follows; null where it follows none
     * @throws Failure {@link FailureCode#AGREEMENT_CONFLICT} where this version is proposed already, this or a newer one was in force, the
     *     id belongs to other parties, or the newest version is another than {@code prev}; {@link FailureCode#DRAFTS_FULL}
     */
    public void store(StoredAgreement draft, @Nullable String prev, String key) {
        step(() -> {
            rows.lockCounts();
            agreements.lock(draft.id(), draft.center(), draft.platform());
            String holder = fourEyes.holder(key);
            if (rows.isTaken(draft) || !rows.follows(draft.id(), prev) || rows.isProposed(draft)) {
                throw conflict(draft.id(), draft.version());
            }
            rows.requireRoom(draft, holder);
            rows.insert(draft);
            Changed drafted = new Changed(draft.version(), draft.hash());
            agreements.record(draft.id(), drafted, "DRAFTED", key, "");
            if (draft.state() == AgreementState.COUNTERSIGNED) {
                agreements.record(draft.id(), drafted, "PROPOSED", key, "");
                agreements.record(draft.id(), drafted, "COUNTERSIGNED", key, "");
            }
            return draft;
        });
    }

    /** From now on the content stands; signatures may be added. */
    public void propose(String id, int version, @Nullable String seen, String key) {
        step(() -> {
            requireSeen(seen, locked(id, version, key));
            return rows.moved(id, version, EnumSet.of(AgreementState.DRAFT), AgreementState.PROPOSED, key, "");
        });
    }

    /**
     * Puts the signed document in the place of the proposed one, or in that of one that was signed otherwise.
     *
     * @param signed the same content, by its hash
     * @throws Failure {@link FailureCode#AGREEMENT_CONFLICT} where it has another content
     */
    public void countersign(StoredAgreement signed, String key) {
        step(() -> {
            StoredAgreement proposed = locked(signed.id(), signed.version(), key);
            if (!Arrays.equals(proposed.hash(), signed.hash())) {
                throw conflict(signed.id(), signed.version());
            }
            rows.moved(signed.id(), signed.version(), SIGNABLE, AgreementState.COUNTERSIGNED, key, "");
            return rows.setDocument(signed.id(), signed.version(), signed.document());
        });
    }

    /**
     * Puts a countersigned version in force and ends the one before it; what waits for the one before is prepared anew.
     *
     * @throws Failure {@link FailureCode#FOUR_EYES} for who has drafted or proposed it; {@link FailureCode#AGREEMENT_CONFLICT} where the
     *     newest version is not the one that it follows
     */
    public void activate(String id, int version, @Nullable String seen, String key, LastLook lastLook) {
        step(() -> {
            StoredAgreement agreement = locked(id, version, key);
            requireSeen(seen, agreement);
            fourEyes.requireNotItsAuthor(id, version, key);
            String prev = lastLook.previousOf(agreement);
            require(agreement, AgreementState.COUNTERSIGNED);
            if (rows.isTaken(agreement) || !rows.follows(id, prev)) {
                throw conflict(id, version);
            }
            rows.end(id, "replaced by version " + version, key);
            rows.setActive(id, version);
            agreements.record(id, new Changed(version, agreement.hash()), "ACTIVATED", key, "");
            agreements.prepareWaitingAnew(id);
            return agreement;
        });
    }

    /** Gives up a version that is not in force. Its number is free again and its document is gone. */
    public void withdraw(String id, int version, @Nullable String seen, String reason, String key) {
        step(() -> {
            requireSeen(seen, locked(id, version, key));
            rows.moved(id, version, OPEN, AgreementState.WITHDRAWN, key, reason);
            return rows.setDocument(id, version, new byte[0]);
        });
    }

    /**
     * Ends a suspension; what waits is prepared anew.
     *
     * @param seen when it was suspended, as far as the officer has seen; null where that does not matter
     * @return as {@link AgreementLedger#change}
     * @throws Failure {@link FailureCode#FOUR_EYES} for who has suspended it; {@link FailureCode#CHANGED_MEANWHILE} where it was resumed
     *     and suspended again since it was {@code seen}
     */
    public Optional<Integer> resume(String id, @Nullable Instant seen, String key, String reason) {
        return step(() -> {
            Optional<Integer> sending =
                    agreements.change(id, AgreementState.SUSPENDED, AgreementState.ACTIVE, key, reason);
            if (seen != null && !rows.isLastSuspension(id, seen)) {
                throw new Failure(FailureCode.CHANGED_MEANWHILE, Map.of("what", "suspension"));
            }
            fourEyes.requireNotItsSuspender(id, key);
            return sending;
        });
    }

    private static void requireSeen(@Nullable String seen, StoredAgreement agreement) {
        String hash = HexFormat.of().formatHex(agreement.hash());
        if (seen != null && !seen.equals(hash)) {
            throw new Failure(FailureCode.CHANGED_MEANWHILE, Map.of("what", "agreement", "hash", hash));
        }
    }

    private <R> R step(Supplier<R> work) {
        return AfterDeadlock.tryAgain(transaction, work);
    }

    private static Failure conflict(String id, int version) {
        return new Failure(FailureCode.AGREEMENT_CONFLICT, Map.of("id", id, "version", version));
    }

    private StoredAgreement locked(String id, int version, String key) {
        fourEyes.holder(key);
        StoredAgreement before = find(id, version);
        agreements.lock(id, before.center(), before.platform());
        return find(id, version);
    }

    private StoredAgreement find(String id, int version) {
        return agreements
                .find(id, version)
                .filter(known -> known.state() != AgreementState.WITHDRAWN)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "agreement")));
    }

    private static void require(StoredAgreement agreement, AgreementState state) {
        if (agreement.state() != state) {
            throw new Failure(
                    FailureCode.WRONG_STATE,
                    Map.of("what", "agreement", "state", agreement.state().name()));
        }
    }
}
