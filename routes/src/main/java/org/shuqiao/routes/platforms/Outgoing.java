package org.shuqiao.routes.platforms;

/** Something that a platform is called with. */
public interface Outgoing {
    HttpCall call();

    /** The longest answer that is read. */
    default int answerMaxBytes() {
        return 1 << 20;
    }
}
