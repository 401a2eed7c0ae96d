package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.List;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.ledger.DutyAfter;

/** What the agreements that bind a transfer want done after it. */
final class OwedAfterwards {
    private OwedAfterwards() {}

    /** A take-down is itself what a revocation demands, so none is taken down. */
    static List<DutyAfter> by(Decision.Permit permit, String dataset) {
        List<DutyAfter> owed = new ArrayList<>();
        for (Agreement agreement : permit.agreements()) {
            if (agreement.revocation().deletes() && !dataset.equals(Dataset.TAKE_DOWN)) {
                owed.add(new DutyAfter(agreement.id(), agreement.version(), DutyAfter.Kind.STOP_AND_DELETE, null));
            }
            if (agreement.retention() != null) {
                owed.add(new DutyAfter(
                        agreement.id(), agreement.version(), DutyAfter.Kind.RETENTION, agreement.retention()));
            }
        }
        return List.copyOf(owed);
    }
}
