package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/** Bounds on the work of a call: a machine that stands still for a moment does not work. */
final class ProcessorTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    /** @param call works on the calling thread alone */
    static <T> T within(Duration most, Supplier<T> call) {
        long begun = THREADS.getCurrentThreadCpuTime();
        T result = call.get();
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begun)).isLessThan(most);
        return result;
    }
}
