package org.shuqiao.routes.agreements;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.WorkingDays;
import org.shuqiao.mappings.WorkingDays.NoCalendar;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.RevocationLedger;
import org.shuqiao.routes.ledger.RevocationLedger.Order;

/**
 * Revokes an agreement as it says itself: at once, or at the end of the last working day of its notice. The day on which notice is
 * given does not count. Who cannot wait suspends.
 */
public final class RevokeAgreement {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final RevocationLedger revocations;
    private final AgreementLedger agreements;
    private final WorkingDays calendar;
    private final Clock clock;

    public RevokeAgreement(
            RevocationLedger revocations, AgreementLedger agreements, WorkingDays calendar, Clock clock) {
        this.revocations = revocations;
        this.agreements = agreements;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** How far a revocation has come. */
    public enum Progress {
        /** It takes effect later. */
        NOTICED,
        /** Something is still being sent under it. */
        DRAINING,
        /** Nothing leaves under it any more. */
        ACKNOWLEDGED
    }

    /**
     * @param state of the agreement now
     * @param effectiveAt when it takes effect; null where it has
     * @param sending transfers that are being sent under a revoked agreement
     */
    public record Revoked(AgreementState state, Progress progress, @Nullable Instant effectiveAt, int sending) {}

    /**
     * Repeating it changes nothing, and says how far it has come.
     *
     * @throws Failure {@link FailureCode#WRONG_STATE} where no version is in force; {@link FailureCode#NO_CALENDAR} where the notice
     *     runs into a year whose working days are not known here
     */
    public Revoked revoke(String id, String actor, String reason) {
        StoredAgreement newest = revocations.newest(id).orElseThrow(RevokeAgreement::wrongState);
        if (newest.state() != AgreementState.REVOKED
                && revocations.noticed(id, newest.version()).isEmpty()
                && !revocations.revoke(newest, order(newest, actor, reason))) {
            throw wrongState();
        }
        return progress(id);
    }

    /** @return how far the revocation of an agreement has come; empty where nobody has revoked its newest version */
    public Optional<Revoked> standing(String id) {
        return revocations
                .newest(id)
                .filter(now -> now.state() == AgreementState.REVOKED
                        || revocations.noticed(id, now.version()).isPresent())
                .map(this::progress);
    }

    private Revoked progress(String id) {
        return progress(revocations.newest(id).orElseThrow(RevokeAgreement::wrongState));
    }

    private Revoked progress(StoredAgreement now) {
        String id = now.id();
        Instant effectiveAt = revocations.noticed(id, now.version()).orElse(null);
        if (effectiveAt != null) {
            return new Revoked(now.state(), Progress.NOTICED, effectiveAt, 0);
        }
        int sending = agreements.sending(id);
        return new Revoked(now.state(), sending > 0 ? Progress.DRAINING : Progress.ACKNOWLEDGED, null, sending);
    }

    private Order order(StoredAgreement stored, String actor, String reason) {
        Agreement.Revocation terms = AgreementDocument.parse(stored.document())
                .agreement(Agreement.State.valueOf(stored.state().name()))
                .revocation();
        return new Order(
                terms.noticeDays() == 0 ? null : endOfNotice(terms.noticeDays()), terms.deletes(), actor, reason);
    }

    private Instant endOfNotice(int workingDays) {
        try {
            return calendar.plus(LocalDate.ofInstant(clock.instant(), SHANGHAI), workingDays)
                    .plusDays(1)
                    .atStartOfDay(SHANGHAI)
                    .toInstant();
        } catch (NoCalendar unknown) {
            throw new Failure(FailureCode.NO_CALENDAR, Map.of("year", unknown.year()));
        }
    }

    private static Failure wrongState() {
        return new Failure(FailureCode.WRONG_STATE, Map.of("what", "agreement"));
    }
}
