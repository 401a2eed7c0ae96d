package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is known to be wrong with the place of one platform, until it works again. Thread-safe. */
public final class Troubles {
    private final String platform;
    private final Clock clock;
    private final AtomicReference<@Nullable PlaceTrouble> last = new AtomicReference<>();

    public Troubles(String platform, Clock clock) {
        this.platform = platform;
        this.clock = clock;
    }

    /** @return the same, to be thrown on */
    public PlaceFailed met(PlaceFailed failed) {
        last.updateAndGet(before -> {
            Instant since = before == null ? clock.instant() : before.since();
            return new PlaceTrouble(platform, failed.why(), failed.what(), since);
        });
        return failed;
    }

    public void none() {
        last.set(null);
    }

    public Optional<PlaceTrouble> now() {
        return Optional.ofNullable(last.get());
    }
}
