package org.shuqiao.routes.keys;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.routes.ledger.KeyLedger;
import org.shuqiao.routes.ledger.NewKey;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;

/**
 * A statement key that another process holds. Its certificates get a row of their own, so that it is seen, watched for expiry,
 * retired and marked as compromised like every other key.
 */
final class RemoteStatementKey {
    private static final String ACTOR = "remote signer";

    private final Signer remote;
    private final String gateway;
    private final KeyLedger ledger;

    RemoteStatementKey(Signer remote, String gateway, KeyLedger ledger) {
        this.remote = remote;
        this.gateway = gateway;
        this.ledger = ledger;
    }

    /** Asks the other process for its certificates, and returns a signer that keeps to them; empty while it does not answer. */
    Optional<Signer> signer() {
        Signer pinned;
        try {
            pinned = remote.pinned();
        } catch (KeyUnavailable away) {
            return Optional.empty();
        }
        byte[] chain = pinned.chain().pem();
        boolean known = ledger.all().stream()
                .anyMatch(row ->
                        row.kind() == Kind.REMOTE && row.owner().equals(gateway) && Arrays.equals(row.chain(), chain));
        if (!known) {
            ledger.addActive(new NewKey(UUID.randomUUID(), Role.STATEMENT, gateway, Kind.REMOTE, null, chain), ACTOR);
        }
        return Optional.of(pinned);
    }
}
