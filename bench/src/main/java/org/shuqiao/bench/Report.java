package org.shuqiao.bench;

import org.jspecify.annotations.Nullable;
import org.shuqiao.bench.ProcessCpu.Millis;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The figures of runs as JSON; members end in their unit. */
final class Report {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Report() {}

    /** What one run showed. */
    static ObjectNode of(Outcome outcome) {
        ObjectNode json = JSON.createObjectNode();
        json.put("accepted_per_s", rounded(outcome.acceptedPerSecond(), 1));
        json.put("delivered_per_s", rounded(outcome.deliveredPerSecond(), 1));
        json.set("accept_ms", percentiles(outcome.accept()));
        json.set("end_to_end_ms", percentiles(outcome.endToEnd()));
        json.set("cpu_ms_per_record", cpu(outcome.cpu(), outcome.accepted()));
        json.put("disk_bytes_per_record", rounded((double) outcome.diskBytes() / outcome.accepted(), 0));
        json.put("records", outcome.records());
        json.put("refused", outcome.refused());
        json.put("unanswered", outcome.unanswered());
        json.put("lost", outcome.lost());
        json.put("seconds", rounded(outcome.seconds(), 1));
        return json;
    }

    private static ObjectNode percentiles(Latencies latencies) {
        ObjectNode json = JSON.createObjectNode();
        json.put("p50", rounded(latencies.percentileMillis(50), 2));
        json.put("p99", rounded(latencies.percentileMillis(99), 2));
        json.put("p999", rounded(latencies.percentileMillis(99.9), 2));
        return json;
    }

    private static ObjectNode cpu(Millis cpu, int records) {
        ObjectNode json = JSON.createObjectNode();
        json.put("gateway", rounded(cpu.gateway() / records, 3));
        json.put("postgres", rounded(cpu.postgres() / records, 3));
        json.put("bench", rounded(cpu.bench() / records, 3));
        return json;
    }

    /** @return null, which JSON has for "not measured", where a figure is none */
    @Nullable private static Double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isFinite(value) ? Math.rint(value * scale) / scale : null;
    }
}
