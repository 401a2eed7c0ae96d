package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** Ends quarantines, each with its leaf. Must run inside a transaction that holds the transfer's row. */
final class QuarantineRows {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;
    private final ActRows acts;

    QuarantineRows(JdbcTemplate jdbc, LeafRows leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
        this.acts = new ActRows(jdbc, leaves);
    }

    /** What somebody says of a transfer in quarantine, or the gateway when nobody does in time. */
    record Word(String decision, String by, String reason) {}

    /**
     * What only its judges needed is gone afterwards.
     *
     * @param redacted source paths of texts to be redacted from now on
     */
    void end(UUID transfer, byte[] payloadHash, Word word, Set<String> redacted) {
        Instant at = leaves.now();
        jdbc.update(
                """
                UPDATE quarantine
                SET decision = ?, reason = ?, decided_by = ?, decided_at = ?, details = NULL, redacted = redacted || ?
                WHERE transfer = ?
                """,
                word.decision(),
                word.reason(),
                word.by(),
                at.atOffset(ZoneOffset.UTC),
                SqlColumns.texts(redacted, Function.identity()),
                transfer);
        jdbc.update("DELETE FROM quarantine_finding WHERE transfer = ?", transfer);
        write(transfer, payloadHash, word, at);
    }

    /** Writes a word down, in the log and among the acts of people. */
    void write(UUID transfer, byte[] payloadHash, Word word, Instant at) {
        String hash = HexFormat.of().formatHex(payloadHash);
        leaves.insert(LogLeaf.quarantineDecision(transfer, hash, word.decision(), word.by(), at), transfer);
        acts.note("quarantine-" + ActRows.verb(word.decision()), transfer.toString(), word.reason(), word.by());
    }

    /** Of transfers that left quarantine on other ways: a newer version came, or their center took them back. */
    void forget(Collection<UUID> transfers) {
        SqlArrayValue ids = SqlColumns.uuids(transfers);
        jdbc.update("UPDATE quarantine SET details = NULL WHERE transfer = ANY (?)", ids);
        jdbc.update("DELETE FROM quarantine_finding WHERE transfer = ANY (?)", ids);
    }
}
