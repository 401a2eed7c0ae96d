package org.shuqiao.routes.steps;

import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/**
 * Tells what would become of a record at the platform of an agreement, were that agreement in force: what officers want to know before
 * they put it in force. Nothing is stored, signed, logged or counted.
 */
public final class TryAgreement {
    private final ReadRecord readRecord;
    private final DryRun dryRun;

    public TryAgreement(ReadRecord readRecord, DryRun dryRun) {
        this.readRecord = readRecord;
        this.dryRun = dryRun;
    }

    /**
     * @param record of the agreement's center
     * @param agreement document of one that lets data go out, whatever its state
     */
    public record Trial(String dataset, byte[] record, byte[] agreement) {}

    /** @throws Failure for what is wrong with the record, DATASET_NOT_SUBMITTED where the agreement's platform takes no such records */
    public Foreseen attempt(Trial trial) {
        Agreement agreement = AgreementDocument.parse(trial.agreement()).agreement(Agreement.State.ACTIVE);
        ReadSubmission read =
                readRecord.read(new ReceivedBody(agreement.center(), trial.dataset(), null, trial.record()));
        return dryRun.supposing(agreement).foresee(read).stream()
                .filter(one -> one.platform().equals(agreement.platform()))
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.DATASET_NOT_SUBMITTED));
    }
}
