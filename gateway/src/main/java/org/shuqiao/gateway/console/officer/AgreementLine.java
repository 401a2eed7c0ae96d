package org.shuqiao.gateway.console.officer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.officer.Terms.Gist;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;

/**
 * An agreement in the list.
 *
 * @param now the version in force or suspended, or else the last one that was
 * @param coming the version that is to come into force; null where none is
 * @param warnings what an officer should look at, as the ends of the names of messages
 */
record AgreementLine(
        String id,
        String center,
        String platform,
        Gist gist,
        @Nullable Version now,
        @Nullable Version coming,
        List<String> warnings) {
    private static final Duration SOON = Duration.ofDays(30);

    /** @param validUntil exclusive */
    record Version(int version, AgreementState state, Instant validFrom, Instant validUntil) {
        static Version of(StoredAgreement stored) {
            return new Version(stored.version(), stored.state(), stored.validFrom(), stored.validUntil());
        }
    }

    /**
     * @param stored by id and version, at most two of each agreement
     * @param undecided ids of agreements that this gateway does not decide by
     */
    static List<AgreementLine> of(List<StoredAgreement> stored, Set<String> undecided, Instant at) {
        Map<String, List<StoredAgreement>> byId = new LinkedHashMap<>();
        stored.forEach(
                one -> byId.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(one));
        return byId.values().stream()
                .map(versions -> line(versions, undecided, at))
                .toList();
    }

    private static AgreementLine line(List<StoredAgreement> versions, Set<String> undecided, Instant at) {
        Version now = null;
        Version coming = null;
        StoredAgreement shown = versions.get(0);
        for (StoredAgreement one : versions) {
            if (isComing(one.state())) {
                coming = Version.of(one);
            } else {
                now = Version.of(one);
                shown = one;
            }
        }
        List<String> warnings = warnings(now, coming, at);
        if (undecided.contains(shown.id())) {
            warnings.add(0, "undecided");
        }
        return new AgreementLine(
                shown.id(), shown.center(), shown.platform(), Terms.gist(shown.document()), now, coming, warnings);
    }

    private static List<String> warnings(@Nullable Version now, @Nullable Version coming, Instant at) {
        List<String> warnings = new ArrayList<>();
        if (now != null && now.state() == AgreementState.SUSPENDED) {
            warnings.add("suspended");
        }
        if (now != null && lives(now.state()) && now.validUntil().isBefore(at.plus(SOON))) {
            warnings.add("ending");
        }
        if (coming != null) {
            warnings.add(coming.state().name());
        }
        return warnings;
    }

    private static boolean lives(AgreementState state) {
        return state == AgreementState.ACTIVE || state == AgreementState.SUSPENDED;
    }

    private static boolean isComing(AgreementState state) {
        return switch (state) {
            case DRAFT, PROPOSED, COUNTERSIGNED -> true;
            case ACTIVE, SUSPENDED, ENDED, REVOKED, WITHDRAWN -> false;
        };
    }
}
