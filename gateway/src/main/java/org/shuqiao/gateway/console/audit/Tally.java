package org.shuqiao.gateway.console.audit;

import java.util.ArrayList;
import java.util.List;
import org.shuqiao.certs.log.Check;
import org.shuqiao.gateway.console.audit.JudgeEvidence.Judged;
import org.shuqiao.gateway.console.audit.Reverification.Failed;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import org.shuqiao.routes.steps.Limits;

/**
 * What a verification has found so far.
 *
 * @param valid evidence of which every check passed, {@code withheld} that among it whose payload was deleted with a proof
 * @param notYet that the log does not prove yet
 * @param invalid of which a check failed
 * @param failures the first of these, with every check that failed
 */
record Tally(long valid, long withheld, long notYet, long invalid, List<Failed> failures) {
    static final Tally NONE = new Tally(0, 0, 0, 0, List.of());

    public long looked() {
        return valid + notYet + invalid;
    }

    Tally plusNotYet() {
        return new Tally(valid, withheld, notYet + 1, invalid, failures);
    }

    Tally plus(Found transfer, Judged judged) {
        return switch (judged.verdict()) {
            case VALID -> new Tally(valid + 1, withheld, notYet, invalid, failures);
            case VALID_PAYLOAD_WITHHELD -> new Tally(valid + 1, withheld + 1, notYet, invalid, failures);
            case INVALID -> failed(transfer, judged.failures());
        };
    }

    private Tally failed(Found transfer, List<Check> checks) {
        List<Failed> told = failures;
        if (failures.size() < Limits.REVERIFY_FAILURES_TOLD) {
            told = new ArrayList<>(failures);
            told.add(new Failed(
                    transfer.id(), transfer.center(), transfer.platform(), transfer.madeAt(), ShownCheck.of(checks)));
        }
        return new Tally(valid, withheld, notYet, invalid + 1, List.copyOf(told));
    }
}
