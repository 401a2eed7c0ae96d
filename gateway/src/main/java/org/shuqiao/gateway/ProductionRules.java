package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.routes.ledger.StoredKey;

/**
 * Whoever can read a development folder can sign as anybody. So nothing from it, and nothing that a development authority has
 * certified, is used unless the operator has said that this is a trial.
 */
final class ProductionRules {
    private final GatewaySettings settings;

    ProductionRules(GatewaySettings settings) {
        this.settings = settings;
    }

    /** @throws StartRefused where a setting names a file of the development folder */
    void requireNoDevelopmentFiles() throws IOException {
        if (settings.development()) {
            return;
        }
        List<@Nullable Path> named = new ArrayList<>(settings.authorityFiles());
        named.addAll(settings.timestamps().authorityFiles());
        named.addAll(Arrays.asList(settings.signingKeyFile(), settings.signingChainFile()));
        named.addAll(Arrays.asList(settings.logKeyFile(), settings.logChainFile()));
        named.addAll(Arrays.asList(
                settings.tlsKeyFile(), settings.tlsChainFile(), settings.tls().keyStore()));
        settings.platforms().keySet().forEach(platform -> {
            named.add(settings.receiptChain(platform));
            named.add(settings.senderChain(platform));
            named.addAll(Arrays.asList(
                    settings.secretFile(platform),
                    settings.callKey(platform),
                    settings.callChain(platform),
                    settings.encryptionChainFile(platform)));
        });
        Path folder = real(settings.developmentFolder());
        for (Path file : named) {
            if (file != null && real(file).startsWith(folder)) {
                throw new StartRefused("development keys are set: " + file + StartRefused.TRIAL);
            }
        }
    }

    /** Also finds what a symbolic link leads to. */
    private static Path real(Path path) throws IOException {
        return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
    }

    /** @throws StartRefused where a development authority is among them */
    void require(TrustedCertificates authorities) {
        if (!settings.development() && DevelopmentAuthority.isTrustedBy(authorities)) {
            throw new StartRefused("shuqiao.authorities names a development authority" + StartRefused.TRIAL);
        }
    }

    /** @throws StartRefused where a development authority has certified it */
    void require(CertificateChain chain, String of) {
        if (!settings.development() && DevelopmentAuthority.isIssuerOf(chain)) {
            throw new StartRefused("a development authority has certified " + of + StartRefused.TRIAL);
        }
    }

    /** @throws StartRefused where a development authority has certified one that is in use */
    void require(List<StoredKey> keys) {
        for (StoredKey key : keys) {
            boolean ended = key.state() == StoredKey.State.RETIRED || key.state() == StoredKey.State.COMPROMISED;
            if (!ended && key.chain() != null) {
                require(chain(key.chain()), "key " + key.id() + " (" + key.role() + ")");
            }
        }
    }

    private static CertificateChain chain(byte[] pem) {
        try {
            return CertificateChain.parse(pem);
        } catch (CertificateRefused e) {
            throw new IllegalStateException("only chains that were read are stored", e);
        }
    }
}
