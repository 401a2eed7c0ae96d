package org.shuqiao.routes.agreements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BookLedger;
import org.shuqiao.routes.ledger.BookLedger.Version;
import org.shuqiao.routes.ledger.Ledger;

/**
 * The agreements in force, compiled in memory for speed only: the claim of a delivery decides again in the ledger. Until it was
 * read once it knows nothing and permits nothing.
 */
public final class AgreementBook {
    private final DecisionOrder order;
    private final BookLedger reads;
    private final CompiledAgreements compiled;
    private final SoundSignatures signatures;
    private volatile List<Version> versions = List.of();
    private volatile AgreementSnapshot snapshot = AgreementSnapshot.of(List.of());

    public AgreementBook(Ledger ledger, Countersignatures rules, DecisionOrder order) {
        this.order = order;
        this.reads = ledger.agreements().book();
        this.signatures = new SoundSignatures(ledger.signatures(), rules);
        this.compiled = new CompiledAgreements(reads, signatures);
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
     * Versions whose documents this gateway cannot read, or does not decide by since their signatures do not hold. Where one of them is
     * in force, nothing is decided between its parties.
     */
    public List<Version> unreadable() {
        List<Version> all = new ArrayList<>(snapshot.unreadable());
        versions.stream().filter(one -> signatures.isRefused(one.key())).forEach(all::add);
        return all;
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

    /**
     * Decides by the ledger as if an agreement were in force, in the place of any other version of it.
     *
     * @throws Failure as {@link #decide}
     */
    public Decision decideAsIf(Agreement supposed, DecisionOrder.Question question) {
        AgreementSnapshot now = now(question.center(), question.platform());
        now.requireReadable(question.center(), question.platform());
        List<Agreement> candidates = new ArrayList<>(now.between(question.center(), question.platform()));
        candidates.removeIf(one -> one.id().equals(supposed.id()));
        candidates.add(supposed);
        return order.decide(candidates, question);
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

    /** Agreements in force by which a platform sends to centers, as memory knows them. */
    public List<Agreement> inForceFrom(String platform, Instant now) {
        return snapshot.of(platform, one -> one.direction() == Agreement.Direction.IN && one.isInForce(now))
                .toList();
    }

    /** Whether an agreement in force speaks of records of a dataset that this center sends to that platform, as memory knows them. */
    public boolean covers(String center, String platform, String dataset, Instant now) {
        return speakOf(center, platform, dataset).anyMatch(one -> one.isInForce(now));
    }

    /** Whether such an agreement is suspended, and none in force, so that records wait until it is resumed. */
    public boolean suspends(String center, String platform, String dataset, Instant now) {
        return !covers(center, platform, dataset, now)
                && speakOf(center, platform, dataset).anyMatch(one -> one.isInForceOrSuspended(now));
    }

    private Stream<Agreement> speakOf(String center, String platform, String dataset) {
        return snapshot.between(center, platform).stream()
                .filter(one -> one.direction() == Agreement.Direction.OUT
                        && one.permissionFor(dataset).isPresent());
    }

    private AgreementSnapshot now(String center, String platform) {
        return compiled.of(reads.versionsBetween(center, platform));
    }
}
