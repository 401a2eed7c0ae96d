package org.shuqiao.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.springframework.stereotype.Component;

/** Keys for whoever watches figures. */
@Component
final class KeyMetrics implements MeterBinder {
    private final KeyStore keys;
    private final Clock clock;

    KeyMetrics(KeyStore keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shuqiao.keys.missing", keys, k -> k.missing().size())
                .description("roles without which nothing leaves and that no key fills")
                .register(registry);
        for (Role role : List.of(Role.STATEMENT, Role.LOG, Role.CALL, Role.TLS)) {
            Gauge.builder("shuqiao.keys.certificate.left", keys, k -> left(k, role))
                    .tag("role", role.name())
                    .baseUnit("seconds")
                    .description("until the first certificate of the role ends; not a number where there is none")
                    .register(registry);
        }
    }

    private double left(KeyStore store, Role role) {
        return store.expiries().stream()
                .filter(expiry -> expiry.role() == role)
                .findFirst()
                .map(expiry ->
                        Duration.between(clock.instant(), expiry.validUntil()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
