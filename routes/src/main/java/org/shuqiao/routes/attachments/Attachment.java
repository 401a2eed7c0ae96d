package org.shuqiao.routes.attachments;

/**
 * A file that a center has uploaded, as proof material names it.
 *
 * @param center USCI of the center whose file it is; the same bytes of another center are another attachment
 * @param sm3 of the bytes, 64 lower-case hexadecimal characters
 * @param bytes its size
 */
public record Attachment(String center, String sm3, long bytes, AttachmentType type) {

    /** A name that says nothing about what is in it: SM3 and the ending of its type. */
    public String fileName() {
        return sm3 + "." + type.ending();
    }
}
