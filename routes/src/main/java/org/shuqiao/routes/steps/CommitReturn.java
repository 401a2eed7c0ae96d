package org.shuqiao.routes.steps;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.NewReturn;
import org.shuqiao.routes.ledger.ReturnLedger;
import org.shuqiao.routes.ledger.ReturnReceipt;
import org.shuqiao.routes.ledger.ReturnResult;
import org.shuqiao.routes.ledger.Uuid7;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Commits a batch with our receipt. A platform is answered only after that commit. */
public final class CommitReturn {
    public static final String RECEIPT_TYPE = "shuqiao.return-receipt.v1";
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private final BatchWriter<NewReturn, ReturnReceipt> writer;
    private final Signer signer;
    private final String gateway;
    private final Uuid7 ids;

    public CommitReturn(
            TransactionTemplate transaction, ReturnLedger ledger, Signer signer, String gateway, Uuid7 ids) {
        this.signer = signer;
        this.gateway = gateway;
        this.ids = ids;
        this.writer = new BatchWriter<>(transaction, batches -> batches.stream()
                .map(batch -> ledger.commit(batch, receiptOf(batch)))
                .toList());
    }

    /** @throws Failure BATCH_ID_REUSED, or HELD or LEDGER_UNAVAILABLE for a fault of ours; nothing is stored then */
    public ReturnAnswer commit(NewReturn batch) {
        List<ReturnReceipt> committed = new ArrayList<>(1);
        writer.write(List.of(batch), (index, receipt) -> committed.add(receipt), (index, failure) -> {
            throw failed(failure);
        });
        return new ReturnAnswer(committed.get(0));
    }

    private static Failure failed(Throwable failure) {
        if (failure instanceof KeyUnavailable) {
            return SignReturn.held(ReasonCode.KEY_UNAVAILABLE);
        }
        return failure instanceof Failure typed ? typed : new Failure(FailureCode.INTERNAL, Map.of(), failure);
    }

    private Function<List<ReturnResult>, ReturnReceipt.Signed> receiptOf(NewReturn batch) {
        return results -> {
            byte[] document = CanonicalJson.bytes(document(batch, results));
            Signer key = signer.pinned();
            return new ReturnReceipt.Signed(
                    document, key.sign(document), key.chain().pem());
        };
    }

    private ObjectNode document(NewReturn batch, List<ReturnResult> results) {
        ObjectNode receipt = JsonNodeFactory.instance
                .objectNode()
                .put("type", RECEIPT_TYPE)
                .put("receiptId", ids.next().toString())
                .put("platform", batch.platform())
                .put("batchId", batch.batchId())
                .put("dataset", batch.dataset())
                .put("bodyHash", HexFormat.of().formatHex(batch.bodyHash()))
                .put("receivedAt", TIME.format(batch.receivedAt()))
                .put("gateway", gateway);
        ArrayNode rows = receipt.putArray("rows");
        for (ReturnResult result : results) {
            ObjectNode row = result.facts().deepCopy();
            rows.add(row.put("recordId", result.row().recordId())
                    .put("version", result.row().version())
                    .put("code", result.code()));
        }
        return receipt;
    }
}
