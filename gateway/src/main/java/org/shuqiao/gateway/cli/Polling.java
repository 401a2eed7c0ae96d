package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks again and again until there is an answer or the time is over. */
final class Polling {
    private static final long PAUSE_MILLIS = 100;

    private Polling() {}

    @FunctionalInterface
    interface Question<T> {
        Optional<T> ask() throws IOException, InterruptedException;
    }

    /** Asks at least once; empty where the time is over. */
    static <T> Optional<T> until(Duration limit, Question<T> question) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> answer = question.ask();
            if (answer.isPresent() || System.nanoTime() - deadline >= 0) {
                return answer;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
