package org.shuqiao.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.shuqiao.routes.Journeys;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the journeys while the doors are open: started before HTTP, stopped after it. */
@Component
final class JourneyLifecycle implements SmartLifecycle {
    private final Journeys journeys;
    private volatile boolean running;

    JourneyLifecycle(Journeys journeys) {
        this.journeys = journeys;
    }

    @Override
    public void start() {
        journeys.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            journeys.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Web servers start in a later phase and stop in an earlier one. */
    @Override
    public int getPhase() {
        return 0;
    }
}
