package org.shuqiao.mappings.masking;

/** A field rule of an agreement cannot be obeyed. Found by {@link Desensitiser#check}, before any record meets it. */
public final class RuleRefused extends RuntimeException {

    public enum Reason {
        UNKNOWN_FIELD,
        UNKNOWN_TRANSFORM,
        /** The transform does not fit what the field holds. */
        TRANSFORM_NOT_APPLICABLE,
        /** The agreement names another class than the dataset. */
        CLASS_DIFFERS,
        /** A T2 or SI field must never leave as it is. */
        NEVER_RAW,
        DUPLICATE_PATH
    }

    private final Reason reason;
    private final String path;

    RuleRefused(Reason reason, String path) {
        super(reason + " at " + path);
        this.reason = reason;
        this.path = path;
    }

    public Reason reason() {
        return reason;
    }

    /** The path of the rule. */
    public String path() {
        return path;
    }
}
