package org.shuqiao.routes.offline;

import java.util.Optional;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.DepositPlace;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlatformAnswer;

/** Nothing leaves by itself for a platform that people carry packages to: see {@link Packages}. */
public final class OfflinePlace implements DepositPlace {

    @Override
    public <S extends Outgoing> PlatformAnswer<S> send(S outgoing) {
        return new PlatformAnswer.NotConnected<>(outgoing);
    }

    @Override
    public Optional<Collector> collector() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
