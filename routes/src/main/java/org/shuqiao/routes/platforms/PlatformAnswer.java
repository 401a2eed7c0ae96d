package org.shuqiao.routes.platforms;

import java.util.Map;
import java.util.UUID;

/**
 * What came back from a platform. Only this decides whether a transfer may be sent again.
 *
 * @param <S> what was sent
 */
public sealed interface PlatformAnswer<S extends Outgoing> {
    S sent();

    /** An HTTP answer, which may still carry a failure. */
    record Answered<S extends Outgoing>(S sent, int status, byte[] body) implements PlatformAnswer<S> {}

    /**
     * Laid down at the platform's place. That it is there says nothing of whether the platform takes it.
     *
     * @param otherwise what became of those that are not surely there, by transfer
     */
    record Deposited<S extends Outgoing>(S sent, Map<UUID, Laid> otherwise) implements PlatformAnswer<S> {
        public Deposited {
            otherwise = Map.copyOf(otherwise);
        }
    }

    /** What became of a transfer that is not surely at the platform's place. */
    enum Laid {
        /** The place does not take it as it is, and surely has nothing of it. */
        REFUSED,
        /** Surely not there. */
        NOT_LAID,
        /** Nobody can tell. */
        UNSURE
    }

    /** No connection was made, so surely nothing was delivered. */
    record NotConnected<S extends Outgoing>(S sent) implements PlatformAnswer<S> {}

    /** The request may have left, and no complete answer came: whether it arrived is unknown. */
    record NoAnswer<S extends Outgoing>(S sent) implements PlatformAnswer<S> {}
}
