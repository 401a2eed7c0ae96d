package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes leaves of the log, in the transaction of the event that each records: there is never one without the other. */
final class LeafRows {
    private final JdbcTemplate jdbc;
    private final Leaves leaves;

    LeafRows(JdbcTemplate jdbc, Leaves leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
    }

    Instant now() {
        return leaves.clock().instant();
    }

    UUID newId() {
        return leaves.ids().next();
    }

    LogHash hash() {
        return leaves.hash();
    }

    byte[] hash(LogLeaf leaf) {
        return leaves.hash().leaf(leaf.bytes());
    }

    /** @param subject the transfer that the event is of, null where it is of none */
    void insert(LogLeaf leaf, @Nullable UUID subject) {
        jdbc.update(
                "INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash) VALUES (?, ?, ?, ?, ?)",
                newId(),
                leaf.type(),
                subject,
                leaf.bytes(),
                hash(leaf));
    }
}
