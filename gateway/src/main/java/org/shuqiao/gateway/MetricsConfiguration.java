package org.shuqiao.gateway;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which figures there are: our own, whose names are promised in {@code docs/metrics.md}, and those of the machine. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    private static final List<String> FAMILIES =
            List.of("shuqiao.", "jvm.memory.", "jvm.gc.", "jvm.threads.", "process.", "system.cpu.usage");

    /** Breaks the rules of Prometheus: it counts nanoseconds. */
    private static final String NANOSECONDS = "process.cpu.time";

    /** What is not listed is not published: a library that brings its own figures may put anything into their labels. */
    @Bean
    MeterFilter onlyWhatIsPromised() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                boolean listed = FAMILIES.stream().anyMatch(id.getName()::startsWith)
                        && !id.getName().equals(NANOSECONDS);
                return listed ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
            }
        };
    }
}
