package org.shuqiao.routes.steps;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.ReceiptLedger;
import org.shuqiao.routes.ledger.ReceiptLedger.Arrived;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.platforms.Receipt;
import org.shuqiao.routes.platforms.Rests;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes receipts that a platform sends by itself or that we collect, in any order and as often as it likes. Anybody may call: a receipt counts only by the
 * platform's signature over it.
 */
public final class ReceiveReceipts {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Desk> desks = new HashMap<>();
    private final ReceiptLedger ledger;
    private final BatchWriter<Arrived, ReceiptLedger.Outcome> writer;
    private final Semaphore calls = new Semaphore(Limits.RECEIPT_CALLS_AT_ONCE);

    private record Desk(Receipt receipt, Rests rests) {}

    /** @throws CertificateRefused if the receipt certificate of a platform cannot be read */
    public ReceiveReceipts(
            PlatformDirectory platforms,
            Map<String, Rests> rests,
            ReceiptLedger ledger,
            BatchWriter<Arrived, ReceiptLedger.Outcome> writer,
            Clock clock)
            throws CertificateRefused {
        for (PlatformAccess access : platforms.all()) {
            PlatformDescriptor platform = access.platform().descriptor();
            if (platform.receipt().isTwoStage() || platform.transport().isLaidDown()) {
                desks.put(
                        access.id(),
                        new Desk(new Receipt(access, clock), Objects.requireNonNull(rests.get(access.id()))));
            }
        }
        this.ledger = ledger;
        this.writer = writer;
    }

    /**
     * @return what became of each, in order
     * @throws Failure NOT_FOUND for a platform that sends no receipts by itself, BAD_REQUEST for a body that is no list of receipts,
     *     TOO_BUSY where as many calls as may be are worked on
     */
    public List<ReceiptResult> receive(ReceivedReceipts received) {
        Desk desk = desks.get(received.platform());
        if (desk == null) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform"));
        }
        JsonNode carriers = carriers(received.body());
        return take(received.platform(), desk, () -> verified(desk.receipt(), carriers));
    }

    /**
     * Takes receipts that we have collected.
     *
     * @return what became of each, in order; REFUSED too where it is for another transfer than its row
     * @throws Failure TOO_BUSY as for those that come by themselves
     */
    public List<ReceiptResult> collected(String platform, List<Collected.Row> rows) {
        Desk desk = Objects.requireNonNull(desks.get(platform), "only of platforms with receipts is collected");
        return take(platform, desk, () -> verified(desk.receipt(), rows));
    }

    private List<ReceiptResult> take(String platform, Desk desk, Supplier<List<Receipt.@Nullable Read>> reads) {
        if (!calls.tryAcquire()) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", 1));
        }
        try {
            return settle(platform, desk, reads.get());
        } finally {
            calls.release();
        }
    }

    private static JsonNode carriers(byte[] body) {
        JsonNode carriers;
        try {
            carriers = JSON.readTree(body).path("receipts");
        } catch (JacksonException notJson) {
            throw new Failure(FailureCode.BAD_REQUEST);
        }
        if (!carriers.isArray() || carriers.size() > Limits.RECEIPTS_PER_CALL) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("maxReceipts", Limits.RECEIPTS_PER_CALL));
        }
        return carriers;
    }

    /** With null for each that is to be refused. */
    private static List<Receipt.@Nullable Read> verified(Receipt receipt, JsonNode carriers) {
        List<Receipt.@Nullable Read> reads = new ArrayList<>();
        for (JsonNode carrier : carriers) {
            Receipt.Read read = receipt.read(carrier);
            reads.add(read != null && receipt.isExpected(read.stage()) ? read : null);
        }
        return reads;
    }

    private static List<Receipt.@Nullable Read> verified(Receipt receipt, List<Collected.Row> rows) {
        List<Receipt.@Nullable Read> reads = new ArrayList<>();
        for (Collected.Row row : rows) {
            Receipt.Read read = receipt.read(row.receipt(), row.signature());
            boolean holds = read != null
                    && receipt.isExpected(read.stage())
                    && read.transfer().toString().equals(row.key());
            reads.add(holds ? read : null);
        }
        return reads;
    }

    private List<ReceiptResult> settle(String platform, Desk desk, List<Receipt.@Nullable Read> reads) {
        Map<UUID, byte[]> statements = ledger.statements(
                platform,
                reads.stream()
                        .filter(Objects::nonNull)
                        .map(Receipt.Read::transfer)
                        .toList());
        ReceiptResult[] results = new ReceiptResult[reads.size()];
        List<Arrived> arrived = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            Receipt.Read read = reads.get(i);
            byte[] statement = read == null ? null : statements.get(read.transfer());
            if (read == null) {
                results[i] = ReceiptResult.REFUSED;
            } else if (statement == null) {
                results[i] = ReceiptResult.UNKNOWN_TRANSFER;
            } else if (!read.isFor(read.transfer(), payloadHash(statement))) {
                results[i] = ReceiptResult.REFUSED;
            } else {
                arrived.add(new Arrived(
                        read.transfer(), read.verified(), desk.rests().accepted(1)));
                places.add(i);
            }
        }
        writer.write(arrived, (index, outcome) -> results[places.get(index)] = result(outcome), (index, failure) -> {
            throw failure instanceof Failure typed ? typed : new Failure(FailureCode.INTERNAL, Map.of(), failure);
        });
        return List.of(results);
    }

    private static ReceiptResult result(ReceiptLedger.Outcome outcome) {
        return switch (outcome) {
            case SETTLED -> ReceiptResult.SETTLED;
            case REPEATED -> ReceiptResult.REPEATED;
            case UNKNOWN_TRANSFER -> ReceiptResult.UNKNOWN_TRANSFER;
        };
    }

    private static byte[] payloadHash(byte[] statement) {
        try {
            return HexFormat.of().parseHex(Statement.parse(statement).payloadHash());
        } catch (MalformedStatement ours) {
            throw new IllegalStateException("a statement in the ledger cannot be read", ours);
        }
    }
}
