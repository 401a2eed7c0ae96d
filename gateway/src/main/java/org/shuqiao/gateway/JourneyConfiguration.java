package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Platform;
import org.shuqiao.mappings.Platforms;
import org.shuqiao.routes.JourneyParts;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.LogParts;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.Limits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the journeys: servers, keys, platforms, routes. */
@Configuration(proxyBeanMethods = false)
class JourneyConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    /** @param rules asked for so that a refusal comes before a server starts */
    @Bean
    Servers servers(GatewaySettings settings, ProductionRules rules, SecureRandom random) {
        return new Servers(settings, random);
    }

    @Bean
    Ledger ledger(Servers servers, GatewaySettings settings, Clock clock, SecureRandom random) {
        return new Ledger(
                servers.database(),
                settings.gatewayName(),
                new Ledger.Times(Limits.HINT_GRACE, Limits.PREPARE_LEASE, Limits.SEND_LEASE),
                new Leaves(new Uuid7(clock, random), LogHash.of(settings.log().hash()), clock));
    }

    @Bean
    Datasets datasets() {
        return Datasets.load();
    }

    @Bean
    PlatformDirectory platforms(
            GatewaySettings settings, Datasets datasets, TrustedCertificates authorities, KeyStore keys)
            throws IOException {
        List<PlatformAccess> accesses = new ArrayList<>();
        Platforms platforms = Platforms.load(datasets);
        for (Map.Entry<String, GatewaySettings.Platform> configured :
                settings.platforms().entrySet()) {
            String id = configured.getKey();
            Platform platform = platforms
                    .find(id)
                    .orElseThrow(() -> new IllegalStateException("shuqiao.platforms." + id + " is no known platform"));
            accesses.add(new PlatformAccess(
                    platform,
                    configured.getValue().baseUrl(),
                    configured.getValue().clientId(),
                    callSecret(keys, id),
                    authorities,
                    Files.readAllBytes(settings.receiptChain(id))));
        }
        return new PlatformDirectory(
                accesses, datasets.all().stream().map(Dataset::id).toList());
    }

    private static byte[] callSecret(KeyStore keys, String platform) {
        try {
            return keys.callSecret(platform);
        } catch (KeyUnavailable none) {
            throw new StartRefused("there is no call secret of " + platform + ": set shuqiao.platforms." + platform
                    + ".secret-file for the first start");
        }
    }

    /** {@link JourneyLifecycle} starts and ends it. */
    @Bean(destroyMethod = "")
    Journeys journeys(
            GatewaySettings settings,
            Servers servers,
            Ledger ledger,
            Datasets datasets,
            PlatformDirectory platforms,
            TrustedCertificates authorities,
            KeyStore keys,
            LogParts log,
            Clock clock,
            SecureRandom random)
            throws Exception {
        return new Journeys(
                new JourneyParts(
                        ledger,
                        servers.connections(),
                        datasets,
                        platforms,
                        keys,
                        authorities,
                        log,
                        settings.gatewayName(),
                        Duration.ofMillis(settings.sweepMillis()),
                        clock,
                        random),
                new DefaultCamelContext());
    }

    @Bean
    LogParts logParts(GatewaySettings settings, KeyStore keys) throws IOException {
        GatewaySettings.Timestamps timestamps = settings.timestamps();
        return new LogParts(
                settings.log().origin(),
                keys.log(),
                settings.home().resolve("log/checkpoint"),
                new LogParts.Timestamps(
                        timestamps.urls(),
                        TimestampAuthorities.load(timestamps.authorityFiles()),
                        timestamps.every(),
                        timestamps.budget()));
    }

    @Bean
    CollectEvidence collectEvidence(Ledger ledger, TrustedCertificates authorities) {
        return new CollectEvidence(ledger, authorities);
    }
}
