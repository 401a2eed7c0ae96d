package org.shuqiao.routes.agreements;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    private final Consumer<Agreement> terms;
    private final DecisionOrder order;
    private final Map<String, Agreement> parsed = new ConcurrentHashMap<>();
    private volatile Map<Parties, List<Agreement>> byParties = Map.of();

    /** @param terms refuses, with a {@link Failure}, an agreement whose terms nobody could obey */
    public AgreementBook(
            AgreementLedger ledger,
            Countersignatures countersignatures,
            Consumer<Agreement> terms,
            DecisionOrder order) {
        this.terms = terms;
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
     * @throws Failure where it is not well formed, not signed by both, or already there with other content
     */
    public Agreement activate(byte[] source, String actor) {
        AgreementDocument document = AgreementDocument.parse(source);
        Agreement agreement = document.agreement(Agreement.State.ACTIVE);
        terms.accept(agreement);
        countersignatures.verify(document);
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
                actor);
        if (!stored) {
            throw new Failure(
                    FailureCode.AGREEMENT_CONFLICT, Map.of("id", agreement.id(), "version", agreement.version()));
        }
        refresh();
        return agreement;
    }

    /** Two agreements whose masks have no order would together deny what each permits. */
    private void refuseConflict(Agreement agreement) {
        for (Agreement other : candidatesNow(agreement.center(), agreement.platform())) {
            boolean lives = other.state() == Agreement.State.ACTIVE || other.state() == Agreement.State.SUSPENDED;
            if (lives && !other.id().equals(agreement.id()) && order.conflict(agreement, other)) {
                throw new Failure(
                        FailureCode.AGREEMENT_INVALID,
                        Map.of("pointer", "/permission", "why", "masks in conflict with " + other.id()));
            }
        }
    }
}
