package org.shuqiao.gateway;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
import org.shuqiao.routes.ledger.AuditLedger;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PartnerCertificates;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformCalls;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.LogStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Ready means: can store, can hint, can sign so that others can verify, and nothing is held back for a fault of ours. */
@Component("journeysHealthIndicator")
final class JourneysHealth implements HealthIndicator {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private static final Set<ReasonCode> UNLOGGED = EnumSet.of(
            ReasonCode.LOG_UNCHECKED,
            ReasonCode.LOG_MISMATCH,
            ReasonCode.LOG_LAG,
            ReasonCode.TIMESTAMP_OVERDUE,
            ReasonCode.AUDIT_DOWN);

    private final Servers servers;
    private final AuditLedger audit;
    private final Signer signer;
    private final TrustedCertificates authorities;
    private final Clock clock;
    private final TransparencyLog log;
    private final KeyStore keys;
    private final PlatformDirectory platforms;
    private final PartnerCertificates partners;
    private final ExpiryWarnings expiries;
    private final List<PlatformCalls> calls;
    private final Journeys journeys;
    private final OpenFigures figures;

    JourneysHealth(
            Servers servers,
            TrustedCertificates authorities,
            Clock clock,
            Journeys journeys,
            KeyStore keys,
            ExpiryWarnings expiries,
            OpenFigures figures) {
        this.journeys = journeys;
        this.figures = figures;
        this.log = journeys.log();
        this.calls = journeys.platformCalls();
        this.audit = journeys.ledger().audit(Limits.LEDGER_PATIENCE);
        this.keys = keys;
        this.platforms = journeys.parts().platforms();
        this.partners = journeys.parts().partners();
        this.expiries = expiries;
        this.servers = servers;
        this.signer = keys.statement();
        this.authorities = authorities;
        this.clock = clock;
    }

    @Override
    public Health health() {
        boolean ledger = servers.databaseAnswers();
        boolean store = ledger && canStore();
        boolean broker = canHint();
        boolean key = canSign(clock.instant());
        Hold hold = log.departures().hold().orElse(null);
        boolean ready = store && broker && key && hold == null;
        return (ready ? Health.up() : Health.outOfService())
                .withDetail("can", Map.of("sign", key, "log", canLog(), "store", store, "hint", broker))
                .withDetail("ledger", ledger)
                .withDetail("broker", broker)
                .withDetail("statementKey", key)
                .withDetail("missingKeys", keys.missing())
                .withDetail("platformsWithoutCallKey", platformsWithoutCallKey())
                .withDetail("platformsWithoutSecret", each(PlatformCalls::secretTrouble))
                .withDetail("platformFolders", platformFolders())
                .withDetail("platformClocks", each(PlatformCalls::clockSkew))
                .withDetail("platformPlaces", journeys.placeTroubles())
                .withDetail("putAside", figures.putAside())
                .withDetail("endingCertificates", endingCertificates())
                .withDetail("revocationListsRenewed", partners.isRenewed())
                .withDetail("departures", hold == null ? "open" : hold)
                .withDetail("log", logDetail())
                .build();
    }

    /** Those that are not in force, with what is wrong with them: what was in force before stays so, so nothing stops. */
    private List<FolderStanding> platformFolders() {
        return journeys.platformFolders().stream()
                .filter(folder -> folder.state() != FolderStanding.State.IN_FORCE)
                .toList();
    }

    private List<String> platformsWithoutCallKey() {
        return platforms.all().stream()
                .filter(access -> !access.canBeCalled())
                .map(PlatformAccess::id)
                .toList();
    }

    private <T> List<T> each(Function<PlatformCalls, Optional<T>> detail) {
        return calls.stream()
                .flatMap(platform -> detail.apply(platform).stream())
                .toList();
    }

    private List<Map<String, Object>> endingCertificates() {
        return expiries.near().stream()
                .map(near -> Map.<String, Object>of(
                        "key",
                        near.key(),
                        "role",
                        near.role(),
                        "owner",
                        near.owner(),
                        "validUntil",
                        near.validUntil(),
                        "daysLeft",
                        near.left().toDays()))
                .toList();
    }

    private Map<String, Object> logDetail() {
        LogStatus status = log.status();
        Duration budget = status.stampBudget();
        return Map.of(
                "treeSize",
                status.treeSize(),
                "publishedSize",
                status.publishedSize(),
                "lagSeconds",
                status.lag().toSeconds(),
                "timestampBudgetSeconds",
                budget == null ? "off" : budget.toSeconds());
    }

    /** A database may answer and take nothing: it is a standby, its disk is full, or a transaction holds what we need. */
    private boolean canStore() {
        try {
            audit.prove();
            return true;
        } catch (DataAccessException | TransactionException refused) {
            return false;
        }
    }

    /** The tree is what was signed, and leaves get their place in time. */
    private boolean canLog() {
        Departures departures = log.departures();
        return departures.isLogWhole()
                && log.status().lag().compareTo(Limits.LOG_LAG) <= 0
                && departures
                        .hold()
                        .map(Hold::reason)
                        .filter(UNLOGGED::contains)
                        .isEmpty();
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
