package org.shuqiao.mappings;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Dataset.AttachmentRule;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record that a {@link Dataset} has read. It cannot be made in any other way, so whoever holds one holds validated data
 * ({@link Dataset#read}) or bytes that were validated before ({@link Dataset#reread}). Holds raw data: never log it.
 */
public final class CanonicalRecord {

    private final String dataset;
    private final ObjectNode json;
    private final @Nullable String period;
    private final @Nullable NamedFile file;

    /**
     * @param period where the year or month stands that the record speaks of; null where records of the dataset have none
     * @param attachment where the file stands that the record names; null where records of the dataset name none
     */
    CanonicalRecord(String dataset, ObjectNode json, @Nullable String period, @Nullable AttachmentRule attachment) {
        this.dataset = dataset;
        this.json = json;
        this.period = period == null ? null : json.at(period).asString(null);
        this.file = attachment == null ? null : file(json, attachment);
    }

    private static NamedFile file(ObjectNode json, AttachmentRule at) {
        return new NamedFile(
                json.at(at.sm3()).asString(""),
                json.at(at.bytes()).asLong(0),
                json.at(at.type()).asString(""));
    }

    /** The file that the record names; null for most. */
    public @Nullable NamedFile file() {
        return file;
    }

    /** Id of the dataset, for example {@code activity}. */
    public String dataset() {
        return dataset;
    }

    /** USCI of the center the record speaks for. */
    public String centerId() {
        return text("center_id");
    }

    public String recordId() {
        return text("record_id");
    }

    /** From 1 to 2^53 - 1. */
    public long version() {
        return json.path("version").asLong();
    }

    /** GB/T 2260 code. */
    public String region() {
        return text("region");
    }

    /** The year or month that it speaks of, as {@code 2026} or {@code 2026-03}; null where it names none. */
    public @Nullable String period() {
        return period;
    }

    /**
     * The calendar year, in China, that it belongs to: of its period, or where it names none, of its creation.
     *
     * @return 0 for a record that says neither
     */
    public int year() {
        String year = period == null ? null : CalendarText.year(period);
        if (year == null) {
            year = CalendarText.year(json.path("created_at").asString(""));
        }
        return year == null ? 0 : Integer.parseInt(year);
    }

    /** Dotted numbers, for example {@code 1.0}. */
    public String schemaVersion() {
        return text("schema_version");
    }

    /** The record itself. Shared, not copied: readers must not change it. */
    public ObjectNode json() {
        return json;
    }

    private String text(String member) {
        return json.path(member).asString();
    }

    @Override
    public String toString() {
        return "CanonicalRecord[" + dataset + "]";
    }
}
