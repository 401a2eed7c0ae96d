package org.shuqiao.routes.attachments;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an attachment may be. The list is closed: what is none of these is refused. */
public enum AttachmentType {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    /** GB/T 33190-2016, the fixed layout document of Chinese authorities. */
    OFD("application/ofd", "ofd");

    private final String mediaType;
    private final String ending;

    AttachmentType(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public static Optional<AttachmentType> of(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }

    /** Of all of them. */
    public static List<String> mediaTypes() {
        return Arrays.stream(values()).map(AttachmentType::mediaType).toList();
    }

    /** As the code table {@code media_type} has it. */
    public String mediaType() {
        return mediaType;
    }

    /** Of file names, without the dot. */
    public String ending() {
        return ending;
    }
}
