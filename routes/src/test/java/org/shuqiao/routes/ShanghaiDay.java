package org.shuqiao.routes;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day by which quotas and duties count. */
public final class ShanghaiDay {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Duration LEFT = Duration.ofMinutes(1);

    private ShanghaiDay() {}

    /** Waits for the next where less than a minute of this one is left, so that a test does not fall into two. */
    public static void awaitTimeLeft() {
        await().pollDelay(Duration.ZERO).atMost(LEFT.multipliedBy(2)).until(() -> {
            Instant now = Instant.now();
            return day(now).equals(day(now.plus(LEFT)));
        });
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, SHANGHAI);
    }
}
