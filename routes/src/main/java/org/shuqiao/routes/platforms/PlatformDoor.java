package org.shuqiao.routes.platforms;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.shuqiao.routes.steps.Limits;

/** Where what leaves for one platform goes out. It never repeats anything by itself, and takes a bounded time. Thread-safe. */
public interface PlatformDoor extends AutoCloseable {

    <S extends Outgoing> PlatformAnswer<S> send(S outgoing);

    /** How long {@link #send} takes at most. What is sent is held for us a little longer, and then for somebody else. */
    default Duration longest() {
        return Limits.CALL_WITHIN;
    }

    /** Present while the door cannot be used, as far as is known. */
    default Optional<PlaceTrouble> trouble() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
