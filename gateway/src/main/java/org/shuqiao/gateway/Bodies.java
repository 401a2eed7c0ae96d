package org.shuqiao.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** Reads request bodies in bounded memory. */
final class Bodies {
    private Bodies() {}

    /** @throws Failure {@link FailureCode#BODY_TOO_LARGE} for a body of more than {@code maxBytes} */
    static byte[] read(HttpServletRequest request, int maxBytes) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    private static Failure tooLarge(int maxBytes) {
        return new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxBytes", maxBytes));
    }
}
