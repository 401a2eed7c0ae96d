package org.shuqiao.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.keys.KeyStore;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires HTTPS. What it shows is the TLS key in force, else what the files of the settings hold, else, in a trial, the development
 * certificate; with none of them the gateway does not start.
 */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {

    /** @param rules asked for so that a development file is refused for what it is */
    @Bean
    @Nullable TlsFiles tlsFiles(GatewaySettings settings, ProductionRules rules, ServerProperties server, Clock clock) {
        if (!settings.http()) {
            return TlsFiles.open(settings, clock);
        }
        InetAddress address = server.getAddress();
        if (!settings.httpAnywhere() && (address == null || !address.isLoopbackAddress())) {
            throw new StartRefused(
                    "HTTP without TLS is for a proxy on this machine: leave server.address at 127.0.0.1, or, where the"
                            + " network in between is safe, set shuqiao.http-anywhere=true");
        }
        return null;
    }

    @Bean
    ShownCertificate shownCertificate(KeyStore keys, @Nullable TlsFiles files) {
        return () -> keys.tls().map(ServerIdentity::of).or(() -> Optional.ofNullable(files)
                .map(TlsFiles::identity));
    }

    @Bean
    TomcatConnectorCustomizer door(GatewaySettings settings, ShownCertificate shown, SecureRandom random) {
        if (settings.http()) {
            return connector -> {};
        }
        if (shown.get().isEmpty()) {
            throw new StartRefused(
                    "there is no certificate for HTTPS: set shuqiao.tls.key and shuqiao.tls.chain (PEM) or"
                            + " shuqiao.tls.key-store (PKCS#12), or put a TLS key in force; behind a proxy on this machine: serve --http"
                            + StartRefused.TRIAL);
        }
        return new HttpsDoor(new FollowingKeyManager(shown), random);
    }

    @Bean
    MeterBinder certificateLeft(GatewaySettings settings, ShownCertificate shown, Clock clock) {
        return registry -> Gauge.builder(
                        "shuqiao.https.certificate.left", () -> settings.http() ? Double.NaN : left(shown, clock))
                .baseUnit("seconds")
                .description("until the certificate that HTTPS shows ends; not a number where there is none")
                .register(registry);
    }

    private static double left(ShownCertificate shown, Clock clock) {
        return shown.get()
                .map(identity ->
                        Duration.between(clock.instant(), identity.validUntil()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
