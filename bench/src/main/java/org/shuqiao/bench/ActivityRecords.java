package org.shuqiao.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Valid {@code activity} records of one size, made from the samples of the dataset. Each has its own record id, activity id and
 * title; the summary is as long as the size asks. A record is a copy of prepared bytes with the number written in, so that making
 * it costs next to nothing. Thread-safe.
 */
final class ActivityRecords {
    static final String DATASET = "activity";
    static final int MIN_BYTES = 2_048;
    static final int MAX_BYTES = 6_144;

    private static final int DIGITS = 8;
    private static final String PLACE = "#".repeat(DIGITS);
    private static final String MORE = "活动期间安排设备联网、质量追溯、智能排程等场景的现场观摩，由转型服务商逐户记录需求，会后一个月内完成回访。";

    private final String prefix;
    private final List<Template> templates;

    /**
     * @param run keeps the record ids of one run apart from those of another on the same gateway: letters, digits and {@code -}
     * @param bytes size of every record, from {@value #MIN_BYTES} to {@value #MAX_BYTES}
     */
    ActivityRecords(String run, int bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a record has " + MIN_BYTES + " to " + MAX_BYTES + " bytes");
        }
        this.prefix = run + "-";
        this.templates = Datasets.load().find(DATASET).orElseThrow().samples().stream()
                .map(sample -> template(sample.bytes(), bytes))
                .toList();
    }

    /** Id of the record with this number. */
    String recordId(long number) {
        String digits = Long.toString(number);
        return prefix + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** The record with this number, from 0 to 99,999,999, in UTF-8. */
    byte[] record(long number) {
        return templates.get((int) (number % templates.size())).with(number);
    }

    private Template template(byte[] sample, int bytes) {
        JsonMapper json = JsonMapper.shared();
        ObjectNode record = (ObjectNode) json.readTree(sample);
        record.put("record_id", prefix + PLACE);
        record.put("activity_id", "HD-" + PLACE);
        record.put("title", record.required("title").stringValue() + "（第" + PLACE + "号）");
        String summary = record.required("summary").stringValue();
        int missing = bytes - json.writeValueAsBytes(record).length;
        record.put("summary", summary + filling(missing));
        return Template.of(json.writeValueAsBytes(record));
    }

    /** Whole characters of three bytes, then what is left as full stops. */
    private static String filling(int bytes) {
        StringBuilder text = new StringBuilder();
        int characters = bytes / 3;
        for (int i = 0; i < characters; i++) {
            text.append(MORE.charAt(i % MORE.length()));
        }
        return text.append(".".repeat(bytes - 3 * characters)).toString();
    }

    private static final class Template {
        private final byte[] bytes;
        private final List<Integer> places;

        private Template(byte[] bytes, List<Integer> places) {
            this.bytes = bytes;
            this.places = places;
        }

        static Template of(byte[] bytes) {
            // One character for one byte, so that indexes agree.
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            List<Integer> places = new ArrayList<>();
            for (int at = text.indexOf(PLACE); at >= 0; at = text.indexOf(PLACE, at + DIGITS)) {
                places.add(at);
            }
            return new Template(bytes, List.copyOf(places));
        }

        byte[] with(long number) {
            byte[] record = bytes.clone();
            for (int place : places) {
                long rest = number;
                for (int digit = DIGITS - 1; digit >= 0; digit--) {
                    record[place + digit] = (byte) ('0' + rest % 10);
                    rest /= 10;
                }
            }
            return record;
        }
    }
}
