package org.shuqiao.gateway.console.overview;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.overview.Node.Names;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Looks every two seconds while somebody watches, once for all who do. Nobody waits long for it: where the ledger is slow, a page shows
 * what was seen last, and says when.
 */
@Component
final class OverviewWatch implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(OverviewWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration YOUNG = EVERY.multipliedBy(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Look look;
    private final OverviewStreams streams;
    private final PlatformDirectory platforms;
    private final Clock clock;
    private final ScheduledExecutorService eye = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "overview");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Picture newest;

    OverviewWatch(Look look, OverviewStreams streams, Journeys journeys, Clock clock) {
        this.look = look;
        this.streams = streams;
        this.platforms = journeys.parts().platforms();
        this.clock = clock;
        var unused = eye.scheduleWithFixedDelay(this::watch, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A young picture, or the last one where a young one takes too long; empty where there was none yet, or only one of long ago, which
     * would pass for how things are.
     */
    Optional<Picture> newest() {
        if (!isYoung(newest)) {
            Future<?> looked = eye.submit(this::lookUnlessYoung);
            try {
                looked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException slow) {
                // The next page has it.
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.ofNullable(newest).filter(picture -> picture.isWorthShowing(clock.instant()));
    }

    private boolean isYoung(@Nullable Picture picture) {
        return picture != null && picture.at().isAfter(clock.instant().minus(YOUNG));
    }

    /** Must not end by an exception, or nobody would ever look again. */
    private void watch() {
        try {
            if (streams.isWatched()) {
                streams.endThoseOfEndedSessions();
                look();
            }
        } catch (RuntimeException failed) {
            LOG.warn("the overview could not be made: {}", failed.getClass().getName());
        }
    }

    private void lookUnlessYoung() {
        if (!isYoung(newest)) {
            look();
        }
    }

    private void look() {
        Picture picture = Painter.paint(look.now(), this::names);
        newest = picture;
        streams.show(Live.of(picture));
    }

    private Names names(String platform) {
        return platforms
                .find(platform)
                .map(access -> access.platform().descriptor().name())
                .map(name -> new Names(name.zh(), name.en()))
                .orElse(Names.same(platform));
    }

    @Override
    public void destroy() {
        eye.shutdownNow();
    }
}
