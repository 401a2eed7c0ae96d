package org.shuqiao.routes.platforms;

import java.io.IOException;
import java.util.Optional;

/** Where what leaves for one platform goes out. It never repeats anything by itself, and takes a bounded time. Thread-safe. */
public interface PlatformDoor extends AutoCloseable {

    <S extends Outgoing> PlatformAnswer<S> send(S outgoing);

    /** Present while the door cannot be used, as far as is known. */
    default Optional<PlaceTrouble> trouble() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
