package org.shuqiao.gateway.console.operator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** What people typed into forms. An empty field asks for nothing. */
final class Typed {
    private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");

    private Typed() {}

    static @Nullable String text(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    /** Empty where there is none, which the act refuses. */
    static String reason(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** @throws Failure BAD_REQUEST for what is none of them */
    static <E extends Enum<E>> @Nullable E choice(@Nullable String typed, Class<E> choices) {
        String text = text(typed);
        try {
            return text == null ? null : Enum.valueOf(choices, text);
        } catch (IllegalArgumentException none) {
            throw refused();
        }
    }

    /**
     * @param typed a date and a time of the clock in Shanghai, as browsers send them
     * @throws Failure BAD_REQUEST for what is neither that nor empty
     */
    static @Nullable Instant time(@Nullable String typed) {
        String text = text(typed);
        try {
            return text == null ? null : LocalDateTime.parse(text).atZone(HERE).toInstant();
        } catch (DateTimeException none) {
            throw refused();
        }
    }

    private static Failure refused() {
        return new Failure(FailureCode.BAD_REQUEST, Map.of());
    }
}
