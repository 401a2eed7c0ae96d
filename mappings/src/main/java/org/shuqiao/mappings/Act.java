package org.shuqiao.mappings;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What somebody does with data; prohibitions name acts, platforms and purposes imply them. Written in lower case. */
public enum Act {
    STORE,
    DISPLAY,
    AGGREGATE,
    /** Passes it on to a third body. */
    REDISTRIBUTE,
    REIDENTIFY,
    TRAIN_MODEL,
    COMMERCIAL,
    EXPORT_ABROAD;

    /** Those that an agreement may prohibit. */
    public static Set<Act> prohibitable() {
        return EnumSet.range(REDISTRIBUTE, EXPORT_ABROAD);
    }

    /** @throws IllegalArgumentException for anything but an act in lower case */
    @JsonCreator
    public static Act of(String id) {
        Act act = valueOf(id.toUpperCase(Locale.ROOT));
        if (!act.id().equals(id)) {
            throw new IllegalArgumentException("an act is written in lower case");
        }
        return act;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
