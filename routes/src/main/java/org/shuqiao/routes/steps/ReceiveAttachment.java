package org.shuqiao.routes.steps;

import static org.shuqiao.routes.attachments.AttachmentFault.EMPTY;
import static org.shuqiao.routes.attachments.AttachmentFault.HASH;
import static org.shuqiao.routes.attachments.AttachmentFault.TYPE_DIFFERS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.attachments.AttachmentRefused;
import org.shuqiao.routes.attachments.AttachmentType;
import org.shuqiao.routes.attachments.FileInspector;
import org.shuqiao.routes.attachments.Spool;
import org.shuqiao.routes.attachments.TooLong;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AttachmentLedger;
import org.shuqiao.routes.ledger.Uuid7;

/**
 * Takes a file that a center uploads: into a file of ours while it comes in, since a sender may be slow; then looked into; then into the
 * ledger in one transaction. Until that is committed there is nothing.
 */
public final class ReceiveAttachment {
    private final AttachmentLedger ledger;
    private final AttachmentLedger.Quota quota;
    private final Uuid7 ids;
    private final Path folder;
    private final Clock clock;
    private final FileInspector inspector = new FileInspector();

    /** @param folder where files are while they come in */
    public ReceiveAttachment(
            AttachmentLedger ledger, AttachmentLedger.Quota quota, Uuid7 ids, Path folder, Clock clock) {
        this.ledger = ledger;
        this.quota = quota;
        this.ids = ids;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * What a center says that it uploads.
     *
     * @param sm3 64 lower-case hexadecimal characters; null where the sender cannot compute it and wants to be told
     */
    public record Announced(String center, @Nullable String sm3, AttachmentType type) {}

    /** @param isNew whether it was not there before */
    public record Received(String sm3, boolean isNew) {}

    /**
     * @throws AttachmentRefused where it is not what was announced, or no attachment at all
     * @throws Failure where it is too long, breaks off, or the center has too much here
     */
    public Received receive(Announced announced, InputStream in) throws AttachmentRefused {
        Instant last = clock.instant().plus(Limits.ATTACHMENT_WITHIN);
        try (Spool spool = Spool.in(folder)) {
            String sm3 = spool.take(in, new Spool.Bounds(Limits.ATTACHMENT_BYTES, () -> clock.instant()
                    .isAfter(last)));
            inspect(announced, sm3, spool);
            Attachment attachment = new Attachment(announced.center(), sm3, spool.bytes(), announced.type());
            return new Received(sm3, ledger.store(ids.next(), attachment, spool.read(), quota));
        } catch (TooLong tooLong) {
            throw tooLarge();
        } catch (Spool.BrokenOff brokenOff) {
            throw new Failure(FailureCode.UPLOAD_BROKEN_OFF);
        } catch (IOException ours) {
            throw new UncheckedIOException(ours);
        }
    }

    private void inspect(Announced announced, String sm3, Spool spool) throws IOException, AttachmentRefused {
        if (spool.bytes() == 0) {
            throw new AttachmentRefused(EMPTY);
        }
        if (announced.sm3() != null && !sm3.equals(announced.sm3())) {
            throw new AttachmentRefused(HASH);
        }
        if (inspector.inspect(spool.file()) != announced.type()) {
            throw new AttachmentRefused(TYPE_DIFFERS);
        }
    }

    /** For a body that is known to be too long before it comes in. */
    public static Failure tooLarge() {
        return new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxBytes", Limits.ATTACHMENT_BYTES));
    }
}
