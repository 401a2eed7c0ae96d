package org.shuqiao.routes.sftp;

import java.io.IOException;

/** Why something was not done on an SFTP server. It names no file and holds nothing that the server has said. */
public class SftpTrouble extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** No connection was made within its time. */
        NOT_REACHED,
        /** The server has shown a key that is not pinned for it, or none is. Nothing was sent, not even who we are. */
        WRONG_HOST_KEY,
        /** It does not accept our user with this key or password, or we have none. */
        LOGIN_REFUSED,
        /** The connection broke, or an operation took longer than it may. */
        LOST,
        /** There is no such file or folder. */
        NOT_THERE,
        /** We may not do that. */
        NOT_ALLOWED,
        /** It did not do what was asked: the name is taken, the disk is full, or it does not say. */
        FAILED,
        /** A file is longer, or a folder has more entries, than we read. */
        TOO_MUCH,
        /** What was written is not what is read back. */
        CHANGED,
        /** Every name that this batch may have belongs to another one. */
        NAMES_TAKEN,
        /** There is no key now to sign a manifest with. */
        NO_KEY,
        /** An attachment is not there any more, or not what it was. */
        ATTACHMENT_GONE
    }

    public SftpTrouble(Kind kind) {
        super(kind.name());
        this.kind = kind;
    }

    SftpTrouble(Kind kind, Throwable cause) {
        super(kind.name(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
