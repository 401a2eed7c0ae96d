package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.agreements.DecisionOrder;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.ledger.Uuid7;

/** Decides on the record whether an agreement lets it go to this platform. Denied unless one does. */
public final class CheckAgreement {
    /** A suspended agreement may resume; every other reason is final. */
    private static final Set<ReasonCode> WAITS = EnumSet.of(ReasonCode.SUSPENDED, ReasonCode.AGREEMENT_SIG);

    private final AgreementBook book;
    private final Uuid7 ids;
    private final Clock clock;
    private final @Nullable Agreement supposed;

    public CheckAgreement(AgreementBook book, Uuid7 ids, Clock clock) {
        this(book, ids, clock, null);
    }

    private CheckAgreement(AgreementBook book, Uuid7 ids, Clock clock, @Nullable Agreement supposed) {
        this.book = book;
        this.ids = ids;
        this.clock = clock;
        this.supposed = supposed;
    }

    /** Decides as if an agreement were in force; on the first day of its term, where that is still to come. */
    CheckAgreement supposing(Agreement agreement) {
        return new CheckAgreement(book, ids, clock, agreement);
    }

    /** @throws TransferStopped where no agreement permits it */
    public AgreedSubmission check(ClaimedRecord claimed) {
        Preparation preparation = claimed.preparation();
        Preparation.Again again = preparation.transfer();
        UUID transfer = again == null ? ids.next() : again.id();
        DecisionOrder.Question question = question(claimed);
        Decision decision = decide(question, again != null);
        if (decision instanceof Decision.Permit permit) {
            return new AgreedSubmission(claimed, transfer, permit);
        }
        throw new TransferStopped(denied(claimed, transfer, (Decision.Denial) decision));
    }

    /** What is prepared anew was stopped by the ledger, which may know what memory does not yet. */
    private Decision decide(DecisionOrder.Question question, boolean again) {
        if (supposed != null) {
            return book.decideAsIf(supposed, question);
        }
        return again ? book.decideNow(question) : book.decide(question);
    }

    private Instant now() {
        Instant now = clock.instant();
        return supposed != null && supposed.validFrom().isAfter(now) ? supposed.validFrom() : now;
    }

    private DecisionOrder.Question question(ClaimedRecord claimed) {
        CanonicalRecord record = claimed.record();
        PlatformDescriptor platform = claimed.platform().platform().descriptor();
        return new DecisionOrder.Question(
                Agreement.Direction.OUT,
                claimed.preparation().center(),
                platform.id(),
                platform.endpointId(),
                platform.transport().channel(),
                record.dataset(),
                record.schemaVersion(),
                Objects.requireNonNull(platform.datasets().get(record.dataset()))
                        .catalogCode(),
                platform.purpose(),
                platform.acts(),
                platform.passesOnTo(),
                record.region(),
                industry(record),
                record.period(),
                now());
    }

    /** Of the enterprise that it is about, or of all that it is about. */
    private static @Nullable String industry(CanonicalRecord record) {
        String ofAll = record.json().path("industry").asString("");
        String industry = record.json().at("/enterprise/industry").asString(ofAll);
        return industry.isEmpty() ? null : industry;
    }

    private static PreparedTransfer denied(ClaimedRecord claimed, UUID transfer, Decision.Denial denial) {
        Agreement spokesman = denial.spokesman();
        return new PreparedTransfer(
                transfer,
                claimed.preparation(),
                claimed.platform().id(),
                WAITS.contains(denial.reason()) ? TransferState.WAITING : TransferState.DENIED,
                denial.reason(),
                spokesman == null ? null : spokesman.id(),
                spokesman == null ? 0 : spokesman.version(),
                DecisionJson.of(denial, null),
                null,
                null,
                null);
    }
}
