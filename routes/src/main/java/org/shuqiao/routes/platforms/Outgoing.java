package org.shuqiao.routes.platforms;

import org.shuqiao.routes.traces.Traced;

/** Something that leaves for a platform. */
public interface Outgoing extends Traced {
    Freight freight();

    /** The same, for a platform that is called. @throws ClassCastException for any other */
    default HttpCall call() {
        return (HttpCall) freight();
    }

    /** The longest answer that is read. */
    default int answerMaxBytes() {
        return 1 << 20;
    }
}
