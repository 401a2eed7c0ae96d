package org.shuqiao.routes.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key about to be stored; its version is given by the ledger.
 *
 * @param id known before, since the seal is bound to it
 * @param owner as {@link StoredKey#owner}
 * @param sealed as {@link StoredKey#sealed}
 * @param chain as {@link StoredKey#chain}
 */
public record NewKey(
        UUID id,
        StoredKey.Role role,
        String owner,
        StoredKey.Kind kind,
        byte @Nullable [] sealed,
        byte @Nullable [] chain) {

    /** Names the key, nothing of its bytes. */
    @Override
    public String toString() {
        return "NewKey[" + id + " " + role + " " + owner + " " + kind + "]";
    }
}
