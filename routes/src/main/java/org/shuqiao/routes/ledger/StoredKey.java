package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as the database has it; whoever has no master key learns nothing secret from it.
 *
 * @param owner the gateway of a STATEMENT or TLS key, the platform of a CALL key, else empty: shared by all gateways
 * @param version counts from 1 for each role, owner and kind
 * @param sealed the private bytes, sealed; null for a key that another process holds
 * @param chain PEM of its certificates, leaf first; null until it is certified, and for secrets
 * @param activateAt when an ACTIVE key comes into force
 * @param reason why it was retired or marked, empty before
 * @param fromYear first calendar year of the records that a MASKING key is for; 0 for every year, and for other keys
 */
public record StoredKey(
        UUID id,
        Role role,
        String owner,
        Kind kind,
        int version,
        State state,
        byte @Nullable [] sealed,
        byte @Nullable [] chain,
        @Nullable Instant activateAt,
        @Nullable Instant retiredAt,
        @Nullable Instant compromisedFrom,
        String reason,
        Instant createdAt,
        String createdBy,
        int fromYear) {

    /** What a key is for. */
    public enum Role {
        STATEMENT,
        LOG,
        MASKING,
        CALL,
        TLS
    }

    /** What its private bytes are. */
    public enum Kind {
        SM2,
        EC,
        SECRET,
        REMOTE
    }

    /** GENERATED → CERTIFIED → ACTIVE → RETIRED; a secret needs no certificate. COMPROMISED follows any of them. */
    public enum State {
        GENERATED,
        CERTIFIED,
        ACTIVE,
        RETIRED,
        COMPROMISED
    }

    /** Names the key, nothing of its bytes. */
    @Override
    public String toString() {
        return "StoredKey[" + id + " " + role + " " + owner + " " + kind + " " + version + " " + state + "]";
    }
}
