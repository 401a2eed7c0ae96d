package org.shuqiao.gateway.console.officer;

import org.jspecify.annotations.Nullable;

/** What a filter asks for: a form sends each of its inputs, the empty ones too. */
final class Asked {
    private Asked() {}

    /** @return null where nothing is asked for */
    static @Nullable String of(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
