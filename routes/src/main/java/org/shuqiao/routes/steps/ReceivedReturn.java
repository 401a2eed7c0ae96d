package org.shuqiao.routes.steps;

import org.jspecify.annotations.Nullable;

/**
 * A batch for centers as it came from a platform; nothing of it is verified.
 *
 * @param timestamp when it was signed: milliseconds since the epoch, as text; null where none was given
 * @param signature Base64; null where none was given
 * @param body at most {@link Limits#RETURN_BYTES}
 * @param polled whether we have asked for it: then it may have been signed long ago
 */
public record ReceivedReturn(
        String platform,
        String dataset,
        @Nullable String timestamp,
        @Nullable String signature,
        byte[] body,
        boolean polled) {}
