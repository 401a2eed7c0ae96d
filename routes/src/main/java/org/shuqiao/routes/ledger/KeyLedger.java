package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Keys of all gateways, sealed, with their states. Each change is committed with its leaf in the log. */
public final class KeyLedger {
    private static final KeyRow ROW = new KeyRow();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LeafRows leaves;
    private final ActRows acts;
    private final RecalledTransfers recalled;

    KeyLedger(JdbcTemplate jdbc, TransactionTemplate transaction, LeafRows leaves, ActRows acts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leaves = leaves;
        this.acts = acts;
        this.recalled = new RecalledTransfers(jdbc);
    }

    /** The text that the first gateway has sealed under its master key; empty before the first start of all. */
    public Optional<byte[]> masterKeyCheck() {
        return jdbc.queryForList("SELECT sealed FROM master_key_check", byte[].class).stream()
                .findFirst();
    }

    /** Of gateways that do so at once the first one is heard. */
    public void setMasterKeyCheck(byte[] sealed) {
        jdbc.update("INSERT INTO master_key_check (sealed) VALUES (?) ON CONFLICT DO NOTHING", sealed);
    }

    /** Every key there ever was, oldest first. */
    public List<StoredKey> all() {
        return jdbc.query("SELECT * FROM key_store ORDER BY created_at, id", ROW);
    }

    public Optional<StoredKey> find(UUID id) {
        return jdbc.query("SELECT * FROM key_store WHERE id = ?", ROW, id).stream()
                .findFirst();
    }

    /** Stores a key as GENERATED under the next version. */
    public StoredKey add(NewKey key, String actor) {
        return changed(() -> {
            insert(key, nextVersion(key), StoredKey.State.GENERATED, null, actor);
            record(key.id(), "generate", actor);
            return find(key.id()).orElseThrow();
        });
    }

    /** Stores a key that is in force at once, such as one from a file, under the next version. */
    public StoredKey addActive(NewKey key, String actor) {
        return changed(() -> {
            insert(key, nextVersion(key), StoredKey.State.ACTIVE, leaves.now(), actor);
            record(key.id(), "import", actor);
            return find(key.id()).orElseThrow();
        });
    }

    /**
     * Stores a key that is in force at once, unless its role, owner and kind had one before: of several gateways that do so at
     * once, one is heard.
     */
    public void addFirst(NewKey key, String actor) {
        changed(() -> {
            if (insert(key, 1, StoredKey.State.ACTIVE, leaves.now(), actor)) {
                record(key.id(), "import", actor);
            }
            return true;
        });
    }

    /** @return false where the key is not GENERATED */
    public boolean certify(UUID id, byte[] chain, String actor) {
        return changed(() -> jdbc.update(
                                """
                                UPDATE key_store SET state = 'CERTIFIED', chain = ?
                                WHERE id = ? AND state = 'GENERATED' AND kind IN ('SM2', 'EC')
                                """,
                                chain,
                                id)
                        == 1
                && record(id, "certify", actor));
    }

    /** @return false where the key is neither certified nor a secret that was just generated; masking keys are activated otherwise */
    public boolean activate(UUID id, Instant at, String actor) {
        return changed(() -> jdbc.update(
                                """
                                UPDATE key_store SET state = 'ACTIVE', activate_at = ?
                                WHERE id = ? AND role <> 'MASKING'
                                  AND (state = 'CERTIFIED' OR (state = 'GENERATED' AND kind = 'SECRET'))
                                """,
                                time(at),
                                id)
                        == 1
                && record(id, "activate", actor));
    }

