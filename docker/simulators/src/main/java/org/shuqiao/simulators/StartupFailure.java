package org.shuqiao.simulators;

/** The simulators cannot start; the message is one line for the person who started them. */
final class StartupFailure extends RuntimeException {

    StartupFailure(String message) {
        super(message);
    }
}
