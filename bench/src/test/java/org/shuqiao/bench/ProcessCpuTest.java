package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.shuqiao.bench.ProcessCpu.Millis;

@Timeout(30)
class ProcessCpuTest {

    @Test
    void countsTheTimeOfThisProcess() {
        ProcessCpu cpu = new ProcessCpu(ProcessHandle.current());
        Millis before = cpu.now();

        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long until = threads.getCurrentThreadCpuTime() + 200_000_000;
        double sum = 0;
        while (threads.getCurrentThreadCpuTime() < until) {
            sum += Math.sqrt(sum + 1);
        }

        Millis used = cpu.now().since(before);
        assertThat(sum).isPositive();
        assertThat(used.bench()).isBetween(50.0, 10_000.0);
        assertThat(used.postgres()).isZero();
    }

    @Test
    void countsPostgresAmongTheDescendants() throws Exception {
        // A process with that name that works a little, and a child of its own that has ended.
        Process process = new ProcessBuilder("bash", "-c", "exec -a postgres bash -c '%s'".formatted(WORK)).start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
            assertThat(new ProcessCpu(ProcessHandle.current()).now().postgres()).isGreaterThanOrEqualTo(20);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static final String WORK = "printf postgres > /proc/self/comm; for i in {1..200000}; do :; done;"
            + " (for i in {1..200000}; do :; done); echo ready; read -r line";

    @Test
    void countsNothingOfAProcessThatHasEnded() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThat(new ProcessCpu(process.toHandle()).now().gateway()).isZero();
    }
}
