package org.shuqiao.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;

/** Reads the header by which a caller names its call. Its value is opaque: what differs in one character is another key. */
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";

    private IdempotencyKeys() {}

    /**
     * @return null where there is none
     * @throws Failure {@link FailureCode#BAD_REQUEST} where there are two, or one that is blank, too long, or not printable ASCII: what
     *     proxies may change on the way cannot be a key
     */
    static @Nullable String of(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(HEADER));
        if (values.isEmpty()) {
            return null;
        }
        String key = values.get(0);
        boolean usable = values.size() == 1
                && !key.isBlank()
                && key.length() <= Limits.IDEMPOTENCY_KEY_CHARS
                && key.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!usable) {
            throw new Failure(
                    FailureCode.BAD_REQUEST, Map.of("header", HEADER, "maxChars", Limits.IDEMPOTENCY_KEY_CHARS));
        }
        return key;
    }
}
