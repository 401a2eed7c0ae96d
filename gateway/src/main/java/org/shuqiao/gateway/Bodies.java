package org.shuqiao.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;

/** Reads request bodies in bounded memory and time. */
public final class Bodies {
    private static final int AT_ONCE_BYTES = 8192;

    private Bodies() {}

    /**
     * @throws Failure {@link FailureCode#BODY_TOO_LARGE} for a body of more than {@code maxBytes}, {@link FailureCode#BODY_TOO_SLOW} for
     *     one that takes longer than {@link Limits#BODY_WITHIN}
     */
    public static byte[] read(HttpServletRequest request, int maxBytes) throws IOException {
        return read(request, maxBytes, Limits.BODY_WITHIN, bytes -> {});
    }

    /**
     * @param within for the whole body; besides, the server waits only so long for each of its bytes
     * @param coming is told how many bytes have come before they are kept, and may throw
     */
    static byte[] read(HttpServletRequest request, int maxBytes, Duration within, IntConsumer coming)
            throws IOException {
        requireLength(request, maxBytes);
        long end = System.nanoTime() + within.toNanos();
        InputStream in = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[AT_ONCE_BYTES];
        int read;
        while ((read = in.read(part, 0, Math.min(part.length, maxBytes + 1 - body.size()))) >= 0) {
            coming.accept(read);
            body.write(part, 0, read);
            if (body.size() > maxBytes) {
                throw tooLarge(maxBytes);
            }
            if (System.nanoTime() - end > 0) {
                throw new Failure(FailureCode.BODY_TOO_SLOW, Map.of("withinSeconds", within.toSeconds()));
            }
        }
        return body.toByteArray();
    }

    /** @throws Failure {@link FailureCode#BODY_TOO_LARGE} where the request says so itself */
    static void requireLength(HttpServletRequest request, int maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
    }

    private static Failure tooLarge(int maxBytes) {
        return new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxBytes", maxBytes));
    }
}
