package org.shuqiao.routes.attachments;

/** Why a file is refused; part of the public API. */
public enum AttachmentFault {
    EMPTY,
    /** Its SM3 is not the one that it was announced with. */
    HASH,
    /** None of {@link AttachmentType}. */
    TYPE_UNKNOWN,
    /** One of them, but not the one that it was announced as. */
    TYPE_DIFFERS,
    /** Not built as its type is, or cut off. */
    DAMAGED,
    /** Nobody could see what is in it. */
    ENCRYPTED,
    /** Macros, scripts, programs, files within it, or parts that are fetched from elsewhere. */
    ACTIVE_CONTENT,
    NESTED_ARCHIVE,
    /** Small, but far more than it seems once it is unpacked. */
    EXPANDS
}
