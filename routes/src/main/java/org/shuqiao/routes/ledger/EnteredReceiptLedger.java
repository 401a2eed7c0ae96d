package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Papers that platforms have given, as one officer has entered them and another has confirmed them. They move transfers, and their reason
 * says by whose word: a platform's own receipt, if one ever comes, still counts after them.
 */
public final class EnteredReceiptLedger {
    private static final String COLUMNS =
            """
            SELECT id, package, stage, transfers, reference, received_on, reasons, scan, entered_by, entered_at, confirmed_by,
                   confirmed_at
            FROM entered_receipt
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ActRows acts;
    private final FourEyes fourEyes;
    private final Lanes lanes;
    private final LeafRows leaves;
    private final ReviewReturns returns;

    EnteredReceiptLedger(JdbcTemplate jdbc, TransactionTemplate transaction, ActRows acts, LeafRows leaves) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.acts = acts;
        this.fourEyes = new FourEyes(jdbc);
        this.lanes = new Lanes(jdbc);
        this.leaves = leaves;
        this.returns = new ReviewReturns(jdbc);
    }

    /**
     * What a paper says.
     *
     * @param scan SM3 of its scan
     * @param stage STORED, or REJECTED where it gives the records back
     * @param transfers that it speaks of, at least one
     * @param reference the number of the paper
     * @param reasons why it gives them back; empty otherwise
     */
    public record Paper(
            String scan,
            String stage,
            List<UUID> transfers,
            String reference,
            LocalDate receivedOn,
            List<String> reasons) {
        public Paper {
            transfers = List.copyOf(transfers);
            reasons = List.copyOf(reasons);
        }

        boolean givesBack() {
            return stage.equals("REJECTED");
        }
    }

    /** @param confirmedBy null until a second officer has confirmed it */
    public record Entered(
            UUID id,
            UUID packageId,
            Paper paper,
            String enteredBy,
            Instant enteredAt,
            @Nullable String confirmedBy,
            @Nullable Instant confirmedAt) {}

    /**
     * What both officers say of one transfer of a paper.
     *
     * @param document signed by this gateway and by no platform
     * @param signature DER
     */
    public record Word(UUID transfer, byte[] document, byte[] signature) {}

    /**
     * Keeps a paper until it is confirmed; nothing moves yet.
     *
     * @throws Failure WRONG_STATE where a transfer is not in the package, or a paper of it is there that
     *     nobody has confirmed; HOLDER_UNKNOWN
     */
    public void enter(UUID id, UUID packageId, Paper paper, String officer) {
        transaction.executeWithoutResult(status -> {
            String unused = fourEyes.holder(officer);
            jdbc.queryForList("SELECT 1 FROM package WHERE id = ? FOR UPDATE", packageId);
            requireOpen(packageId, paper.transfers());
            jdbc.update(
                    """
                    INSERT INTO entered_receipt (id, package, scan, stage, transfers, reference, received_on, reasons, entered_by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    id,
                    packageId,
                    paper.scan(),
                    paper.stage(),
                    uuids(paper.transfers()),
                    paper.reference(),
                    paper.receivedOn(),
                    texts(paper.reasons(), reason -> reason),
                    officer);
            acts.record("enter-receipt", id + " " + paper.scan(), paper.reference(), officer, null);
        });
    }

    private void requireOpen(UUID packageId, List<UUID> transfers) {
        Set<UUID> inIt = new HashSet<>(
                jdbc.queryForList("SELECT transfer FROM package_row WHERE package = ?", UUID.class, packageId));
        boolean waiting = !jdbc.queryForList(
                        "SELECT 1 FROM entered_receipt WHERE package = ? AND confirmed_by IS NULL AND transfers && ? LIMIT 1",
                        packageId,
                        uuids(transfers))
                .isEmpty();
        if (waiting || !inIt.containsAll(transfers)) {
            throw wrong("transfers of the package without a paper that waits");
        }
    }

    private static Failure wrong(String needs) {
        return new Failure(FailureCode.WRONG_STATE, Map.of("what", "receipt", "needs", needs));
    }

    public Optional<Entered> find(UUID id) {
        return jdbc.query(COLUMNS + " WHERE id = ?", (row, n) -> entered(row), id).stream()
                .findFirst();
    }

    /** Of one package, oldest first. */
    public List<Entered> of(UUID packageId, int limit) {
        return jdbc.query(
                COLUMNS + " WHERE package = ? ORDER BY entered_at, id LIMIT ?",
                (row, n) -> entered(row),
                packageId,
                limit);
    }

    /**
     * Takes back what was entered, as long as nobody has confirmed it.
     *
     * @return false where it is confirmed already
     */
    public boolean withdraw(Entered entered, String officer) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int mine = jdbc.update("DELETE FROM entered_receipt WHERE id = ? AND confirmed_by IS NULL", entered.id());
            if (mine == 1) {
                acts.record(
                        "withdraw-receipt", entered.id() + " " + entered.paper().scan(), "", officer, null);
            }
            return mine == 1;
        }));
    }

    /**
     * A second officer stands for it: the transfers are where the paper says, and whose record was given back will be told why.
     *
     * @param words of each of its transfers
     * @param signingChain of the key that has signed them
     * @throws Failure FOUR_EYES for the one who entered it, WRONG_STATE where it is confirmed already, HOLDER_UNKNOWN
     */
    public void confirm(Entered entered, List<Word> words, byte[] signingChain, String officer) {
        transaction.executeWithoutResult(status -> {
            int mine = jdbc.update(
                    """
                    UPDATE entered_receipt
                    SET confirmed_by = ?, confirmed_at = now(), signing_chain = ?
                    WHERE id = ? AND confirmed_by IS NULL
                    """,
                    officer,
                    signingChain,
                    entered.id());
            if (mine == 0) {
                throw wrong("a paper that nobody has confirmed");
            }
            if (!fourEyes.isOfficers(entered.enteredBy())) {
                throw wrong("a paper that was entered with a key that still counts");
            }
            if (fourEyes.isSamePerson(entered.enteredBy(), officer)) {
                throw new Failure(FailureCode.FOUR_EYES, Map.of("what", "receipt"));
            }
            List<UUID> moved = move(entered.paper());
            lanes.wake(moved);
            if (entered.paper().givesBack()) {
                returns.note(moved);
            }
            for (Word word : words) {
                keep(entered, word);
                acts.record(
                        "confirm-receipt", entered.id() + " " + entered.paper().scan(), "", officer, word.transfer());
            }
        });
    }

    private void keep(Entered entered, Word word) {
        jdbc.update(
                "INSERT INTO entered_word (receipt, transfer, document, signature) VALUES (?, ?, ?, ?)",
                entered.id(),
                word.transfer(),
                word.document(),
                word.signature());
        leaves.insert(LogLeaf.enteredReceipt(word.transfer(), word.document(), word.signature()), word.transfer());
    }

    /** A receipt that a platform has signed stands above any word of ours. */
    private List<UUID> move(Paper paper) {
        return jdbc.queryForList(
                """
                UPDATE transfer t
                SET state = ?, reason = ?, lease_owner = NULL, lease_until = NULL, changed_at = now(), due_at = now(),
                    wake_at = now(), asks = 0
                WHERE t.id = ANY (?) AND t.attempt > 0 AND t.state IN ('UNKNOWN', 'PARKED', 'READY', 'ACCEPTED')
                RETURNING t.id
                """,
                UUID.class,
                paper.stage(),
                paper.givesBack() ? "RETURNED_ON_PAPER" : "RECEIPT_ENTERED",
                uuids(paper.transfers()));
    }

    private static Entered entered(ResultSet row) throws SQLException {
        OffsetDateTime confirmed = row.getObject(12, OffsetDateTime.class);
        return new Entered(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                new Paper(
                        row.getString(8),
                        row.getString(3),
                        Arrays.asList((UUID[]) row.getArray(4).getArray()),
                        row.getString(5),
                        row.getObject(6, LocalDate.class),
                        Arrays.asList((String[]) row.getArray(7).getArray())),
                row.getString(9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getString(11),
                confirmed == null ? null : confirmed.toInstant());
    }
}
