package org.shuqiao.routes.steps;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.UnrepresentableJson;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Terms;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.NewReturn;
import org.shuqiao.routes.ledger.ReturnRow;
import org.shuqiao.routes.ledger.RowRefusal;
import org.shuqiao.routes.ledger.Uuid7;

/** Says of each row what it is and who sent it, in canonical JSON, and signs that with SM2 and SM3. */
public final class SignReturn {
    private static final int SALT_BYTES = 32;

    private final Signer signer;
    private final String gateway;
    private final Statement.Mapping maskingCatalogue;
    private final Departures departures;
    private final Uuid7 ids;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param gateway name of this gateway
     * @param maskingCatalogue id and SM3 of the catalogue of transforms
     * @param departures while they are held nothing is signed and nothing comes in
     * @param random must be unpredictable: the salt keeps an original from being guessed by its hash
     */
    public SignReturn(
            Signer signer,
            String gateway,
            Statement.Mapping maskingCatalogue,
            Departures departures,
            Uuid7 ids,
            Clock clock,
            RandomGenerator random) {
        this.signer = signer;
        this.gateway = gateway;
        this.maskingCatalogue = maskingCatalogue;
        this.departures = departures;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /** @throws Failure HELD where nothing can be signed now, or the log is not what it should be */
    public NewReturn sign(ReturnedBatch<ReturnedRow.Masked> batch) {
        departures.hold().ifPresent(hold -> {
            throw held(hold.reason());
        });
        try {
            Signer key = signer.pinned(); // signatures and chain of one key, also while keys change
            byte[] chain = key.chain().pem();
            List<NewReturn.Row> rows = new ArrayList<>();
            for (ReturnedBatch.Row<ReturnedRow.Masked> row : batch.rows()) {
                rows.add(row(batch, row, key, chain));
            }
            AuthenticReturn call = batch.call();
            return new NewReturn(
                    batch.id(),
                    call.platform(),
                    batch.batchId(),
                    call.dataset(),
                    call.bodyHash(),
                    call.receivedAt(),
                    rows);
        } catch (KeyUnavailable missing) {
            throw held(ReasonCode.KEY_UNAVAILABLE);
        }
    }

    /** A fault of ours, which passes. */
    static Failure held(ReasonCode reason) {
        return new Failure(FailureCode.HELD, Map.of("reason", reason.name(), "retryAfterSeconds", 5));
    }

    private NewReturn.Row row(
            ReturnedBatch<ReturnedRow.Masked> batch,
            ReturnedBatch.Row<ReturnedRow.Masked> row,
            Signer key,
            byte[] chain) {
        if (row instanceof ReturnedBatch.Refused<ReturnedRow.Masked> refused) {
            return new NewReturn.Refused(row.recordId(), row.version(), refused.refusal());
        }
        ReturnedRow.Masked masked = ((ReturnedBatch.Standing<ReturnedRow.Masked>) row).value();
        try {
            return message(batch, masked, key, chain);
        } catch (UnrepresentableJson unsignable) {
            return new NewReturn.Refused(row.recordId(), row.version(), RowRefusal.of(ReasonCode.INVALID_RECORD));
        }
    }

    private NewReturn.Message message(
            ReturnedBatch<ReturnedRow.Masked> batch, ReturnedRow.Masked row, Signer key, byte[] chain) {
        ReturnedRow.Received received = row.agreed().received();
        CanonicalRecord record = received.record();
        Agreement agreement = row.agreed().permit().agreement();
        UUID id = ids.next();
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] originalHash = Sm3.digest(salt, received.bytes());
        byte[] payload = CanonicalJson.bytes(row.values().json());
        byte[] payloadHash = Sm3.digest(payload);
        byte[] statement = statement(batch, row, id, originalHash, payloadHash).canonicalBytes();
        Instant receivedAt = batch.call().receivedAt();
        return new NewReturn.Message(
                new ReturnRow(
                        id,
                        record.centerId(),
                        batch.call().platform(),
                        record.dataset(),
                        record.recordId(),
                        record.version(),
                        row.values().json(),
                        receivedAt),
                received.bytes(),
                new NewReturn.SignedReturn(
                        agreement.id(),
                        agreement.version(),
                        DecisionJson.of(row.agreed().permit(), row.values()),
                        salt,
                        originalHash,
                        payload,
                        payloadHash,
                        statement,
                        key.sign(statement),
                        chain,
                        deleteAt(row.agreed().permit().terms(), receivedAt)),
                new NewReturn.Conditions(
                        AgreedAllowances.of(row.agreed().permit()), row.agreed().consent()));
    }

    private static @Nullable Instant deleteAt(Terms terms, Instant receivedAt) {
        return terms.retention() == null ? null : receivedAt.plus(terms.retention());
    }

    private Statement statement(
            ReturnedBatch<ReturnedRow.Masked> batch,
            ReturnedRow.Masked row,
            UUID id,
            byte[] originalHash,
            byte[] payloadHash) {
        CanonicalRecord record = row.agreed().received().record();
        Desensitised values = row.values();
        Dataset dataset = values.dataset();
        return new Statement(
                Statement.Type.RETURN,
                id,
                batch.id(),
                record.centerId(),
                batch.call().platform(),
                record.dataset(),
                record.recordId(),
                record.version(),
                batch.call().returns().purpose(),
                SignTransfer.agreements(row.agreed().permit()),
                new Statement.Mapping(
                        dataset.id() + '/' + dataset.schemaVersion(),
                        Sm3.hex(dataset.schema().getBytes(StandardCharsets.UTF_8))),
                new Statement.Masking(maskingCatalogue.id(), maskingCatalogue.hash(), values.keyVersions()),
                values.transforms().stream()
                        .map(t -> new Statement.Transform(t.path(), t.name(), t.version()))
                        .toList(),
                HexFormat.of().formatHex(originalHash),
                HexFormat.of().formatHex(payloadHash),
                "application/json",
                null,
                clock.instant(),
                gateway);
    }
}
