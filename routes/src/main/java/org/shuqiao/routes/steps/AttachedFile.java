package org.shuqiao.routes.steps;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.NamedFile;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.platforms.PlatformDescriptor.Attachments;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * The step on a file that goes with the payload. No gateway can search a file for secrets, so only a person lets it leave; and since
 * people, signatures and receipts are about the payload, the payload has to name the file by its SM3.
 */
final class AttachedFile {
    private static final String PERSON = "human_approval";

    private AttachedFile() {}

    /** @return null where no file goes with the payload */
    static @Nullable Step step(PlatformPayload payload) {
        NamedFile file = payload.agreed().claimed().record().file();
        boolean takesFiles =
                payload.agreed().claimed().platform().platform().descriptor().attachments() == Attachments.FILES;
        if (file == null || !takesFiles) {
            return null;
        }
        boolean named = isNamed(file, payload.mapped());
        boolean asked = payload.agreed().permit().terms().duties().contains(PERSON)
                && !payload.agreed().permit().isAfterRevocation();
        return new Step(
                "attachment",
                named ? file.sm3() : "",
                asked ? PERSON : "",
                named && asked ? null : ReasonCode.ATTACHMENT);
    }

    private static boolean isNamed(NamedFile file, MappedPayload payload) {
        String value = '"' + file.sm3() + '"';
        return payload.spans().stream()
                .anyMatch(span ->
                        span.length() == value.length() && text(payload, span).equals(value));
    }

    private static String text(MappedPayload payload, Span span) {
        return new String(payload.bytes(), span.offset(), span.length(), US_ASCII);
    }
}
