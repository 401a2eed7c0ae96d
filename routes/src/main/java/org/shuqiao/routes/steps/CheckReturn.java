package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ConsentLedger;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import org.shuqiao.routes.ledger.RowRefusal;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides for each row whether an agreement lets it come to its center, and with whose consent. Denied unless one does. How many batches
 * and rows may come, and when, is decided in the transaction that takes them.
 */
public final class CheckReturn {
    private final AgreementBook book;
    private final SubjectConsents consents;
    private final Clock clock;

    public CheckReturn(AgreementBook book, Datasets datasets, ConsentLedger consents, Clock clock) {
        this.book = book;
        this.consents = new SubjectConsents(datasets, consents);
        this.clock = clock;
    }

    public ReturnedBatch<ReturnedRow.Agreed> check(ReturnedBatch<ReturnedRow.Received> batch) {
        Instant now = clock.instant();
        // Rows of one batch mostly ask the same; a denial asks the ledger.
        Map<Question, Decision> decided = new HashMap<>();
        return batch.map(row -> {
            Decision decision = decided.computeIfAbsent(question(batch.call(), row.record(), now), book::decide);
            if (decision instanceof Decision.Permit permit) {
                requireRoom(permit, batch.rows().size());
                return agreed(row, permit, now);
            }
            throw new RowRefused(((Decision.Denial) decision).reason());
        });
    }

    /** A batch that has more rows than may ever come at once is not taken in part: its sender says what belongs together. */
    private static void requireRoom(Decision.Permit permit, int rows) throws RowRefused {
        int most = AgreedAllowances.of(permit).stream()
                .flatMap(allowance -> Stream.of(allowance.rowsPerCall(), allowance.rowsPerMonth()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Integer.MAX_VALUE);
        if (rows > most) {
            ObjectNode facts = JsonNodeFactory.instance.objectNode().put("maxRows", most);
            throw new RowRefused(new RowRefusal(ReasonCode.QUOTA_BATCH, facts));
        }
    }

    private ReturnedRow.Agreed agreed(ReturnedRow.Received row, Decision.Permit permit, Instant now) throws RowRefused {
        List<Agreement> binding = permit.agreements();
        if (!SubjectConsents.isDemanded(binding)) {
            return new ReturnedRow.Agreed(row, permit, null);
        }
        SubjectConsents.Found found = consents.find(row.record(), binding, now);
        Consent consent = found.consent();
        if (consent == null) {
            throw new RowRefused(Objects.requireNonNull(found.refused()));
        }
        return new ReturnedRow.Agreed(row, permit.with(SubjectConsents.step(binding, null)), consent.id());
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
