package org.shuqiao.bench.leaks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.shuqiao.bench.leaks.Journey.Leg;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.masking.Desensitised;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How long a diagnosis report of 2 KiB takes through transforms, mapping and scan, with a dictionary of 10,000 terms. */
public final class ReportTimes {
    private static final String DATASET = "diagnosis_report";
    private static final int BYTES = 2_048;
    private static final int TERMS = 10_000;
    private static final List<String> PLATFORMS = List.of("qingdao", Journey.ALL_TEXTS);
    private static final int CALLS = 2_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Journey journey;
    private final Dataset dataset;
    private final CanonicalRecord record;

    public ReportTimes() {
        Datasets datasets = Datasets.load();
        this.journey = new Journey(datasets, new Vocabulary(1, TERMS).dictionary());
        this.dataset = datasets.find(DATASET).orElseThrow();
        this.record = dataset.read(report(dataset));
    }

    /** The sample, without what no platform of ours takes, and with texts as long as the size asks. */
    private static byte[] report(Dataset dataset) {
        ObjectNode report = (ObjectNode) JSON.readTree(dataset.samples().get(0).bytes());
        report.remove(List.of("process_params", "formula", "cost_price", "customers_suppliers", "experts"));
        Sentences sentences = new Sentences(Dice.of(1, 1));
        StringBuilder text = new StringBuilder();
        while (JSON.writeValueAsBytes(report.put("solution", text + "。")).length < BYTES) {
            text.append(sentences.sentence());
        }
        return JSON.writeValueAsString(report).getBytes(StandardCharsets.UTF_8);
    }

    /** Puts medians in microseconds for every platform: of the best round, since the first warm up and a busy machine only adds. */
    public void measure(ObjectNode report, int rounds) {
        report.put("report_bytes", JSON.writeValueAsBytes(record.json()).length);
        for (String platform : PLATFORMS) {
            Leg leg = journey.leg(platform, DATASET);
            double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
            for (int round = 0; round < rounds; round++) {
                double[] medians = medians(leg);
                for (int part = 0; part < best.length; part++) {
                    best[part] = Math.min(best[part], medians[part]);
                }
            }
            String name = "report_" + platform.replace('-', '_');
            report.put(name + "_mask_us", best[0]);
            report.put(name + "_map_us", best[1]);
            report.put(name + "_scan_us", best[2]);
            report.put(name + "_all_us", best[3]);
        }
    }

    private double[] medians(Leg leg) {
        long[][] nanos = new long[4][CALLS];
        for (int call = 0; call < CALLS; call++) {
            long begun = System.nanoTime();
            Desensitised masked = journey.masked(dataset, record, leg);
            long masking = System.nanoTime();
            MappedPayload payload = leg.mapping().map(masked);
            long mapping = System.nanoTime();
            int residues = journey.scanned(payload).size();
            long scanning = System.nanoTime();
            if (residues > payload.bytes().length) {
                throw new IllegalStateException("more residues than bytes");
            }
            nanos[0][call] = masking - begun;
            nanos[1][call] = mapping - masking;
            nanos[2][call] = scanning - mapping;
            nanos[3][call] = scanning - begun;
        }
        return Arrays.stream(nanos).mapToDouble(ReportTimes::median).toArray();
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return Math.round(nanos[nanos.length / 2] / 100.0) / 10.0;
    }
}
