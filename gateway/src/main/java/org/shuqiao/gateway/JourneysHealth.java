package org.shuqiao.gateway;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.time.Clock;
import java.time.Instant;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.TrustedCertificates;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready means: can store, can hint, and can sign so that others can verify. */
@Component("journeysHealthIndicator")
final class JourneysHealth implements HealthIndicator {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private final Servers servers;
    private final Signer signer;
    private final TrustedCertificates authorities;
    private final Clock clock;

    JourneysHealth(Servers servers, Signer signer, TrustedCertificates authorities, Clock clock) {
        this.servers = servers;
        this.signer = signer;
        this.authorities = authorities;
        this.clock = clock;
    }

    @Override
    public Health health() {
        boolean ledger = servers.databaseAnswers();
        boolean broker = canHint();
        boolean key = canSign(clock.instant());
        return (ledger && broker && key ? Health.up() : Health.outOfService())
                .withDetail("ledger", ledger)
                .withDetail("broker", broker)
                .withDetail("statementKey", key)
                .build();
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
            authorities.verifier(signer.chain(), now).verify(PROBE, signer.sign(PROBE));
            return true;
        } catch (CertificateRefused | SignatureRefused unusable) {
            return false;
        }
    }
}
