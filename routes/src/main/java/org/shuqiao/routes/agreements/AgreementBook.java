package org.shuqiao.routes.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;

/**
 * The agreements in force, in memory for speed only: the claim of a delivery decides again in the ledger. Until it was read
 * once it knows nothing and permits nothing.
 */
public final class AgreementBook {
    private final AgreementLedger ledger;
    private final DecisionOrder order;
    private final AgreementReader reader = new AgreementReader();
    private volatile Snapshot snapshot = new Snapshot(Map.of(), List.of());

    public AgreementBook(AgreementLedger ledger, DecisionOrder order) {
        this.order = order;
        this.ledger = ledger;
    }

    private record Parties(String center, String platform) {}

    private record Snapshot(Map<Parties, List<Agreement>> byParties, List<StoredAgreement> unreadable) {}

    /** Reads the ledger. One at a time, or a slow reader would put an older state over a newer one. */
    public synchronized void refresh() {
        List<StoredAgreement> left = new ArrayList<>();
        Map<Parties, List<Agreement>> byParties = ledger.all().stream()
                .flatMap(stored -> reader.read(stored, left).stream())
                .collect(Collectors.groupingBy(a -> new Parties(a.center(), a.platform())));
        snapshot = new Snapshot(byParties, List.copyOf(left));
    }

    /**
     * Versions that were left out when the book was last read, since this gateway cannot read their documents. Where one of them is in
     * force or suspended, nothing is decided between its parties: it may prohibit what the others permit.
     */
    public List<StoredAgreement> unreadable() {
        return snapshot.unreadable();
    }

    /**
     * Decides by what memory knows; a denial only by the ledger.
     *
     * @throws Failure {@link FailureCode#HELD} while an agreement between the two that is not over cannot be read
     */
    public Decision decide(DecisionOrder.Question question) {
        Snapshot now = snapshot;
        AgreementReader.requireReadable(now.unreadable(), question.center(), question.platform());
        Decision decision = order.decide(candidates(now, question.center(), question.platform()), question);
        return decision instanceof Decision.Denial ? decideNow(question) : decision;
    }

    /**
     * Decides by the ledger.
     *
     * @throws Failure as {@link #decide}
     */
    public Decision decideNow(DecisionOrder.Question question) {
        List<StoredAgreement> left = new ArrayList<>();
        List<Agreement> candidates = candidatesNow(question.center(), question.platform(), left);
        AgreementReader.requireReadable(left, question.center(), question.platform());
        return order.decide(candidates, question);
    }

    /** Agreements between this center and that platform that are or were in force, by id and version. */
    public List<Agreement> candidates(String center, String platform) {
        return candidates(snapshot, center, platform);
    }

    private static List<Agreement> candidates(Snapshot now, String center, String platform) {
        return now.byParties().getOrDefault(new Parties(center, platform), List.of());
    }

    /** The same, from the ledger itself: a denial is final, so it is not made of what memory may have missed. */
    public List<Agreement> candidatesNow(String center, String platform) {
        return candidatesNow(center, platform, new ArrayList<>());
    }

    private List<Agreement> candidatesNow(String center, String platform, List<StoredAgreement> left) {
        return ledger.between(center, platform).stream()
                .flatMap(stored -> reader.read(stored, left).stream())
                .toList();
    }
}
