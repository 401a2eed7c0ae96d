package org.shuqiao.mappings;

import org.jspecify.annotations.Nullable;

/**
 * How far a field of a dataset may travel.
 */
public enum FieldClass {
    /** Public. */
    P,
    /** General, internal. */
    G,
    /** Trade secret that may be shared, coarsely by default. */
    T1,
    /** Trade secret that never leaves as it is. */
    T2,
    /** Personal data. */
    I,
    /** Sensitive personal data, which never leaves as it is. */
    SI;

    /** The class of this name; null where there is none. */
    public static @Nullable FieldClass named(String name) {
        for (FieldClass one : values()) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        return null;
    }

    /**
     * Whether a value of this class may go where nothing above the ceiling may. Trade secrets and personal data are two ladders on the
     * same ground: neither is above the other, so neither is within the other.
     */
    public boolean isWithin(FieldClass ceiling) {
        return this == ceiling
                || this == P
                || (this == G && ceiling != P)
                || (this == T1 && ceiling == T2)
                || (this == I && ceiling == SI);
    }

    /** Whether no agreement and no mapping may let a field of this class leave untransformed. */
    public boolean neverRaw() {
        return this == T2 || this == SI;
    }
}
