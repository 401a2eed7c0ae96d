package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Commits what platforms send: messages, what they do besides, leaves, and our signed receipt, all in one transaction. The same batch
 * gets the first receipt for ever.
 */
public final class ReturnLedger {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;
    private final InboxWriter inboxes;
    private final ReturnAdmission admission;
    private final Map<String, ReturnEffect> effects;

    ReturnLedger(JdbcTemplate jdbc, LeafRows leaves, InboxWriter inboxes, Map<String, ReturnEffect> effects) {
        this.jdbc = jdbc;
        this.leaves = leaves;
        this.inboxes = inboxes;
        this.admission = new ReturnAdmission(jdbc);
        this.effects = effects;
    }

    /** The receipt of a batch that was committed before. */
    public Optional<ReturnReceipt> find(String platform, String batchId, byte[] bodyHash) {
        return jdbc
                .query(
                        """
                        SELECT b.body_hash, b.http_status, b.receipt, b.signature, s.pem
                        FROM return_batch b JOIN signing_chain s ON s.fingerprint = b.signing_chain
                        WHERE b.platform = ? AND b.batch_id = ?
                        """,
                        (row, n) -> new First(
                                row.getBytes(1),
                                new ReturnReceipt(
                                        row.getInt(2),
                                        new ReturnReceipt.Signed(row.getBytes(3), row.getBytes(4), row.getBytes(5)))),
                        platform,
                        batchId)
                .stream()
                .findFirst()
                .map(first -> first.receiptFor(bodyHash));
    }

    private record First(byte[] bodyHash, ReturnReceipt receipt) {
        ReturnReceipt receiptFor(byte[] hash) {
            if (!Arrays.equals(bodyHash, hash)) {
                throw new Failure(FailureCode.BATCH_ID_REUSED);
            }
            return receipt;
        }
    }

    /**
     * Must run inside a transaction.
     *
     * @param sign makes and signs the receipt of these results, one for each row in order
     * @return the receipt of this batch, or of the same one before
     * @throws Failure {@link FailureCode#BATCH_ID_REUSED} where the platform used its batch id before with another body, or
     *     {@link FailureCode#NOT_NOW} where quota or window of an agreement lets it come in later: that is no answer to the batch, and
     *     nothing of it may be kept
     */
    public ReturnReceipt commit(NewReturn batch, Function<List<ReturnResult>, ReturnReceipt.Signed> sign) {
        lock(batch);
        return find(batch.platform(), batch.batchId(), batch.bodyHash()).orElseGet(() -> store(batch, sign));
    }

    /** Two calls with one batch id come one after the other, whichever gateways they reach. */
    private void lock(NewReturn batch) {
        jdbc.query(
                "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> {},
                "return/" + batch.platform() + '/' + batch.batchId());
    }

    private ReturnReceipt store(NewReturn batch, Function<List<ReturnResult>, ReturnReceipt.Signed> sign) {
        List<ReturnResult> results = judge(batch);
        List<NewReturn.Message> taken = results.stream()
                .filter(ReturnResult.Taken.class::isInstance)
                .map(result -> ((ReturnResult.Taken) result).row())
                .toList();
        admission.admit(taken);
        ReturnReceipt.Signed signed = sign.apply(results);
        ReturnReceipt receipt = new ReturnReceipt(status(results), signed);
        insert(batch, taken.size(), receipt);
        inboxes.append(batch.id(), taken, this::deleteAt);
        return receipt;
    }

    private List<ReturnResult> judge(NewReturn batch) {
        List<NewReturn.Message> messages = batch.rows().stream()
                .filter(NewReturn.Message.class::isInstance)
                .map(NewReturn.Message.class::cast)
                .toList();
        OpenInboxes open = inboxes.open(messages);
        open.withoutConsent(admission.withoutConsent(messages));
        List<ReturnResult> results = new ArrayList<>(batch.rows().size());
        for (NewReturn.Row row : batch.rows()) {
            ReturnResult result = judge(row, open);
            open.note(result);
            results.add(result);
        }
        return results;
    }

    private ReturnResult judge(NewReturn.Row row, OpenInboxes open) {
        if (row instanceof NewReturn.Message message) {
            return open.judge(message).orElseGet(() -> affect(message));
        }
        return new ReturnResult.Denied(row, ((NewReturn.Refused) row).refusal());
    }

    private ReturnResult affect(NewReturn.Message message) {
        ReturnEffect effect = effects.get(message.row().dataset());
        if (effect == null) {
            return new ReturnResult.Taken(message);
        }
        jdbc.execute("SAVEPOINT effect");
        Optional<RowRefusal> refusal = effect.apply(message.row());
        jdbc.execute(refusal.isPresent() ? "ROLLBACK TO SAVEPOINT effect" : "RELEASE SAVEPOINT effect");
        return refusal.<ReturnResult>map(why -> new ReturnResult.Denied(message, why))
                .orElseGet(() -> new ReturnResult.Taken(message));
    }

    private Optional<Instant> deleteAt(ReturnRow row) {
        ReturnEffect effect = effects.get(row.dataset());
        return effect == null ? Optional.empty() : effect.deleteAt(row);
    }

    private static int status(List<ReturnResult> results) {
        if (results.stream().anyMatch(result -> !(result instanceof ReturnResult.Denied))) {
            return 200;
        }
        boolean full = results.stream()
                .anyMatch(result -> result instanceof ReturnResult.Denied denied && denied.isFor(ReasonCode.SLOT_FULL));
        return full ? 409 : 422;
    }

    private void insert(NewReturn batch, int accepted, ReturnReceipt receipt) {
        ReturnReceipt.Signed signed = receipt.signed();
        byte[] fingerprint = Sm3.digest(signed.signingChain());
        jdbc.update(
                "INSERT INTO signing_chain (fingerprint, pem) VALUES (?, ?) ON CONFLICT DO NOTHING",
                fingerprint,
                signed.signingChain());
        jdbc.update(
                """
                INSERT INTO return_batch (platform, batch_id, id, dataset, body_hash, rows, accepted, http_status, receipt,
                                          signature, signing_chain, received_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
                """,
                batch.platform(),
                batch.batchId(),
                batch.id(),
                batch.dataset(),
                batch.bodyHash(),
                batch.rows().size(),
                accepted,
                receipt.httpStatus(),
                signed.document(),
                signed.signature(),
                fingerprint,
                batch.receivedAt().toString());
        leaves.insert(LogLeaf.returnReceipt(batch.id(), signed.document(), signed.signature()), batch.id());
    }
}
