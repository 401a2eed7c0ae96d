package org.shuqiao.certs.log;

/** Bytes that are no checkpoint as this log writes them. The message never holds anything of them. */
public final class MalformedCheckpoint extends Exception {
    MalformedCheckpoint(String message) {
        super(message);
    }
}
