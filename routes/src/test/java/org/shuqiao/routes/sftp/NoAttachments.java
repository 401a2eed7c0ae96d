package org.shuqiao.routes.sftp;

import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.attachments.AttachmentSource;

/** Nobody has uploaded anything. */
public final class NoAttachments implements AttachmentSource {
    @Override
    public Optional<Attachment> of(UUID transfer) {
        return Optional.empty();
    }

    @Override
    public Optional<InputStream> open(String sm3, String center) {
        return Optional.empty();
    }
}
