package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.shuqiao.mappings.AgreementProfile;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.agreements.Countersignatures.Refusal;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;

/**
 * The agreements in force, in memory for speed only: the claim of a delivery decides again in the ledger. Until it was read
 * once it knows nothing and permits nothing.
 */
public final class AgreementBook {
    private final AgreementLedger ledger;
    private final Countersignatures countersignatures;
    private final AgreementProfile profile;
    private final DecisionOrder order;
    private final Map<String, Agreement> parsed = new ConcurrentHashMap<>();
    private volatile Map<Parties, List<Agreement>> byParties = Map.of();

    public AgreementBook(
            AgreementLedger ledger,
            Countersignatures countersignatures,
            AgreementProfile profile,
            DecisionOrder order) {
        this.profile = profile;
        this.order = order;
        this.ledger = ledger;
        this.countersignatures = countersignatures;
    }

    private record Parties(String center, String platform) {}

    /** Reads the ledger. One at a time, or a slow reader would put an older state over a newer one. */
    public synchronized void refresh() {
        byParties = ledger.all().stream()
                .map(this::agreement)
                .collect(Collectors.groupingBy(a -> new Parties(a.center(), a.platform())));
    }

    /** A version's document never changes, so each is parsed once for each state. */
    private Agreement agreement(StoredAgreement stored) {
        Agreement.State state = Agreement.State.valueOf(stored.state().name());
        return parsed.compute(stored.id() + "@" + stored.version(), (key, known) -> {
            if (known != null && known.state() == state) {
                return known;
            }
            return AgreementDocument.parse(stored.document()).agreement(state);
        });
    }

    /** Decides by what memory knows; a denial only by the ledger. */
    public Decision decide(DecisionOrder.Question question) {
        Decision decision = order.decide(candidates(question.center(), question.platform()), question);
        return decision instanceof Decision.Denial ? decideNow(question) : decision;
    }

    /** Decides by the ledger. */
    public Decision decideNow(DecisionOrder.Question question) {
        return order.decide(candidatesNow(question.center(), question.platform()), question);
    }

    /** Agreements between this center and that platform, in any status but draft, by id and version. */
    public List<Agreement> candidates(String center, String platform) {
        return byParties.getOrDefault(new Parties(center, platform), List.of());
    }

    /** The same, from the ledger itself: a denial is final, so it is not made of what memory may have missed. */
    public List<Agreement> candidatesNow(String center, String platform) {
        return ledger.between(center, platform).stream().map(this::agreement).toList();
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
