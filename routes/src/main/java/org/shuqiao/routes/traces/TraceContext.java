package org.shuqiao.routes.traces;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code traceparent} of W3C Trace Context: {@code 00-<32 hex trace id>-<16 hex span id>-<2 hex flags>}. What a vendor puts beside it
 * ({@code tracestate}) is not passed on, since nobody here can tell what it holds.
 *
 * @param spanId of the caller in what came in, ours in what leaves
 */
public record TraceContext(String traceId, String spanId, String flags) {
    /** Name of the header, and of the property of a hint. */
    public static final String HEADER = "traceparent";

    private static final Pattern VERSION_0 =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final int VERSION_0_CHARS = 55;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** @return empty for a header that is none: the standard says to begin a new trace then */
    public static Optional<TraceContext> parse(@Nullable String header) {
        if (header == null || header.length() < VERSION_0_CHARS) {
            return Optional.empty();
        }
        Matcher parts = VERSION_0.matcher(header.substring(0, VERSION_0_CHARS));
        if (!parts.matches() || !mayBeLonger(parts.group(1), header)) {
            return Optional.empty();
        }
        TraceContext context = new TraceContext(parts.group(2), parts.group(3), parts.group(4));
        boolean valid = !context.traceId.equals(NO_TRACE) && !context.spanId.equals(NO_SPAN);
        return valid ? Optional.of(context) : Optional.empty();
    }

    /** A later version may say more behind a hyphen; ff is no version. */
    private static boolean mayBeLonger(String version, String header) {
        return switch (version) {
            case "ff" -> false;
            case "00" -> header.length() == VERSION_0_CHARS;
            default -> header.length() == VERSION_0_CHARS || header.charAt(VERSION_0_CHARS) == '-';
        };
    }

    /** A new trace that asks nobody to record it. */
    public static TraceContext fresh(RandomGenerator random) {
        return new TraceContext(hex(random, 16), hex(random, 8), "00");
    }

    /** Our own part of the same trace. */
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceId, hex(random, 8), flags);
    }

    /** The header's value. */
    public String header() {
        return "00-" + traceId + '-' + spanId + '-' + flags;
    }

    private static String hex(RandomGenerator random, int bytes) {
        byte[] id = new byte[bytes];
        random.nextBytes(id);
        // All zeros would mean that there is none.
        id[bytes - 1] |= 1;
        return HexFormat.of().formatHex(id);
    }
}
