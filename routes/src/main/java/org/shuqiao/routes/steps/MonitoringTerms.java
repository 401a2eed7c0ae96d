package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;

/** What a center may do with the figures that platforms gave it: show them, unless an agreement says more. */
public final class MonitoringTerms {
    private static final String DATASET = "monitoring";
    private static final String STORE = "store";

    private final AgreementBook book;
    private final PlatformDirectory platforms;
    private final Clock clock;

    public MonitoringTerms(AgreementBook book, PlatformDirectory platforms, Clock clock) {
        this.book = book;
        this.platforms = platforms;
        this.clock = clock;
    }

    /** Platforms whose figures this center may keep elsewhere, by an agreement that is in force now. */
    public List<String> storable(String center) {
        Instant now = clock.instant();
        return platforms.all().stream()
                .map(PlatformAccess::id)
                .filter(platform -> book.candidatesNow(center, platform).stream()
                        .anyMatch(agreement -> permitsStoring(agreement, now)))
                .toList();
    }

    private static boolean permitsStoring(Agreement agreement, Instant now) {
        return agreement.direction() == Agreement.Direction.IN
                && agreement.isInForce(now)
                && agreement.permissions().stream()
                        .anyMatch(permission -> permission.dataset().equals(DATASET)
                                && permission.action().equals(STORE));
    }
}
