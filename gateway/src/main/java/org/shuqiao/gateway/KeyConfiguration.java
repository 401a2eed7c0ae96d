package org.shuqiao.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.keys.RemoteSigner;
import org.shuqiao.routes.agreements.Attestors;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.keys.RemoteKey;
import org.shuqiao.routes.keys.WrongMasterKey;
import org.shuqiao.routes.ledger.KeyLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.PartnerCertificates;
import org.shuqiao.routes.platforms.RevocationSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the keys, and refuses to start with those that prove nothing. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {
    private static final String UNIX = "unix:";
    private static final Duration REMOTE_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    ProductionRules productionRules(GatewaySettings settings) throws IOException {
        ProductionRules rules = new ProductionRules(settings);
        rules.requireNoDevelopmentFiles();
        return rules;
    }

    @Bean
    TrustedCertificates authorities(GatewaySettings settings, ProductionRules rules)
            throws IOException, CertificateRefused {
        TrustedCertificates authorities = TrustedCertificates.load(settings.authorityFiles());
        rules.require(authorities);
        return authorities;
    }

    @Bean
    PartnerCertificates partners(GatewaySettings settings, TrustedCertificates authorities) {
        GatewaySettings.Revocations revocations = settings.revocations();
        List<RevocationSource> sources = new ArrayList<>();
        for (URI list : revocations.lists()) {
            Path kept = settings.home().resolve("revocations").resolve(sources.size() + ".crl");
            sources.add(new RevocationSource(list, kept));
        }
        try {
            return new PartnerCertificates(authorities, sources, revocations.staleBudget());
        } catch (IOException | CertificateRefused unread) {
            throw new StartRefused("a list of shuqiao.revocations.lists cannot be read: " + unread);
        }
    }

    @Bean
    Attestors attestors(GatewaySettings settings) {
        try {
            return Attestors.load(settings.officers().attestors());
        } catch (IOException | CertificateRefused unread) {
            throw new StartRefused("a file of shuqiao.officers.attestors cannot be read: " + unread);
        }
    }

    @Bean
    KeyStore keys(
            GatewaySettings settings,
            Ledger ledger,
            Environment environment,
            TrustedCertificates authorities,
            ProductionRules rules,
            @Nullable RemoteSigner remote,
            Clock clock,
            SecureRandom random)
            throws IOException {
        KeyLedger keys = ledger.keys();
        MasterKeySource source = new MasterKeySource(settings, environment.getProperty(MasterKeySource.VARIABLE));
        try {
            KeyStore store = KeyStore.open(
                    keys,
                    source.open(keys.masterKeyCheck().isPresent(), random),
                    settings.gatewayName(),
                    remote == null ? null : new RemoteKey(remote, authorities, clock),
                    random,
                    clock);
            new FirstKeys(settings, office(store, authorities, clock, random), rules, random).take();
            rules.require(store.keys());
            return store;
        } catch (WrongMasterKey wrong) {
            throw new StartRefused(String.valueOf(wrong.getMessage()));
        }
    }

    @Bean
    @Nullable RemoteSigner remoteSigner(GatewaySettings settings) {
        String address = settings.keys().statementSigner();
        if (address == null) {
            return null;
        }
        if (!address.startsWith(UNIX)) {
            throw new StartRefused("shuqiao.keys.statement-signer is not unix: and the path of a socket");
        }
        return new RemoteSigner(Path.of(address.substring(UNIX.length())), REMOTE_TIMEOUT);
    }

    @Bean
    KeyOffice office(KeyStore keys, TrustedCertificates authorities, Clock clock, SecureRandom random) {
        return new KeyOffice(keys, authorities, new Uuid7(clock, random), random, clock);
    }

    @Bean
    ExpiryWarnings expiryWarnings(KeyStore keys, Clock clock) {
        return new ExpiryWarnings(keys, clock);
    }
}
