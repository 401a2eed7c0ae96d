package org.shuqiao.bench.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.bench.Bench;
import org.shuqiao.bench.ChildJvm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 8, unit = TimeUnit.MINUTES)
class LeaksIT {

    @Test
    void noSecretShowsAnywhereOutsideOfTheLedger(@TempDir Path folder) throws Exception {
        ChildJvm.Result bench = ChildJvm.run(
                folder,
                Duration.ofMinutes(6),
                List.of(
                        "-cp",
                        System.getProperty("shuqiao.bench.jar")
                                + File.pathSeparator
                                + System.getProperty("shuqiao.bench.libraries"),
                        Bench.class.getName(),
                        "leaks",
                        "--records=500",
                        "--http=100",
                        "--show"));

        assertThat(bench.exitCode()).as(bench.output() + bench.errors()).isZero();
        List<String> lines = bench.output().lines().toList();
        JsonNode http =
                JsonMapper.shared().readTree(lines.get(lines.size() - 1)).required("http");
        assertThat(http.required("found_in")).isEmpty();
        assertThat(http.required("quarantined").intValue()).isGreaterThan(5);
        assertThat(http.required("stored").intValue()).isGreaterThan(20);
        assertThat(http.required("searched_bytes").longValue()).isGreaterThan(100_000);
    }
}
