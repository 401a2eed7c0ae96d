package org.shuqiao.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpHeaders;

/** Hands an attachment out, as a file to be saved: no browser shows it, whatever is in it. In memory of one chunk. */
final class AttachmentDownload {
    private final BatchSlots slots = new BatchSlots(Limits.ATTACHMENTS_AT_ONCE, Limits.ATTACHMENTS_AT_ONCE_PER_CENTER);

    /**
     * @param who whose download it is, for the limit of those at once
     * @throws Failure {@link FailureCode#NOT_FOUND} where there are no bytes (any more)
     */
    void send(Attachment attachment, Optional<InputStream> bytes, String who, HttpServletResponse response) {
        slots.enter(who);
        try (InputStream in = bytes.orElseThrow(AttachmentDownload::unknown)) {
            describe(attachment, response);
            in.transferTo(response.getOutputStream());
        } catch (IOException cut) {
            // Of either side; a part must not look like the whole.
            throw new BrokenOff(new UncheckedIOException(cut));
        } finally {
            slots.leave(who);
        }
    }

    static void describe(Attachment attachment, HttpServletResponse response) {
        response.setContentType(attachment.type().mediaType());
        response.setContentLengthLong(attachment.bytes());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + attachment.fileName() + "\"");
        response.setHeader(HttpHeaders.ETAG, "\"" + attachment.sm3() + "\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "attachment"));
    }
}
