package org.shuqiao.routes.platforms;

import java.time.Duration;

/** Is told of every call of a platform. */
@FunctionalInterface
public interface CallWatch {

    /** How a call ended, as far as the connection knows. */
    enum Ending {
        ANSWERED,
        NO_ANSWER,
        NOT_CONNECTED
    }

    void called(String platform, Ending ending, Duration took);
}
