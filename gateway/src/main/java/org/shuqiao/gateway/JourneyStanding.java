package org.shuqiao.gateway;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.TransparencyLog;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PartnerCertificates;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformCalls;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.LogStatus;
import org.springframework.stereotype.Component;

/** Looks how this gateway stands, for probes, figures and people. */
@Component
public final class JourneyStanding {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private static final Duration REPORT_LIVES = Duration.ofSeconds(1);

    private static final Set<ReasonCode> UNLOGGED = EnumSet.of(
            ReasonCode.LOG_UNCHECKED,
            ReasonCode.LOG_MISMATCH,
            ReasonCode.LOG_LAG,
            ReasonCode.TIMESTAMP_OVERDUE,
            ReasonCode.AUDIT_DOWN);

    private final Servers servers;
    private final Journeys journeys;
    private final Signer signer;
    private final TrustedCertificates authorities;
    private final Clock clock;
    private final TransparencyLog log;
    private final KeyStore keys;
    private final PlatformDirectory platforms;
    private final PartnerCertificates partners;
    private final ExpiryWarnings expiries;
    private final List<PlatformCalls> calls;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Report report;

    JourneyStanding(
            Servers servers,
            TrustedCertificates authorities,
            Clock clock,
            Journeys journeys,
            KeyStore keys,
            ExpiryWarnings expiries) {
        this.journeys = journeys;
        this.log = journeys.log();
        this.calls = journeys.platformCalls();
        this.keys = keys;
        this.platforms = journeys.parts().platforms();
        this.partners = journeys.parts().partners();
        this.expiries = expiries;
        this.servers = servers;
        this.signer = keys.statement();
        this.authorities = authorities;
        this.clock = clock;
    }

    /** The last report while it is young, or while somebody else makes the next: anybody may ask, and as often as they like. */
    public Standing now() {
        Report last = report;
        if (last != null && (last.isYoung() || !looking.tryLock())) {
            return last.standing();
        }
        if (last == null) {
            looking.lock();
        }
        try {
            Report mine = report;
            if (mine == null || !mine.isYoung()) {
                mine = new Report(look(), System.nanoTime());
                report = mine;
            }
            return mine.standing();
        } finally {
            looking.unlock();
        }
    }

    private record Report(Standing standing, long at) {
        boolean isYoung() {
            return System.nanoTime() - at < REPORT_LIVES.toNanos();
        }
    }

    private Standing look() {
        boolean ledger = servers.databaseAnswers();
        // Once for everything that follows from them, or a report could contradict itself.
        Map<Departures.Watch, Hold> holds = log.departures().holds();
        LogStatus status = log.status();
        return new Standing(
                ledger,
                // Whoever watches the ledger commits a row each time; nobody who only asks does.
                ledger && !holds.containsKey(Departures.Watch.LEDGER),
                canHint(),
                canSign(clock.instant()),
                canLog(holds.values(), status),
                keys.missing(),
                platformsWithoutCallKey(),
                each(PlatformCalls::secretTrouble),
                platformFolders(),
                each(PlatformCalls::clockSkew),
                journeys.placeTroubles(),
                expiries.near(),
                partners.isRenewed(),
                holds.values().stream().findFirst().orElse(null),
                status);
    }

    /** Those that are not in force, with what is wrong with them: what was in force before stays so, so nothing stops. */
    private List<FolderStanding> platformFolders() {
        return journeys.platformFolders().stream()
                .filter(folder -> folder.state() != FolderStanding.State.IN_FORCE)
                .toList();
    }

    private List<String> platformsWithoutCallKey() {
        return platforms.all().stream()
                .filter(access -> !access.canBeCalled(clock.instant()))
                .map(PlatformAccess::id)
                .toList();
    }

    private <T> List<T> each(Function<PlatformCalls, Optional<T>> detail) {
        return calls.stream()
                .flatMap(platform -> detail.apply(platform).stream())
                .toList();
    }

    /** The tree is what was signed, and leaves get their place in time. */
    private static boolean canLog(Collection<Hold> holds, LogStatus status) {
        return status.lag().compareTo(Limits.LOG_LAG) <= 0
                && holds.stream().map(Hold::reason).noneMatch(UNLOGGED::contains);
    }

    private boolean canHint() {
        try (JMSContext context = servers.connections().createContext()) {
            return context.getMetaData() != null;
        } catch (JMSRuntimeException away) {
            return false;
        }
    }

    private boolean canSign(Instant now) {
        try {
            Signer key = signer.pinned();
            authorities.verifier(key.chain(), now).verify(PROBE, key.sign(PROBE));
            return true;
        } catch (CertificateRefused | SignatureRefused | KeyUnavailable unusable) {
            return false;
        }
    }
}
