package org.shuqiao.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.UncertifiedKey;
import org.shuqiao.certs.UnusableKey;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;

/**
 * Takes the keys that a ledger begins with from files: the statement key and the call secrets of the settings, the masking key of an
 * earlier release, and for a trial everything else. A key that the ledger had once is never taken again.
 */
final class FirstKeys {
    private static final int MASKING_BYTES = 32;

    private final GatewaySettings settings;
    private final KeyOffice office;
    private final ProductionRules rules;
    private final SecureRandom random;

    FirstKeys(GatewaySettings settings, KeyOffice office, ProductionRules rules, SecureRandom random) {
        this.settings = settings;
        this.office = office;
        this.rules = rules;
        this.random = random;
    }

    /** @throws StartRefused where a file is missing or is no such key */
    void take() throws IOException {
        if (settings.keys().statementSigner() == null) {
            certified(Role.STATEMENT, settings.gatewayName(), settings.signingKeyFile(), settings.signingChainFile());
        }
        certified(Role.LOG, "", settings.logKeyFile(), settings.logChainFile());
        masking();
        for (String platform : settings.platforms().keySet()) {
            calls(platform);
            Path secret = settings.secretFile(platform);
            if (secret != null && isNew(Role.CALL, platform, Kind.SECRET)) {
                office.importFirst(Role.CALL, platform, text(secret).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** In a trial only platforms that want their calls signed have a key for it. */
    private void calls(String platform) throws IOException {
        Path keyFile = settings.callKey(platform);
        if (keyFile != null && (!settings.development() || Files.exists(keyFile))) {
            certified(Role.CALL, platform, keyFile, settings.callChain(platform));
        }
    }

    /** Files may be removed once they were taken, so they are only looked for before. */
    private boolean isNew(Role role, String owner, Kind kind) {
        return office.keys().stream()
                .noneMatch(key -> key.role() == role && key.owner().equals(owner) && key.kind() == kind);
    }

    private void certified(Role role, String owner, @Nullable Path keyFile, @Nullable Path chainFile)
            throws IOException {
        if ((keyFile == null && chainFile == null) || !isNew(role, owner, Kind.SM2)) {
            return;
        }
        if (keyFile == null || chainFile == null) {
            throw new StartRefused("of the " + role + " key only one of key and chain is set");
        }
        try {
            CertificateChain chain = CertificateChain.parse(read(chainFile));
            rules.require(chain, "the key of " + chainFile);
            office.importFirst(role, owner, UncertifiedKey.parsePem(read(keyFile)), chain);
        } catch (CertificateRefused | UnusableKey unusable) {
            throw new StartRefused("no key with its certificates in " + keyFile + " and " + chainFile);
        }
    }

    private void masking() throws IOException {
        if (!isNew(Role.MASKING, "", Kind.SECRET)) {
            return;
        }
        Path earlier = settings.home().resolve("secrets/masking.key");
        if (Files.exists(earlier)) {
            office.importFirst(Role.MASKING, "", hexadecimal(earlier));
        } else if (settings.development() || settings.database().url() == null) {
            byte[] fresh = new byte[MASKING_BYTES];
            random.nextBytes(fresh);
            office.importFirst(Role.MASKING, "", fresh);
        }
    }

    private static byte[] hexadecimal(Path file) throws IOException {
        try {
            return HexFormat.of().parseHex(text(file));
        } catch (IllegalArgumentException notHexadecimal) {
            throw new StartRefused("no hexadecimal digits in " + file);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(read(file), StandardCharsets.UTF_8).strip();
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new StartRefused("there is no file " + file);
        }
        return Files.readAllBytes(file);
    }
}
