package org.shuqiao.mappings.platforms;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.masking.ClassLineage;

/**
 * A platform's data is wrong (at start) or cannot say what a record and its agreement demand (later). Names files, lines and paths,
 * never values.
 */
public final class MappingRefused extends RuntimeException {

    /** What is wrong; {@link MappingWords} says it in words. */
    public enum Reason {
        /** A file is missing, or cannot be read. */
        FILE_MISSING,
        /** More bytes or values than there is a use for. */
        FILE_TOO_LONG,
        /** A link leads out of the folder, or to no file. */
        FILE_OUTSIDE,
        /** Not UTF-8, or with a byte order mark, or with characters nobody can see. */
        NOT_UTF8,
        NOT_YAML,
        DUPLICATE_KEY,
        /** An anchor, or an alias to one: files have neither, so they have no cycles. */
        ALIAS,
        NESTED_TOO_DEEP,
        /** The file is not a mapping, or not a descriptor. */
        MALFORMED,
        /** The schema of the file knows a member that is not there, and all that follow here are its rules, too. */
        MEMBER_MISSING,
        MEMBER_UNKNOWN,
        NOT_ONE_OF,
        WRONG_TYPE,
        /** A text is not written as it has to be. */
        WRONG_FORM,
        /** A number is too small, or a text or list too short. */
        TOO_FEW,
        TOO_MANY,
        UNKNOWN_DATASET,
        /** A source path that the dataset does not have. */
        UNKNOWN_PATH,
        UNKNOWN_TABLE,
        UNKNOWN_CONVERTER,
        /** A transform that does not exist. */
        UNKNOWN_TRANSFORM,
        DUPLICATE_TARGET,
        /** A line accepts only what is dropped, or a condition reads a field that never gets here as it is. */
        READS_DROPPED,
        /** A condition asks for a code that the field cannot have. */
        UNKNOWN_CODE,
        /** A T2 or SI field would reach the platform as it is. */
        NEVER_RAW,
        /** What a transform leaves of a field is of a class that the platform does not take. */
        ABOVE_CEILING,
        /** Source and target arrays do not correspond. */
        ARRAYS_DIFFER,
        /**
         * Values of a table of aggregates have a place, and the mark of a suppressed cell has none; or they would leave picked, counted or
         * joined, where nobody sees any more which cells are suppressed.
         */
        SUPPRESSION_NOT_SHOWN,
        /** A table has no entry for a code that the source may have. */
        TABLE_INCOMPLETE,
        /** Found by a check only, like all up to what is found at run time: the sample agreement speaks of another platform. */
        AGREEMENT_DIFFERS,
        /** The sample agreement does not permit what a mapping reads. */
        NOT_PERMITTED,
        /** The sample agreement permits what no mapping reads. */
        PERMITTED_FOR_NOTHING,
        /** A sample record cannot be masked as the sample agreement wants it. */
        SAMPLE_REFUSED,
        /** A sample's payload would be held back: it has what looks like a secret. */
        SAMPLE_RESIDUE,
        /** At run time: the agreement demands a transform whose result this mapping cannot carry. */
        TRANSFORM_NOT_ACCEPTED,
        /** At run time: the agreement demands a watermark, and there is no place for one. */
        WATERMARK_WITHOUT_PLACE,
        /** At run time: the converter does not understand the value. */
        VALUE_NOT_CONVERTIBLE
    }

    private final Reason reason;
    private final String path;
    private final String detail;
    private final String file;
    private final int line;

    MappingRefused(Reason reason, String path) {
        this(reason, path, "", "", 0, null);
    }

    /** @param lineage of a field whose class is too high */
    MappingRefused(Reason reason, ClassLineage lineage, String ceiling) {
        this(reason, lineage.source(), lineage + ceiling, "", 0, null);
    }

    /** @param detail what is wrong there, in the words of the rule that it breaks; never a value */
    MappingRefused(Reason reason, String path, String detail) {
        this(reason, path, detail, "", 0, null);
    }

    private MappingRefused(
            Reason reason, String path, String detail, String file, int line, @Nullable MappingRefused cause) {
        super((file.isEmpty() ? "" : file + ":" + line + ": ") + text(reason, path, detail), cause);
        this.reason = reason;
        this.path = path;
        this.detail = detail;
        this.file = file;
        this.line = line;
    }

    private static String text(Reason reason, String path, String detail) {
        return reason + (detail.contains(path) ? "" : " at " + path) + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** The same, once somebody knows where it stands. */
    MappingRefused at(String someFile, int someLine) {
        return file.isEmpty() ? new MappingRefused(reason, path, detail, someFile, someLine, this) : this;
    }

    public Reason reason() {
        return reason;
    }

    /** The source or target path it is about, or the member of the file. */
    public String path() {
        return path;
    }

    /** What is wrong there, in English; empty where the reason says all. */
    public String detail() {
        return detail;
    }

    /** The file, under the name its folder gives it; empty where no file is to blame. */
    public String file() {
        return file;
    }

    /** Counted from 1; 0 where no file is to blame. */
    public int line() {
        return line;
    }
}
