package org.shuqiao.routes.attachments;

/** More came in than is taken. */
public final class TooLong extends Exception {
    TooLong() {
        super("more came in than is taken", null, false, false);
    }
}
