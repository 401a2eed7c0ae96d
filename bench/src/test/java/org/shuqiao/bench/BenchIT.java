package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BenchIT {

    @Test
    void printsOneLineAndLosesNothing(@TempDir Path folder) throws IOException, InterruptedException {
        ChildJvm.Result bench = ChildJvm.run(
                folder,
                Duration.ofMinutes(7),
                List.of(
                        "-cp",
                        System.getProperty("shuqiao.bench.jar")
                                + File.pathSeparator
                                + System.getProperty("shuqiao.bench.libraries"),
                        Bench.class.getName(),
                        "--json-only",
                        "--verify-statements",
                        "--warmup=100",
                        "--rate=50",
                        "--seconds=2",
                        "--submitters=8"));

        assertThat(bench.exitCode()).as(bench.output() + bench.errors()).isZero();
        assertThat(bench.errors()).isEmpty();
        assertThat(bench.output().lines()).hasSize(1);
        JsonNode figures = JsonMapper.shared().readTree(bench.output());
        assertThat(figures.required("records").asInt()).isEqualTo(100);
        for (String none : List.of("lost", "doubled", "refused", "unanswered", "refused_by_platform")) {
            assertThat(figures.required(none).asInt()).as(none).isZero();
        }
        assertThat(figures.required("cpu_ms_per_record").required("postgres").asDouble())
                .isPositive();
        assertThat(figures.required("end_to_end_ms").required("p50").asDouble()).isPositive();
    }
}
