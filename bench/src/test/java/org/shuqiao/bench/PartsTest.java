package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PartsTest {

    @Test
    void givesARateForEveryPart() {
        StringWriter out = new StringWriter();

        int exitCode = new CommandLine(new Parts()).setOut(new PrintWriter(out)).execute("--seconds", "0.01");

        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(report.required("statement_signatures_per_cpu_s").asLong()).isPositive();
        assertThat(report.required("statement_verifications_per_cpu_s").asLong())
                .isPositive();
    }
}
