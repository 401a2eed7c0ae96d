package org.shuqiao.gateway;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** Checks what callers name: members of commands, parameters, headers. A member that JSON leaves out is null. */
final class Members {
    static final int TEXT_CHARS = 500;
    private static final int SM3_DIGITS = 64;

    private Members() {}

    /** @throws Failure {@link FailureCode#BAD_REQUEST} where the text is missing, blank, too long, or nothing that can be stored */
    static String text(@Nullable String value, String member) {
        String text = required(value, member);
        if (text.isBlank() || text.length() > TEXT_CHARS || !isStorable(text)) {
            throw refused(member);
        }
        return text;
    }

    /** One writing for one person, as far as that can be told: steps that need two persons compare these. */
    static String holder(@Nullable String named) {
        String holder = Normalizer.normalize(text(named, "holder"), Normalizer.Form.NFKC);
        String visible = holder.replaceAll("[\\s\\p{Z}]+", " ").replaceAll("\\p{C}", "");
        return text(visible.strip(), "holder");
    }

    /** @throws Failure {@link FailureCode#BAD_REQUEST} where the text is no SM3 in 64 lower-case hexadecimal digits */
    static byte[] sm3(@Nullable String value, String member) {
        String text = text(value, member);
        boolean hex = text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (!hex || text.length() != SM3_DIGITS) {
            throw refused(member);
        }
        return HexFormat.of().parseHex(text);
    }

    /** @throws Failure {@link FailureCode#BAD_REQUEST} where there is none */
    static <T> T required(@Nullable T value, String member) {
        if (value == null) {
            throw refused(member);
        }
        return value;
    }

    /** @throws Failure {@link FailureCode#BAD_REQUEST} where a text that may be left out can be in no row */
    static @Nullable String searched(@Nullable String value, String member) {
        if (value != null && !isStorable(value)) {
            throw refused(member);
        }
        return value;
    }

    static Failure refused(String member) {
        return new Failure(FailureCode.BAD_REQUEST, Map.of("member", member));
    }

    /** PostgreSQL keeps no U+0000 in a text. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0;
    }
}
