package org.shuqiao.routes.steps;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.ledger.NewSubmission;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes submissions of records that the gateway itself writes on behalf of a center; they are held to their dataset like any other. */
public final class OwnRecords {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Datasets datasets;
    private final NewRows rows;
    private final Clock clock;

    public OwnRecords(Datasets datasets, NewRows rows, Clock clock) {
        this.datasets = datasets;
        this.rows = rows;
        this.clock = clock;
    }

    /** Now, as records write it. */
    String now() {
        return ChinaTime.text(clock.instant());
    }

    /** The members that every record of ours has. */
    ObjectNode head(String dataset, String recordId, long version, String center, String region) {
        return JSON.createObjectNode()
                .put("record_id", recordId)
                .put("version", version)
                .put("center_id", center)
                .put("schema_version", dataset(dataset).schemaVersion())
                .put("region", region)
                .put("created_at", now());
    }

    /**
     * @param platform the one platform that it concerns
     * @throws org.shuqiao.mappings.InvalidRecord where it is no record of the dataset
     */
    NewSubmission submission(String dataset, ObjectNode record, String platform) {
        byte[] body = record.toString().getBytes(StandardCharsets.UTF_8);
        return rows.made(dataset(dataset).read(body), body, platform);
    }

    private Dataset dataset(String id) {
        return datasets.find(id).orElseThrow();
    }
}
