package org.shuqiao.routes.steps;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.Uuid7;

/** Makes the ledger's row of a valid record, whether a center has sent it or we have made it. */
public final class NewRows {
    private static final int SALT_BYTES = 32;

    private final Uuid7 ids;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random must be unpredictable: the salt keeps an original from being guessed by its hash */
    public NewRows(Uuid7 ids, Clock clock, RandomGenerator random) {
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    NewSubmission received(CanonicalRecord record, ReceivedBody received) {
        return row(
                record,
                received.body(),
                idempotencyKey(record.centerId(), received.idempotencyKey()),
                null,
                received.traceParent());
    }

    /** @param platform the one that it concerns */
    NewSubmission made(CanonicalRecord record, byte[] body, String platform) {
        return row(record, body, null, platform, null);
    }

    private NewSubmission row(
            CanonicalRecord record,
            byte[] body,
            byte @Nullable [] idempotencyKey,
            @Nullable String platform,
            @Nullable String traceParent) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new NewSubmission(
                ids.next(),
                record.centerId(),
                record.dataset(),
                record.recordId(),
                record.version(),
                clock.instant(),
                salt,
                body,
                Sm3.digest(body),
                key("record", record.centerId(), record.dataset(), record.recordId(), "" + record.version()),
                idempotencyKey,
                platform,
                record.file() == null ? null : record.file().sm3(),
                traceParent);
    }

    private static byte @Nullable [] idempotencyKey(String center, @Nullable String key) {
        return key == null ? null : key("idempotency", center, key);
    }

    /** Each part is closed by a zero byte, which no part can hold, so no two keys run together. */
    private static byte[] key(String... parts) {
        return Sm3.digest((String.join("\0", parts) + '\0').getBytes(StandardCharsets.UTF_8));
    }
}
