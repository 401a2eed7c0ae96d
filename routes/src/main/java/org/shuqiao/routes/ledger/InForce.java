package org.shuqiao.routes.ledger;

/** The agreements in force between two parties, which a decision must still agree with when it takes effect. */
final class InForce {
    private InForce() {}

    /**
     * A condition in SQL: none that binds has ended, and none has come into force that the decision did not know, which may
     * prohibit or mask more. Decisions that do not say what they knew fail it.
     *
     * @param decision expression for the decision, jsonb; {@code center} and {@code platform} are expressions too
     */
    static String unchanged(String decision, String center, String platform) {
        return """
                EXISTS (SELECT 1
                        FROM (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'version', f.version,
                                                                           'hash', encode(f.hash, 'hex'))), '[]') AS versions
                              FROM agreement f
                              WHERE f.center = %2$s AND f.platform = %3$s AND f.state = 'ACTIVE'
                                AND now() >= f.valid_from AND now() < f.valid_until) there
                        WHERE there.versions @> (%1$s -> 'agreements') AND there.versions <@ (%1$s -> 'inForce'))
                """
                .formatted(decision, center, platform);
    }
}