    /**
     * Puts a masking key in force for the records of a year and later ones.
     *
     * @param now the year of {@code at}: what has begun keeps the key that it has, unless there is none
     * @return false where the key is not a masking key that was just generated, or the year has begun
     */
    public boolean activateMasking(UUID id, Instant at, int fromYear, int now, String actor) {
        return changed(() -> jdbc.update(
                                """
                                UPDATE key_store SET state = 'ACTIVE', activate_at = ?, from_year = ?
                                WHERE id = ? AND role = 'MASKING' AND state = 'GENERATED'
                                  AND (? > ? OR NOT EXISTS (SELECT 1 FROM key_store o
                                                            WHERE o.role = 'MASKING' AND o.state = 'ACTIVE'
                                                              AND o.activate_at <= now()))
                                """,
                                time(at),
                                fromYear,
                                id,
                                fromYear,
                                now)
                        == 1
                && record(id, "activate", actor));
    }

    /** Ends a key that did no harm; what it has signed stays as it is. @return false where it has ended already */
    public boolean retire(UUID id, String reason, String actor) {
        return changed(() -> jdbc.update(
                                """
                                UPDATE key_store SET state = 'RETIRED', retired_at = ?, reason = ?
                                WHERE id = ? AND state IN ('GENERATED', 'CERTIFIED', 'ACTIVE')
                                """,
                                time(leaves.now()),
                                reason,
                                id)
                        == 1
                && record(id, "retire", actor));
    }

    /**
     * Marks a key that others may have. What it has signed or masked and is still READY becomes PENDING, to be made anew; what is READY
     * with it later by any way is found by the claim.
     *
     * @param from since when others may have it
     * @return false where it is marked already
     */
    public boolean compromised(UUID id, Instant from, String reason, String actor) {
        return changed(() -> {
            boolean marked = jdbc.update(
                            """
                            UPDATE key_store SET state = 'COMPROMISED', compromised_from = ?, reason = ?
                            WHERE id = ? AND state <> 'COMPROMISED'
                            """,
                            time(from),
                            reason,
                            id)
                    == 1;
            if (marked) {
                recall(find(id).orElseThrow(), from);
            }
            return marked && record(id, "compromise", actor);
        });
    }

    private void recall(StoredKey key, Instant from) {
        if (key.role() == StoredKey.Role.MASKING) {
            recalled.maskedWith(key.version());
        } else if (key.chain() != null && key.role() != StoredKey.Role.TLS) {
            recalled.signedUnder(key.chain(), from);
        }
    }

    /** Changes of keys are rare, so they wait for each other: versions have no gaps and no two keys the same. */
    private <T> T changed(Supplier<T> change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.query("SELECT pg_advisory_xact_lock(hashtext('key_store'))", row -> {});
            return change.get();
        }));
    }

    private int nextVersion(NewKey key) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT coalesce(max(version), 0) + 1 FROM key_store WHERE role = ? AND owner = ? AND kind = ?",
                Integer.class,
                key.role().name(),
                key.owner(),
                key.kind().name()));
    }

    private boolean insert(NewKey key, int version, StoredKey.State state, @Nullable Instant activateAt, String actor) {
        return jdbc.update(
                        """
                        INSERT INTO key_store (id, role, owner, kind, version, state, sealed, chain, activate_at,
                                               created_at, created_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (role, owner, kind, version) DO NOTHING
                        """,
                        key.id(),
                        key.role().name(),
                        key.owner(),
                        key.kind().name(),
                        version,
                        state.name(),
                        key.sealed(),
                        key.chain(),
                        activateAt == null ? null : time(activateAt),
                        time(leaves.now()),
                        actor)
                == 1;
    }

    private boolean record(UUID id, String event, String actor) {
        StoredKey key = find(id).orElseThrow();
        leaves.insert(
                LogLeaf.keyEvent(
                        id.toString(), key.role().name(), certificateHash(key.chain()), event, actor, leaves.now()),
                id);
        acts.note("key-" + event, id.toString(), key.reason(), actor);
        return true;
    }

    private static String certificateHash(byte @Nullable [] chain) {
        try {
            return chain == null ? "" : Sm3.hex(CertificateChain.parse(chain).leafDer());
        } catch (CertificateRefused e) {
            throw new IllegalStateException("only chains that were read are stored", e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
