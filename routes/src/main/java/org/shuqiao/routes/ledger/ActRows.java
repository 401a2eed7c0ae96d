package org.shuqiao.routes.ledger;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down what a person did, in the transaction of the act: who, what and why in the ledger, who and what in the log. */
final class ActRows {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;

    ActRows(JdbcTemplate jdbc, LeafRows leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
    }

    /** How acts are written that are constants elsewhere. */
    static String verb(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param subject the transfer that it was done to, null where it was done to none */
    void record(String action, String target, String reason, String actor, @Nullable UUID subject) {
        note(action, target, reason, actor);
        leaves.insert(LogLeaf.operatorAction(action, target, actor, leaves.now()), subject);
    }

    /** An act of which the log has a leaf of its own kind. */
    void note(String action, String target, String reason, String actor) {
        jdbc.update(
                "INSERT INTO operator_act (action, target, reason, actor) VALUES (?, ?, ?, ?)",
                action,
                target,
                reason,
                actor);
    }
}
