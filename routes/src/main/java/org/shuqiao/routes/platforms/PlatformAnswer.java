package org.shuqiao.routes.platforms;

/**
 * What came back from a platform. Only this decides whether a transfer may be sent again.
 *
 * @param <S> what was sent
 */
public sealed interface PlatformAnswer<S extends Outgoing> {
    S sent();

    /** An HTTP answer, which may still carry a failure. */
    record Answered<S extends Outgoing>(S sent, int status, byte[] body) implements PlatformAnswer<S> {}

    /** No connection was made, so surely nothing was delivered. */
    record NotConnected<S extends Outgoing>(S sent) implements PlatformAnswer<S> {}

    /** The request may have left, and no complete answer came: whether it arrived is unknown. */
    record NoAnswer<S extends Outgoing>(S sent) implements PlatformAnswer<S> {}
}
