package org.shuqiao.routes.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.TlsIdentity;
import org.shuqiao.certs.keys.MasterKey;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.routes.ledger.KeyLedger;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.StoredKey.State;

/**
 * The keys of one gateway, opened. What is asked for is always the newest ACTIVE key whose time has come and whose certificate is
 * valid now, as of the last {@link #refresh}. Thread-safe; asking costs no look into the database.
 */
public final class KeyStore {
    /** Without any one of these nothing is prepared and nothing leaves. */
    private static final Set<Role> NEEDED = EnumSet.of(Role.STATEMENT, Role.LOG, Role.MASKING);

    private static final KeySlot LOG = new KeySlot(Role.LOG, "", Kind.SM2);

    private final KeyLedger ledger;
    private final KeyVault vault;
    private final String gateway;
    private final @Nullable RemoteStatementKey remote;
    private final OpenedKeys opened;
    private final SecureRandom random;
    private final Clock clock;
    private volatile List<StoredKey> rows = List.of();
    private volatile Map<KeySlot, OpenedKey> inForce = Map.of();
    private volatile MaskingVersions masking = MaskingVersions.NONE;

    private KeyStore(
            KeyLedger ledger,
            KeyVault vault,
            String gateway,
            @Nullable RemoteStatementKey remote,
            SecureRandom random,
            Clock clock) {
        this.ledger = ledger;
        this.vault = vault;
        this.gateway = gateway;
        this.remote = remote;
        this.opened = new OpenedKeys(vault, random);
        this.random = random;
        this.clock = clock;
    }

    /**
     * Opens the keys of a ledger.
     *
     * @param gateway whose statement key is used
     * @param remote signs statements in another process; null where the key is in the ledger
     * @throws WrongMasterKey if they were sealed under another master key
     */
    public static KeyStore open(
            KeyLedger ledger,
            MasterKey master,
            String gateway,
            @Nullable RemoteKey remote,
            SecureRandom random,
            Clock clock) {
        KeyVault vault = new KeyVault(master, random);
        vault.requireSameMaster(ledger);
        KeyStore store = new KeyStore(
                ledger,
                vault,
                gateway,
                remote == null ? null : new RemoteStatementKey(remote, gateway, ledger),
                random,
                clock);
        store.refresh();
        return store;
    }

    /** Looks what other gateways and people have changed, and whose time has come. */
    public synchronized void refresh() {
        Optional<Signer> held = remote == null ? Optional.empty() : remote.signer();
        List<StoredKey> all = List.copyOf(ledger.all());
        Instant now = clock.instant();
        inForce = opened.inForce(all, held, now);
        masking = opened.masking(all, now);
        rows = all;
    }

    /** Returns the signer of this gateway's statements; it follows every change of key. */
    public Signer statement() {
        KeySlot slot = statementSlot();
        return new RotatingSigner(() -> signer(slot));
    }

    /** Returns the signer of the log's checkpoints, one key for all gateways; it follows every change of key. */
    public Signer log() {
        return new RotatingSigner(() -> signer(LOG));
    }

    /**
     * Returns the certificates of every key that has ever signed for the log, oldest first, also of those that have ended: what they
     * have signed is still what the tree must agree with. Looks into the database, since another gateway may just have changed keys.
     */
    public List<CertificateChain> logChains() {
        return ledger.all().stream()
                .filter(row -> row.role() == Role.LOG && row.activateAt() != null && row.chain() != null)
                .map(KeyVault::chain)
                .toList();
    }

    /** Returns the masking keys, the same for all gateways; they follow every change of key. */
    public MaskingKeys masking() {
        return (consumer, year) -> masking.of(consumer, year);
    }

    /**
     * Returns the signer of calls to a platform that wants them signed with SM2; it follows every change of key.
     *
     * @param userId as the platform's description names it
     */
    public Signer callSigner(String platform, String userId) {
        KeySlot slot = new KeySlot(Role.CALL, platform, Kind.SM2);
        return new RotatingSigner(() -> signing(slot).underUserId().apply(userId));
    }

