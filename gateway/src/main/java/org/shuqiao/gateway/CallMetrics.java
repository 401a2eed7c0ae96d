package org.shuqiao.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.shuqiao.routes.platforms.CallWatch;
import org.springframework.stereotype.Component;

/** How long platforms take to answer: {@code shuqiao_platform_call_seconds}. */
@Component
final class CallMetrics implements CallWatch {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void called(String platform, Ending ending, Duration took) {
        Timer.builder("shuqiao.platform.call")
                .description("Calls of the platform, by how they ended")
                .tag("platform", platform)
                .tag("ending", ending.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }
}
