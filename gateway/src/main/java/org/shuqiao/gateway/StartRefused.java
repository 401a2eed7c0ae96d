package org.shuqiao.gateway;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway does not start, for a reason that its operator can do something about. The message is one line for people. */
public final class StartRefused extends RuntimeException {
    /** Ends a reason that a trial would not have. */
    static final String TRIAL = "; to try the gateway with keys that prove nothing: serve --development";

    private static final int LONGEST_CHAIN = 50;

    StartRefused(String reason) {
        super(reason);
    }

    /** Throws the refusal that a failure was caused by, if it was. */
    static void rethrow(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
            if (cause instanceof StartRefused refusal) {
                throw refusal;
            }
            cause = cause.getCause();
        }
    }

    /** Keeps Spring from printing a stack trace about it; whoever starts the gateway says it in one line. */
    static final class Reporter implements SpringBootExceptionReporter {
        /** Spring makes it with the context. */
        Reporter(ConfigurableApplicationContext context) {}

        @Override
        public boolean reportException(Throwable failure) {
            try {
                rethrow(failure);
                return false;
            } catch (StartRefused refusal) {
                return true;
            }
        }
    }
}
