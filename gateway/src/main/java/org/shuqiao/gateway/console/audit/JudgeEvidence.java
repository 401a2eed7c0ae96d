package org.shuqiao.gateway.console.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Verdict;
import org.shuqiao.certs.log.Check;
import org.shuqiao.gateway.OwnTrust;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CheckpointLedger;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.SealedEvidence;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Verifies evidence as it is exported now. Whoever changes the ledger behind our back may leave evidence that cannot even be put
 * together, or a statement that the log has no leaf of: both are findings and not faults.
 */
@Component
final class JudgeEvidence {
    private static final String COLLECTED = "collected";
    private static final String INCLUSION = "inclusion";

    private final CollectEvidence evidence;
    private final OwnTrust trust;
    private final ReadLedger reads;
    private final LogLedger log;
    private final CheckpointLedger checkpoints;

    JudgeEvidence(Journeys journeys, CollectEvidence evidence, OwnTrust trust) {
        this.evidence = evidence;
        this.trust = trust;
        this.reads = journeys.ledger().reads();
        this.log = journeys.ledger().log();
        this.checkpoints = journeys.ledger().checkpoints();
    }

    /**
     * @param edition of the evidence; empty where there is none
     * @param checks every one that was made
     */
    record Judged(Verdict verdict, String edition, List<Check> checks) {
        private static Judged of(SealedEvidence sealed, Report report) {
            return new Judged(report.verdict(), sealed.edition(), report.checks());
        }

        /** @param why nothing of what the transfer says */
        private static Judged unproven(String check, String why) {
            return new Judged(Verdict.INVALID, "", List.of(new Check(check, false, why)));
        }

        List<Check> failures() {
            return checks.stream().filter(check -> !check.passed()).toList();
        }
    }

    /** Prepares for many, as this gateway believes now. */
    EvidenceVerifier verifier() {
        return new EvidenceVerifier(trust.now());
    }

    /** @return empty where the log may still take its leaf, and where it is not signed any more */
    Optional<Judged> judge(UUID transfer, EvidenceVerifier verifier) {
        try {
            return evidence.newest(transfer).map(edition -> Judged.of(edition, verifier.verify(edition.zip())));
        } catch (Failure refused) {
            return refused.code() == FailureCode.PROOF_PENDING
                    ? unlogged(transfer)
                    : Optional.of(Judged.unproven(COLLECTED, refused.code().name()));
        } catch (DataAccessException | TransactionException ledgerAway) {
            throw ledgerAway;
        } catch (RuntimeException incomplete) {
            return Optional.of(Judged.unproven(COLLECTED, incomplete.getClass().getSimpleName()));
        }
    }

    private Optional<Judged> unlogged(UUID transfer) {
        return reads.signedContent(transfer)
                .map(content -> Statement.parse(content.statement()).createdAt())
                .filter(this::shouldBeLogged)
                .map(signedAt -> Judged.unproven(
                        INCLUSION, "the log has no leaf of this statement and signature, and was signed since"));
    }

    /** A checkpoint that was signed well after the statement covers its leaf, unless leaves of before still wait for their place. */
    private boolean shouldBeLogged(Instant signedAt) {
        Instant latest = signedAt.plus(Limits.LOG_LAG);
        return checkpoints
                        .newest()
                        .filter(newest -> newest.signedAt().isAfter(latest))
                        .isPresent()
                && log.waitingSince().filter(since -> !since.isAfter(latest)).isEmpty();
    }
}
