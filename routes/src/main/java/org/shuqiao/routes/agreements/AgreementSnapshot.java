package org.shuqiao.routes.agreements;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.BookLedger.Version;

/** Agreements as they were at one moment, found by their parties: what a decision costs does not depend on how many others there are. */
public final class AgreementSnapshot {
    private static final Comparator<Agreement> BY_ID =
            Comparator.comparing(Agreement::id).thenComparing(Agreement::version);

    private final Map<Parties, List<Agreement>> byParties;
    private final List<Version> unreadable;
    private final Map<Parties, String> closed;

    private AgreementSnapshot(Map<Parties, List<Agreement>> byParties, List<Version> unreadable) {
        this.byParties = byParties;
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
        return of(agreements, List.of());
    }

    /** @param unreadable versions whose documents cannot be read */
    static AgreementSnapshot of(Collection<Agreement> agreements, List<Version> unreadable) {
        return new AgreementSnapshot(
                agreements.stream()
                        .sorted(BY_ID)
                        .collect(Collectors.groupingBy(
                                one -> new Parties(one.center(), one.platform()), Collectors.toUnmodifiableList())),
                List.copyOf(unreadable));
    }

    /** Those that can be read, by id and version. */
    public List<Agreement> between(String center, String platform) {
        return byParties.getOrDefault(new Parties(center, platform), List.of());
    }

    /** Those of one platform that can be read, with whichever center. */
    Stream<Agreement> of(String platform) {
        return byParties.entrySet().stream()
                .filter(entry -> entry.getKey().platform().equals(platform))
                .flatMap(entry -> entry.getValue().stream());
    }

    List<Version> unreadable() {
        return unreadable;
    }

    /** @throws Failure HELD where one that is not over cannot be read: it may prohibit what the others permit */
    void requireReadable(String center, String platform) {
        String unread = closed.get(new Parties(center, platform));
        if (unread != null) {
            throw new Failure(
                    FailureCode.HELD,
                    Map.of("agreement", unread, "why", "AGREEMENT_UNREADABLE", "retryAfterSeconds", 60));
        }
    }
}
