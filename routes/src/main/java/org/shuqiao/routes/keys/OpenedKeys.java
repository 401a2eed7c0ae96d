package org.shuqiao.routes.keys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.UnusableKey;
import org.shuqiao.certs.keys.SealBroken;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.StoredKey.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the rows of the ledger that are in force, each once, and keeps them open while they are ACTIVE. Not thread-safe. */
final class OpenedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedKeys.class);

    private final KeyVault vault;
    private final SecureRandom random;
    private final Map<UUID, OpenedKey> opened = new HashMap<>();
    private final Set<UUID> unusable = new HashSet<>();

    OpenedKeys(KeyVault vault, SecureRandom random) {
        this.vault = vault;
        this.random = random;
    }

    /**
     * Returns which key fills each place now, the newest of those that may; masking keys fill none.
     *
     * @param held the key of a remote signer, where it is there
     */
    Map<KeySlot, OpenedKey> inForce(List<StoredKey> rows, Optional<Signer> held, Instant now) {
        Map<KeySlot, OpenedKey> places = new HashMap<>();
        rows.stream()
                .filter(row -> row.role() != StoredKey.Role.MASKING && isInForce(row, now))
                .sorted(Comparator.comparing(StoredKey::activateAt).thenComparing(StoredKey::version))
                .forEach(row -> open(row, held).ifPresent(key -> places.put(KeySlot.of(row), key)));
        opened.keySet()
                .retainAll(rows.stream()
                        .filter(OpenedKeys::isActive)
                        .map(StoredKey::id)
                        .toList());
        return Map.copyOf(places);
    }

    /** Returns the masking keys that are in force now. */
    MaskingVersions masking(List<StoredKey> rows, Instant now) {
        return new MaskingVersions(rows.stream()
                .filter(row -> row.role() == StoredKey.Role.MASKING && isInForce(row, now))
                .map(row -> new MaskingVersions.Version(
                        row, open(row, Optional.empty()).map(OpenedKey.Masking.class::cast)))
                .toList());
    }

    private static boolean isActive(StoredKey row) {
        return row.state() == State.ACTIVE;
    }

    private static boolean isInForce(StoredKey row, Instant now) {
        Instant from = row.activateAt();
        if (!isActive(row) || from == null || from.isAfter(now)) {
            return false;
        }
        if (row.chain() == null) {
            return true;
        }
        CertificateChain chain = KeyVault.chain(row);
        // That a server's certificate has ended is for its clients to judge.
        boolean ended = row.role() != Role.TLS && now.isAfter(chain.validUntil());
        return !now.isBefore(chain.validFrom()) && !ended;
    }

    /** A row that does not open is left aside, and said once; another may fill its place. */
    private Optional<OpenedKey> open(StoredKey row, Optional<Signer> held) {
        try {
            OpenedKey key = opened.get(row.id());
            if (key == null) {
                Optional<OpenedKey> fresh = fresh(row, held);
                fresh.filter(each -> row.sealed() != null).ifPresent(each -> opened.put(row.id(), each));
                return fresh;
            }
            return Optional.of(key);
        } catch (SealBroken | UnusableKey broken) {
            if (unusable.add(row.id())) {
                LOG.error("key {} of role {} cannot be used: {}", row.id(), row.role(), broken.getMessage());
            }
            return Optional.empty();
        }
    }

    private Optional<OpenedKey> fresh(StoredKey row, Optional<Signer> held) throws SealBroken {
        return switch (row.kind()) {
            case REMOTE ->
                held.filter(signer -> signer.chain().equals(KeyVault.chain(row)))
                        .map(OpenedKey.Signing::elsewhere);
            case SM2 -> Optional.of(OpenedKey.Signing.of(vault.signingKey(row), random));
            case EC -> Optional.of(new OpenedKey.Tls(vault.tlsKey(row).certified(KeyVault.chain(row))));
            case SECRET ->
                Optional.of(
                        row.role() == Role.MASKING
                                ? new OpenedKey.Masking(vault.macKey(row), row.version())
                                : new OpenedKey.Shared(vault.secret(row)));
        };
    }
}
