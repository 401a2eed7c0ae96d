package org.shuqiao.routes.platforms;

import org.shuqiao.routes.traces.Traced;

/** Something that a platform is called with. */
public interface Outgoing extends Traced {
    HttpCall call();

    /** The longest answer that is read. */
    default int answerMaxBytes() {
        return 1 << 20;
    }
}
