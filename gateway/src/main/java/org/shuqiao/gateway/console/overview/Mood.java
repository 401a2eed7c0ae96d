package org.shuqiao.gateway.console.overview;

import java.util.Locale;

/** How something goes, best first. */
enum Mood {
    IDLE,
    GOOD,
    WARN,
    BAD;

    /** Class of styles, and the end of the word's key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Mood or(Mood other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
