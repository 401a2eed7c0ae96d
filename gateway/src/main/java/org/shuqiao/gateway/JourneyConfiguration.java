package org.shuqiao.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.mappings.platforms.MappingRefused;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.JourneyParts;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.LogParts;
import org.shuqiao.routes.Places;
import org.shuqiao.routes.agreements.Attestors;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.CallWatch;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.PartnerCertificates;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformAccess.CallKeys;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.sftp.HostKeys;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.DeriveNumbers;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.webhooks.WebhookRules;
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

    /** @param rules asked for, as {@code tls} is, so that a refusal comes before a server starts */
    @Bean
    Servers servers(GatewaySettings settings, ProductionRules rules, @Nullable TlsFiles tls, SecureRandom random) {
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

    private static Platforms load(Datasets datasets, Path home) {
        try {
            return Platforms.load(datasets, home);
        } catch (MappingRefused refused) {
            throw new StartRefused("a platform is refused: " + refused.getMessage());
        }
    }

    @Bean
    PlatformDirectory platforms(
            GatewaySettings settings, Datasets datasets, PartnerCertificates partners, KeyStore keys)
            throws IOException, CertificateRefused {
        List<PlatformAccess> accesses = new ArrayList<>();
        Path home = settings.home().resolve("platforms");
        Platforms platforms = load(datasets, home);
        for (Map.Entry<String, GatewaySettings.Platform> configured :
                settings.platforms().entrySet()) {
            String id = configured.getKey();
            Platform platform = platforms
                    .find(id)
                    .orElseThrow(() -> new IllegalStateException("shuqiao.platforms." + id + " is no known platform"));
            URI baseUrl = configured.getValue().baseUrl();
            URI secretsUrl = configured.getValue().secretsUrl();
            accesses.add(new PlatformAccess(
                    platform,
                    baseUrl,
                    configured.getValue().clientId(),
                    secret(platform, keys),
                    callKeys(settings, platform, keys),
                    partners,
                    Files.readAllBytes(settings.receiptChain(id)),
                    Files.readAllBytes(settings.senderChain(id)),
                    secretsUrl == null ? baseUrl : secretsUrl,
                    hostKeys(settings, platform)));
        }
        return new PlatformDirectory(accesses, home);
    }

    /** Nobody logs in where people carry what leaves. */
    private static Supplier<byte[]> secret(Platform platform, KeyStore keys) {
        return platform.descriptor().transport() instanceof Transport.Offline
                ? () -> new byte[0]
                : () -> keys.callSecret(platform.id());
    }

    /** @return null for a platform whose calls are signed with its secret alone */
    private static @Nullable CallKeys callKeys(GatewaySettings settings, Platform platform, KeyStore keys)
            throws IOException, CertificateRefused {
        String id = platform.id();
        Transport transport = platform.descriptor().transport();
        if (transport instanceof Transport.Sftp || transport instanceof Transport.Offline) {
            String userId = platform.descriptor().statement().signature().userId();
            return new CallKeys(keys.callSigner(id, userId), null);
        }
        if (!(platform.descriptor().call().orElse(null) instanceof CallFamily.D family)) {
            return null;
        }
        return new CallKeys(
                keys.callSigner(id, family.signature().userId()),
                CertificateChain.parse(Files.readAllBytes(settings.encryptionChain(id))));
    }

    /** @return empty for a platform without an SFTP server */
    private static String hostKeys(GatewaySettings settings, Platform platform) throws IOException {
        if (!(platform.descriptor().transport() instanceof Transport.Sftp)) {
            return "";
        }
        Path file = settings.hostKeys(platform.id());
        try {
            String keys = Files.readString(file);
            HostKeys.parse(keys);
            return keys;
        } catch (NoSuchFileException | MalformedInputException | IllegalArgumentException unreadable) {
            throw new StartRefused(
                    "shuqiao.platforms." + platform.id() + ".host-keys: no keys of an SSH server in " + file);
        }
    }

    private static DepositPlace place(Places places, PlatformAccess access) {
        try {
            return places.open(access);
        } catch (IllegalArgumentException wrong) {
            throw new StartRefused("shuqiao.platforms." + access.id() + ".base-url: " + wrong.getMessage());
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
            PartnerCertificates partners,
            Attestors attestors,
            KeyStore keys,
            LogParts log,
            CallWatch calls,
            Clock clock,
            SecureRandom random)
            throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        Places places = new Places(ledger.attachments(), clock);
        camel.getRegistry().bind("call-watch", calls);
        return new Journeys(
                new JourneyParts(
                        ledger,
                        servers.connections(),
                        datasets,
                        platforms,
                        access -> place(places, access),
                        keys,
                        partners,
                        attestors,
                        log,
                        new WebhookRules(
                                settings.webhooks().allowPrivate(),
                                settings.webhooks().allowHttp()),
                        settings.gatewayName(),
                        Duration.ofMillis(settings.sweepMillis()),
                        clock,
                        random),
                camel);
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
    DeriveNumbers deriveNumbers(Ledger ledger) {
        return new DeriveNumbers(ledger.ownRecords(Limits.DERIVATION_PATIENCE));
    }

    @Bean
    CollectEvidence collectEvidence(Ledger ledger, TrustedCertificates authorities) {
        return new CollectEvidence(ledger, authorities);
    }
}
