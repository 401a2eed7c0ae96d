package org.shuqiao.routes.agreements;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuqiao.routes.agreements.Agreement.State;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.BookLedger.Version;

/** Agreements as they were at one moment, found by their parties: what a decision costs does not depend on how many others there are. */
public final class AgreementSnapshot {
    private static final Comparator<Agreement> BY_ID =
            Comparator.comparing(Agreement::id).thenComparing(Agreement::version);

    private final Map<Parties, List<Agreement>> byParties;
    private final List<Version> unreadable;
    private final Map<Parties, String> closed;
    private final Predicate<Agreement> signatures;

    private AgreementSnapshot(
            Map<Parties, List<Agreement>> byParties, List<Version> unreadable, Predicate<Agreement> signatures) {
        this.byParties = byParties;
        this.signatures = signatures;
        this.unreadable = unreadable;
        this.closed = unreadable.stream()
                .filter(one -> one.state() == AgreementState.ACTIVE || one.state() == AgreementState.SUSPENDED)
                .collect(Collectors.toUnmodifiableMap(
                        one -> new Parties(one.center(), one.platform()),
                        one -> one.key().id(),
                        (first, other) -> first));
    }

    private record Parties(String center, String platform) {}

    /** @param agreements in any order */
    public static AgreementSnapshot of(Collection<Agreement> agreements) {
        return of(agreements, List.of(), agreement -> true);
    }

    /**
     * @param unreadable versions whose documents cannot be read
     * @param signatures whether those of an agreement hold; asked of what is decided by
     */
    static AgreementSnapshot of(
            Collection<Agreement> agreements, List<Version> unreadable, Predicate<Agreement> signatures) {
        return new AgreementSnapshot(
                agreements.stream()
                        .sorted(BY_ID)
                        .collect(Collectors.groupingBy(
                                one -> new Parties(one.center(), one.platform()), Collectors.toUnmodifiableList())),
                List.copyOf(unreadable),
                signatures);
    }

    /** Those that can be read, by id and version; without those whose signatures do not hold, unless suspended: {@link State#VOID}. */
    public List<Agreement> between(String center, String platform) {
        List<Agreement> readable = readable(center, platform);
        return readable.stream().allMatch(signatures)
                ? readable
                : readable.stream()
                        .filter(one -> signatures.test(one) || one.state() == State.SUSPENDED)
                        .map(one -> signatures.test(one) ? one : one.in(State.VOID))
                        .toList();
    }

    private List<Agreement> readable(String center, String platform) {
        return byParties.getOrDefault(new Parties(center, platform), List.of());
    }

    /** Those of one platform that can be read and that are asked for, with whichever center. */
    Stream<Agreement> of(String platform, Predicate<Agreement> wanted) {
        return byParties.entrySet().stream()
                .filter(entry -> entry.getKey().platform().equals(platform))
                .flatMap(entry -> entry.getValue().stream())
                .filter(wanted)
                .filter(signatures);
    }

    List<Version> unreadable() {
        return unreadable;
    }

    /**
     * @throws Failure HELD where one that is not over cannot be read, or one in force was not signed by both as it stands: it may
     *     prohibit what the others permit
     */
    void requireReadable(String center, String platform) {
        String unread = closed.get(new Parties(center, platform));
        if (unread != null) {
            throw held(unread, "AGREEMENT_UNREADABLE");
        }
        for (Agreement one : readable(center, platform)) {
            if (one.state() == State.ACTIVE && !signatures.test(one)) {
                throw held(one.id(), ReasonCode.AGREEMENT_SIG.name());
            }
        }
    }

    private static Failure held(String agreement, String why) {
        return new Failure(FailureCode.HELD, Map.of("agreement", agreement, "why", why, "retryAfterSeconds", 60));
    }
}
