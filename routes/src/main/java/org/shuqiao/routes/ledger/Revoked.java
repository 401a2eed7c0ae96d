package org.shuqiao.routes.ledger;

/** Transfers whose permission was revoked after they had left. */
final class Revoked {
    private Revoked() {}

    /**
     * A condition in SQL: an agreement that binds a transfer was revoked, in the version that bound it or a later one. A take-down that
     * left by the revocation clause itself is none of these.
     *
     * @param transfer alias of the transfer's row
     */
    static String binds(String transfer) {
        return """
                EXISTS (SELECT 1 FROM agreement gone
                        WHERE gone.center = %1$s.center AND gone.platform = %1$s.platform AND gone.state = 'REVOKED'
                          AND EXISTS (SELECT 1 FROM transfer_content bound,
                                             jsonb_to_recordset(bound.decision -> 'agreements') AS one (id text, version int)
                                      WHERE bound.id = %1$s.id AND one.id = gone.id AND one.version <= gone.version
                                        AND NOT bound.decision @> '{"afterRevocation": true}'))
                """
                .formatted(transfer);
    }
}
