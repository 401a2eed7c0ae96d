package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuqiao.mappings.AgreementProfile;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.agreements.Countersignatures.Refusal;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.BookLedger;
import org.shuqiao.routes.ledger.BookLedger.Version;

/**
 * The agreements in force, compiled in memory for speed only: the claim of a delivery decides again in the ledger. Until it was
 * read once it knows nothing and permits nothing.
 */
public final class AgreementBook {
    private final AgreementLedger ledger;
    private final Countersignatures countersignatures;
    private final AgreementProfile profile;
    private final DecisionOrder order;
    private final BookLedger reads;
    private final CompiledAgreements compiled;
    private List<Version> versions = List.of();
    private volatile AgreementSnapshot snapshot = AgreementSnapshot.of(List.of());

    public AgreementBook(
            AgreementLedger ledger,
            Countersignatures countersignatures,
            AgreementProfile profile,
            DecisionOrder order) {
        this.profile = profile;
        this.order = order;
        this.ledger = ledger;
        this.reads = ledger.book();
        this.compiled = new CompiledAgreements(reads);
        this.countersignatures = countersignatures;
    }

    /** Follows the ledger. One at a time, or a slow reader would put an older state over a newer one. */
    public synchronized void refresh() {
        List<Version> now = reads.versions();
        if (!now.equals(versions)) {
            snapshot = compiled.of(now);
            versions = now;
        }
    }

    /**
     * Versions whose documents this gateway cannot read. Where one of them is in force or suspended, nothing is decided between its
     * parties.
     */
    public List<Version> unreadable() {
        return snapshot.unreadable();
    }

    /**
     * Decides by what memory knows; a denial only by the ledger.
     *
     * @throws Failure {@link FailureCode#HELD} while an agreement between the two that is not over cannot be read
     */
    public Decision decide(DecisionOrder.Question question) {
        Decision decision = decide(snapshot, question);
        return decision instanceof Decision.Denial ? decideNow(question) : decision;
    }

    /**
     * Decides by the ledger.
     *
     * @throws Failure as {@link #decide}
     */
    public Decision decideNow(DecisionOrder.Question question) {
        return decide(now(question.center(), question.platform()), question);
    }

    private Decision decide(AgreementSnapshot agreements, DecisionOrder.Question question) {
        agreements.requireReadable(question.center(), question.platform());
        return order.decide(agreements.between(question.center(), question.platform()), question);
    }

    /** Agreements between this center and that platform, in any status but draft, by id and version. */
    public List<Agreement> candidates(String center, String platform) {
        return snapshot.between(center, platform);
    }

    /** The same, from the ledger itself: a denial is final, so it is not made of what memory may have missed. */
    public List<Agreement> candidatesNow(String center, String platform) {
        return now(center, platform).between(center, platform);
    }

    private AgreementSnapshot now(String center, String platform) {
        return compiled.of(reads.versionsBetween(center, platform));
    }

    /**
     * Checks a countersigned agreement and puts it in force, ending its version before.
     *
     * @throws Failure {@link FailureCode#AGREEMENT_INVALID} with every problem as {@code violations}; a failure of
     *     {@link Countersignatures}, if its signatures alone are wrong; {@link FailureCode#AGREEMENT_CONFLICT}
     */
    public Agreement activate(byte[] source, String actor) {
        AgreementDocument document = checked(source);
        Agreement agreement = document.agreement(Agreement.State.ACTIVE);
        refuseConflict(agreement);
        boolean stored = ledger.activate(
                new StoredAgreement(
                        agreement.id(),
                        agreement.version(),
                        AgreementState.ACTIVE,
                        agreement.center(),
                        agreement.platform(),
                        agreement.validFrom(),
                        agreement.validUntil(),
                        document.hash(),
                        source),
                document.previous(),
                actor);
        if (!stored) {
            throw new Failure(
                    FailureCode.AGREEMENT_CONFLICT, Map.of("id", agreement.id(), "version", agreement.version()));
        }
        refresh();
        return agreement;
    }

    private AgreementDocument checked(byte[] source) {
        List<Violation> problems = new ArrayList<>(profile.problems(source));
        if (problems.isEmpty()) {
            AgreementDocument document = AgreementDocument.parse(source);
            List<Refusal> refusals = countersignatures.refusals(document);
            if (refusals.isEmpty()) {
                return document;
            }
            throw refusals.get(0).failure(spoken(refusals));
        }
        problems.addAll(spoken(refusalsOfBroken(source)));
        throw new Failure(FailureCode.AGREEMENT_INVALID, Map.of("violations", List.copyOf(problems)));
    }

    /** As far as the signatures of a document can be read that has other problems already. */
    private List<Refusal> refusalsOfBroken(byte[] source) {
        try {
            return countersignatures.refusals(AgreementDocument.parse(source));
        } catch (Failure unreadable) {
            return List.of();
        }
    }

    private List<Violation> spoken(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> profile.problem(refusal.pointer(), refusal.rule()))
                .toList();
    }

    /** Two agreements whose masks have no order would together deny what each permits. */
    private void refuseConflict(Agreement agreement) {
        for (Agreement other : candidatesNow(agreement.center(), agreement.platform())) {
            boolean lives = other.state() == Agreement.State.ACTIVE || other.state() == Agreement.State.SUSPENDED;
            if (lives && !other.id().equals(agreement.id()) && order.conflict(agreement, other)) {
                throw new Failure(
                        FailureCode.AGREEMENT_INVALID,
                        Map.of(
                                "violations",
                                List.of(profile.problem("/permission", "MASK_CONFLICT")),
                                "with",
                                other.id()));
            }
        }
    }
}