    /**
     * Returns the secret that a platform shares with us now.
     *
     * @throws KeyUnavailable where there is none
     */
    public byte[] callSecret(String platform) {
        return ((OpenedKey.Shared) require(new KeySlot(Role.CALL, platform, Kind.SECRET)))
                .secret()
                .clone();
    }

    /**
     * Returns what HTTPS shows of this gateway; empty while it has no TLS key in force. One whose certificate has ended is shown until
     * it is retired: clients then say why they refuse, and an officer can still come in to put another in its place.
     */
    public Optional<TlsIdentity> tls() {
        return Optional.ofNullable(inForce.get(new KeySlot(Role.TLS, gateway, Kind.EC)))
                .map(key -> ((OpenedKey.Tls) key).identity());
    }

    /** Returns the roles without which nothing may leave and that no key fills now; empty when all is well. */
    public Set<Role> missing() {
        Map<KeySlot, OpenedKey> now = inForce;
        EnumSet<Role> missing = EnumSet.copyOf(NEEDED);
        missing.removeIf(role -> role == Role.MASKING
                ? masking.areComplete()
                : now.containsKey(role == Role.STATEMENT ? statementSlot() : LOG));
        return missing;
    }

    /** Returns every key of the ledger, as of the last refresh. */
    public List<StoredKey> keys() {
        return rows;
    }

    /** Returns the keys that this gateway works with or will, with their certificates' ends; soonest first. */
    public List<Expiry> expiries() {
        List<Expiry> expiries = new ArrayList<>();
        for (StoredKey row : rows) {
            boolean live = row.state() == State.ACTIVE || row.state() == State.CERTIFIED;
            boolean ours = row.role() == Role.LOG
                    || row.role() == Role.CALL
                    || row.owner().equals(gateway);
            if (live && ours && row.chain() != null) {
                expiries.add(new Expiry(
                        row.id(), row.role(), row.owner(), KeyVault.chain(row).validUntil()));
            }
        }
        expiries.sort(Comparator.comparing(Expiry::validUntil));
        return expiries;
    }

    /** Returns the certificates of signing keys that others may have had, as of the last refresh. */
    public List<Compromised> compromised() {
        List<Compromised> compromised = new ArrayList<>();
        for (StoredKey row : rows) {
            Instant from = row.compromisedFrom();
            if (from != null && row.chain() != null && row.role() != Role.TLS) {
                compromised.add(new Compromised(KeyVault.chain(row), from));
            }
        }
        return compromised;
    }

    /** @param from since when others may have had the key */
    public record Compromised(CertificateChain certificates, Instant from) {}

    /** When the certificate of a key ends. */
    public record Expiry(UUID key, Role role, String owner, Instant validUntil) {}

    /** Returns what makes the secrets of webhooks, sealed as keys are. */
    public WebhookSecrets webhookSecrets() {
        return new WebhookSecrets(vault, random);
    }

    /** Returns what seals records that nobody may pass on. */
    public RecordSeals recordSeals() {
        return new RecordSeals(vault);
    }

    /** Returns what tells equal findings of a quarantine. */
    public FindingMarks findingMarks() {
        return new FindingMarks(vault);
    }

    KeyLedger ledger() {
        return ledger;
    }

    KeyVault vault() {
        return vault;
    }

    String gateway() {
        return gateway;
    }

    private KeySlot statementSlot() {
        return new KeySlot(Role.STATEMENT, gateway, remote == null ? Kind.SM2 : Kind.REMOTE);
    }

    private Signer signer(KeySlot slot) {
        return signing(slot).signer();
    }

    private OpenedKey.Signing signing(KeySlot slot) {
        return (OpenedKey.Signing) require(slot);
    }

    private OpenedKey require(KeySlot slot) {
        OpenedKey key = inForce.get(slot);
        if (key == null) {
            throw new KeyUnavailable("no " + slot.role() + " key is in force");
        }
        return key;
    }
}
