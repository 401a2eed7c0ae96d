package org.shuqiao.gateway.cli;

/** A file cannot be signed as an agreement. The message says why, and nothing of its content. */
final class DraftRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DraftRefused(String why) {
        super(why);
    }
}
