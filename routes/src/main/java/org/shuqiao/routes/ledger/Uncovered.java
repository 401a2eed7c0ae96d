package org.shuqiao.routes.ledger;

import java.util.List;
import java.util.stream.Collectors;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * A transfer that was denied since no agreement of the two parties speaks of such records. That is no failure: a record goes to every
 * platform that takes its dataset, and nobody meant this one to. With any other reason an agreement was meant to let it go.
 */
public final class Uncovered {
    private static final List<ReasonCode> REASONS =
            List.of(ReasonCode.NO_AGREEMENT, ReasonCode.DIRECTION, ReasonCode.DATASET);

    /** The same of a row of transfers; word for word as the index of what stopped has it. */
    static final String CONDITION = REASONS.stream()
            .map(reason -> "'" + reason.name() + "'")
            .collect(Collectors.joining(", ", "(state = 'DENIED' AND reason IN (", "))"));

    private Uncovered() {}

    /** @param reason its code; empty where there is none */
    public static boolean is(TransferState state, String reason) {
        return state == TransferState.DENIED
                && REASONS.stream().anyMatch(one -> one.name().equals(reason));
    }

    static String[] reasons() {
        return REASONS.stream().map(ReasonCode::name).toArray(String[]::new);
    }
}
