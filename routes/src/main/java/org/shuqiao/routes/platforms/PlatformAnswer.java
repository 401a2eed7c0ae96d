package org.shuqiao.routes.platforms;

/** What came back from a platform. Only this decides whether a transfer may be sent again. */
public sealed interface PlatformAnswer {
    Envelope envelope();

    /** An HTTP answer, which may still carry a failure. */
    record Answered(Envelope envelope, int status, byte[] body) implements PlatformAnswer {}

    /** No connection was made, so surely nothing was delivered. */
    record NotConnected(Envelope envelope) implements PlatformAnswer {}

    /** The request may have left, and no complete answer came: whether it arrived is unknown. */
    record NoAnswer(Envelope envelope) implements PlatformAnswer {}
}
