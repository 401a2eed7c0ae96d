package org.shuqiao.gateway.cli;

import java.util.List;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sample records under ids of their own, so that a second run is not a repetition of the first. */
final class DemoRecords {
    /** What every platform of the demonstration takes. */
    private static final List<String> REPORTED = List.of("activity", "diagnosis_report");

    /** Nothing that waits for a consent or an officer. */
    private static final List<String> OF_A_YEAR = List.of(
            "activity",
            "diagnosis_report",
            "industry_report",
            "center_profile",
            "self_assessment",
            "evaluation_form",
            "work_summary",
            "project",
            "change_notice",
            "report_ref");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Datasets datasets;
    private final String suffix;

    /** @param suffix of this run: letters and digits */
    DemoRecords(Datasets datasets, String suffix) {
        this.datasets = datasets;
        this.suffix = suffix;
    }

    /** @param name says which sample it is */
    record DemoRecord(Dataset dataset, String name, ObjectNode json) {
        byte[] bytes() {
            return JSON.writeValueAsBytes(json);
        }
    }

    /** Returns every sample of the datasets that centers report everywhere. */
    List<DemoRecord> samples() {
        return REPORTED.stream()
                .map(id -> datasets.find(id).orElseThrow())
                .flatMap(dataset ->
                        dataset.samples().stream().map(sample -> fresh(dataset, sample.name(), sample.bytes(), suffix)))
                .toList();
    }

    /** Returns every sample of what a center reports in a year, as the center of Qingdao would submit it. */
    List<DemoRecord> ofTheYear() {
        List<DemoRecord> year = OF_A_YEAR.stream()
                .map(id -> datasets.find(id).orElseThrow())
                .flatMap(dataset ->
                        dataset.samples().stream().map(sample -> fresh(dataset, sample.name(), sample.bytes(), suffix)))
                .toList();
        year.forEach(record ->
                record.json().put("center_id", DemoCenter.QINGDAO.usci()).put("region", DemoCenter.QINGDAO.region()));
        return year;
    }

    /** Returns an activity with three faults: ends before it starts, wrong check character, names its own agreement. */
    DemoRecord invalid() {
        DemoRecord record = activity("invalid");
        ObjectNode json = record.json();
        json.set("end", json.get("created_at"));
        json.set("start", json.get("created_at"));
        json.put("end", "2026-01-01T09:00:00+08:00");
        JsonNode served = json.path("served").path(0);
        if (served instanceof ObjectNode enterprise) {
            enterprise.put(
                    "usci", withWrongCheckCharacter(enterprise.path("usci").stringValue()));
        }
        json.put("agreement_id", "agreement-of-my-own");
        return record;
    }

    /** Returns an activity with a mobile number in its public title, written so that a simple search does not find it. */
    DemoRecord planted() {
        DemoRecord record = activity("planted");
        record.json().put("title", "智能家电供需对接会（报名电话１３９-０６４８-００２５）");
        return record;
    }

    /** Returns every sample as the center of Chongqing would submit it. */
    List<DemoRecord> ofChongqing() {
        List<DemoRecord> samples = samples();
        samples.forEach(DemoRecords::moveToChongqing);
        return samples;
    }

    /** Returns an activity whose name is longer than the capability center takes; nothing of ours minds. */
    DemoRecord refusedByCapabilityCenter() {
        DemoRecord record = activity("long-title");
        moveToChongqing(record);
        record.json().put("title", "成渝地区装备制造产业链数字化转型供需对接会".repeat(4));
        return record;
    }

    private static void moveToChongqing(DemoRecord record) {
        record.json().put("center_id", DemoCenter.CHONGQING.usci()).put("region", DemoCenter.CHONGQING.region());
    }

    private DemoRecord activity(String name) {
        Dataset dataset = datasets.find("activity").orElseThrow();
        return fresh(dataset, name, dataset.samples().get(0).bytes(), suffix + "-" + name);
    }

    private static DemoRecord fresh(Dataset dataset, String name, byte[] sample, String suffix) {
        ObjectNode json = (ObjectNode) JSON.readTree(sample);
        json.put("record_id", json.path("record_id").stringValue() + "-" + suffix);
        return new DemoRecord(dataset, name, json);
    }

    private static String withWrongCheckCharacter(String usci) {
        int last = usci.length() - 1;
        return usci.substring(0, last) + (usci.charAt(last) == '0' ? '1' : '0');
    }
}
