package org.shuqiao.routes.steps;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.MalformedRecord;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.Uuid7;

/** Parses a body once and validates it against its dataset; nothing that fails here is stored. */
public final class ReadRecord {
    private static final int SALT_BYTES = 32;

    private final Datasets datasets;
    private final Uuid7 ids;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random must be unpredictable: the salt keeps an original from being guessed by its hash */
    public ReadRecord(Datasets datasets, Uuid7 ids, Clock clock, RandomGenerator random) {
        this.datasets = datasets;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    public ReadSubmission read(ReceivedBody received) {
        Dataset dataset = datasets.find(received.dataset()).orElseThrow(() -> new Failure(FailureCode.UNKNOWN_DATASET));
        CanonicalRecord record = parse(dataset, received.body());
        if (!record.centerId().equals(received.center())) {
            throw new Failure(FailureCode.CENTER_MISMATCH, Map.of("pointer", "/center_id"));
        }
        return new ReadSubmission(record, row(received, record));
    }

    private static CanonicalRecord parse(Dataset dataset, byte[] body) {
        try {
            return dataset.read(body);
        } catch (MalformedRecord malformed) {
            throw new Failure(
                    FailureCode.MALFORMED_RECORD,
                    Map.of(
                            "malformed", malformed.code().name(),
                            "line", malformed.location().line(),
                            "column", malformed.location().column()));
        } catch (InvalidRecord invalid) {
            throw new Failure(FailureCode.INVALID_RECORD, Map.of("violations", invalid.violations()));
        }
    }

    private NewSubmission row(ReceivedBody received, CanonicalRecord record) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new NewSubmission(
                ids.next(),
                received.center(),
                received.dataset(),
                record.recordId(),
                record.version(),
                clock.instant(),
                salt,
                received.body(),
                Sm3.digest(received.body()),
                key("record", received.center(), received.dataset(), record.recordId(), "" + record.version()),
                idempotencyKey(received.center(), received.idempotencyKey()),
                received.traceParent());
    }

    private static byte @Nullable [] idempotencyKey(String center, @Nullable String key) {
        return key == null ? null : key("idempotency", center, key);
    }

    /** Each part is closed by a zero byte, which no part can hold, so no two keys run together. */
    private static byte[] key(String... parts) {
        return Sm3.digest((String.join("\0", parts) + '\0').getBytes(StandardCharsets.UTF_8));
    }
}
