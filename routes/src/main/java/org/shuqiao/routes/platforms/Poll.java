package org.shuqiao.routes.platforms;

import org.jspecify.annotations.Nullable;

/** A platform is asked for what it has. */
public record Poll(PollQuestion question, HttpCall freight) implements Outgoing {
    /** One batch of 4 MiB in Base64, and what stands around it. */
    private static final int ANSWER_BYTES = 8 << 20;

    /** A poll asks for what is not there yet, so it belongs to no trace. */
    @Override
    public @Nullable String traceParent() {
        return null;
    }

    @Override
    public int answerMaxBytes() {
        return ANSWER_BYTES;
    }
}
