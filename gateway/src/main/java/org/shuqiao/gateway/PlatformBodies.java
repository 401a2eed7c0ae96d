package org.shuqiao.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Component;

/**
 * Reads what comes to the doors of platforms, whose callers are known only when their signatures are verified: few bodies at once, each
 * within a time, and together in bounded memory, of which each takes what has come of it and not what it says that it has.
 */
@Component
final class PlatformBodies {
    private static final int KIB = 1024;

    private final Semaphore readers = new Semaphore(Limits.UNPROVEN_BODIES_AT_ONCE);
    private final Semaphore roomKib = new Semaphore(Limits.RETURN_BYTES_AT_ONCE / KIB);

    /**
     * @param work with the body, which keeps its room until that is done
     * @throws Failure {@link FailureCode#TOO_BUSY}, and as {@link Bodies#read}
     */
    <R> R with(HttpServletRequest request, int maxBytes, Function<byte[], R> work) throws IOException {
        Room room = new Room();
        try {
            return work.apply(read(request, maxBytes, room));
        } finally {
            roomKib.release(room.kib);
        }
    }

    private byte[] read(HttpServletRequest request, int maxBytes, Room room) throws IOException {
        if (!readers.tryAcquire()) {
            throw busy();
        }
        try {
            return Bodies.read(request, maxBytes, Limits.UNPROVEN_BODY_WITHIN, room::take);
        } finally {
            readers.release();
        }
    }

    /** What one body has taken. */
    private final class Room {
        private long bytes;
        private int kib;

        private void take(int more) {
            bytes += more;
            int missing = (int) (bytes / KIB) + 1 - kib;
            if (missing > 0) {
                if (!roomKib.tryAcquire(missing)) {
                    throw busy();
                }
                kib += missing;
            }
        }
    }

    private static Failure busy() {
        return new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", 1));
    }
}
