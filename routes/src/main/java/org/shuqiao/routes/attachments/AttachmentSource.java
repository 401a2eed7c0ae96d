package org.shuqiao.routes.attachments;

import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/** Where the bytes of attachments are, for whoever carries them to a platform that takes files. Thread-safe. */
public interface AttachmentSource {

    /**
     * The attachment that goes with a transfer. Empty where none does: its record names none, or it was prepared when its platform took
     * none, so that nobody was asked about it.
     */
    Optional<Attachment> of(UUID transfer);

    /**
     * The bytes, read in chunks: nothing is held while nobody reads. The stream ends only where size and SM3 are those of the
     * attachment; otherwise, and where the attachment is deleted while it is read, reading throws an {@link java.io.IOException}.
     *
     * @return empty where the center has no such attachment (any more); another center's is not there either
     */
    Optional<InputStream> open(String sm3, String center);
}
