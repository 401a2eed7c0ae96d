package org.shuqiao.routes.steps;

import org.shuqiao.routes.hints.Hints;

/** The last step of a route that a hint has started: the next hint of its queue may leave. */
public final class HintWorkedOff {
    private final Hints hints;
    private final String queue;

    public HintWorkedOff(Hints hints, String queue) {
        this.hints = hints;
        this.queue = queue;
    }

    public void workedOff() {
        hints.workedOff(queue);
    }
}
