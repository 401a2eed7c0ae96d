package org.shuqiao.routes.keys;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.routes.ledger.KeyLedger;
import org.shuqiao.routes.ledger.NewKey;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement key that another process holds. Its certificates get a row of their own, so that it is seen, watched for expiry,
 * retired and marked as compromised like every other key.
 */
final class RemoteStatementKey {
    private static final String ACTOR = "remote signer";

    private static final Logger LOG = LoggerFactory.getLogger(RemoteStatementKey.class);

    private final RemoteKey remote;
    private final String gateway;
    private final KeyLedger ledger;
    private String fault = "";

    RemoteStatementKey(RemoteKey remote, String gateway, KeyLedger ledger) {
        this.remote = remote;
        this.gateway = gateway;
        this.ledger = ledger;
    }

    /**
     * Asks the other process for its certificates, and returns a signer that keeps to them; empty while it does not answer, and where
     * nobody that is trusted has certified it.
     */
    Optional<Signer> signer() {
        try {
            Signer pinned = remote.signer().pinned();
            remote.authorities().verifier(pinned.chain(), remote.clock().instant());
            keep(pinned.chain().pem());
            tell("");
            return Optional.of(pinned);
        } catch (KeyUnavailable | CertificateRefused unusable) {
            tell(String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }

    /** It is asked every second, so only changes are worth a line. */
    private void tell(String now) {
        if (!now.equals(fault)) {
            fault = now;
            if (now.isEmpty()) {
                LOG.info("the remote signer signs again");
            } else {
                LOG.error("the remote signer cannot be used: {}", now);
            }
        }
    }

    private void keep(byte[] chain) {
        boolean known = ledger.all().stream()
                .anyMatch(row ->
                        row.kind() == Kind.REMOTE && row.owner().equals(gateway) && Arrays.equals(row.chain(), chain));
        if (!known) {
            ledger.addActive(new NewKey(UUID.randomUUID(), Role.STATEMENT, gateway, Kind.REMOTE, null, chain), ACTOR);
        }
    }
}
