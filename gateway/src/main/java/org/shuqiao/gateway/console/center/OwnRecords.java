package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.OwnRecordLedger;
import org.shuqiao.routes.ledger.OwnRecordLedger.Newer;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a center has handed in, as it handed it in. */
@Component
final class OwnRecords {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final OwnRecordLedger ledger;
    private final Clock clock;

    OwnRecords(Journeys journeys, Clock clock) {
        this.ledger = journeys.ledger().ownRecords(Limits.FIGURE_PATIENCE);
        this.clock = clock;
    }

    /** Empty where there is none of this dataset, or its content was deleted. */
    Optional<ObjectNode> find(String dataset, UUID submission, ApiKeys.Caller caller) {
        byte[] body = ledger.body(submission, caller.ownCenter(), dataset);
        return body == null ? Optional.empty() : Optional.of((ObjectNode) JSON.readTree(body));
    }

    /** The newest version of the same record, where it is another one. */
    Optional<Newer> newer(UUID submission, ApiKeys.Caller caller) {
        return ledger.newer(submission, caller.ownCenter());
    }

    /**
     * The next version of its record, to be changed: what the newest one says, since an older number would be refused.
     *
     * @throws Failure {@link FailureCode#NOT_FOUND} where there is none to begin with
     */
    ObjectNode next(String dataset, UUID submission, ApiKeys.Caller caller) {
        UUID newest = newer(submission, caller).map(Newer::submission).orElse(submission);
        ObjectNode record = find(dataset, newest, caller)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "submission")));
        record.put("version", record.path("version").asLong(0) + 1);
        record.put("created_at", ChinaTime.text(clock.instant()));
        return record;
    }
}
