package org.shuqiao.gateway;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets a test that counts on today begin only where enough of the day is left in Shanghai. */
final class WithinOneDay implements BeforeEachCallback {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    @Override
    public void beforeEach(ExtensionContext test) {
        await().atMost(ENOUGH.multipliedBy(2))
                .until(() -> day(Instant.now()).equals(day(Instant.now().plus(ENOUGH))));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, SHANGHAI);
    }
}
