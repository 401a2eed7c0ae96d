package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.agreements.DecisionOrder.Question;

/** Decides for each row whether an agreement lets it come to its center. Denied unless one does. */
public final class CheckReturn {
    private final AgreementBook book;
    private final Clock clock;

    public CheckReturn(AgreementBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    public ReturnedBatch<ReturnedRow.Agreed> check(ReturnedBatch<ReturnedRow.Received> batch) {
        Instant now = clock.instant();
        // Rows of one batch mostly ask the same; a denial asks the ledger.
        Map<Question, Decision> decided = new HashMap<>();
        return batch.map(row -> {
            Decision decision = decided.computeIfAbsent(question(batch.call(), row.record(), now), book::decide);
            if (decision instanceof Decision.Permit permit) {
                return new ReturnedRow.Agreed(row, permit);
            }
            throw new RowRefused(((Decision.Denial) decision).reason());
        });
    }

    private static Question question(AuthenticReturn call, CanonicalRecord record, Instant now) {
        ReturnDescription returns = call.returns();
        return new Question(
                Agreement.Direction.IN,
                record.centerId(),
                call.platform(),
                call.endpoint(),
                "api",
                record.dataset(),
                record.schemaVersion(),
                Objects.requireNonNull(returns.datasets().get(record.dataset())).catalogCode(),
                returns.purpose(),
                Set.of(),
                List.of(),
                orNull(record.region()),
                orNull(record.json().path("industry").asString("")),
                record.period(),
                now);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
