package org.shuqiao.mappings.platforms;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.masking.ClassLineage;

/**
 * A mapping is wrong (at start) or cannot say what a record and its agreement demand (later). Names paths, never values.
 */
public final class MappingRefused extends RuntimeException {

    public enum Reason {
        /** The file is not a mapping, or not a descriptor. */
        MALFORMED,
        UNKNOWN_DATASET,
        /** A source path that the dataset does not have. */
        UNKNOWN_PATH,
        UNKNOWN_TABLE,
        UNKNOWN_CONVERTER,
        /** A transform that does not exist. */
        UNKNOWN_TRANSFORM,
        DUPLICATE_TARGET,
        /** A T2 or SI field would reach the platform as it is. */
        NEVER_RAW,
        /** What a transform leaves of a field is of a class that the platform does not take. */
        ABOVE_CEILING,
        /** Source and target arrays do not correspond. */
        ARRAYS_DIFFER,
        /** Values of a table of aggregates have a place, and the mark of a suppressed cell has none. */
        SUPPRESSION_NOT_SHOWN,
        /** A table has no entry for a code that the source may have. */
        TABLE_INCOMPLETE,
        /** At run time: the agreement demands a transform whose result this mapping cannot carry. */
        TRANSFORM_NOT_ACCEPTED,
        /** At run time: the agreement demands a watermark, and there is no place for one. */
        WATERMARK_WITHOUT_PLACE,
        /** At run time: the converter does not understand the value. */
        VALUE_NOT_CONVERTIBLE
    }

    private final Reason reason;
    private final String path;

    MappingRefused(Reason reason, String path) {
        this(reason, path, null);
    }

    /** @param lineage of a field whose class is too high */
    MappingRefused(Reason reason, ClassLineage lineage, String ceiling) {
        super(reason + ": " + lineage + ceiling);
        this.reason = reason;
        this.path = lineage.source();
    }

    MappingRefused(Reason reason, String path, @Nullable Throwable cause) {
        super(reason + " at " + path, cause);
        this.reason = reason;
        this.path = path;
    }

    public Reason reason() {
        return reason;
    }

    /** The source or target path it is about. */
    public String path() {
        return path;
    }
}
