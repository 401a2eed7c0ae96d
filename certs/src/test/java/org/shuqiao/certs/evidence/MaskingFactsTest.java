package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.Check;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** By what rules, with which keys and how a record was masked is told to whoever verifies, and not what was in it. */
class MaskingFactsTest {
    private static final String HASH = "0a".repeat(32);
    private static final String CATALOGUE = "0c".repeat(32);

    @Test
    void tellsPeople() {
        assertThat(printed(TextPrinter::new))
                .contains("    masking 脱敏规则: masking-cn-1/1.2.0, SM3 " + CATALOGUE)
                .contains("    masking-key 脱敏密钥: fpe version 3")
                .contains("    masking-key 脱敏密钥: pseudonym version 3")
                .contains("    transform 变换: /served/*/usci pseudonym version 3")
                .contains("    transform 变换: /attendees band:attendees version 1");
    }

    @Test
    void tellsPrograms() {
        JsonNode facts = JsonMapper.shared().readTree(printed(JsonPrinter::new)).path("facts");

        assertThat(facts.at("/masking/id").asString("")).isEqualTo("masking-cn-1/1.2.0");
        assertThat(facts.at("/masking/hash").asString("")).isEqualTo(CATALOGUE);
        assertThat(facts.at("/masking/keyVersions").toString()).isEqualTo("{\"fpe\":\"3\",\"pseudonym\":\"3\"}");
        assertThat(facts.at("/transforms/1").toString())
                .isEqualTo("{\"name\":\"band:attendees\",\"path\":\"/attendees\",\"version\":\"1\"}");
        assertThat(facts.at("/mapping/hash").asString("")).isEqualTo(HASH);
    }

    private static String printed(Function<PrintStream, Printer> printer) {
        var out = new ByteArrayOutputStream();
        var statement = new Statement(
                Statement.Type.TRANSFER,
                UUID.fromString("019aa5c1-7d00-7000-8000-000000000001"),
                UUID.fromString("019aa5c1-7d00-7000-8000-000000000002"),
                "91370200MA3C0DE123",
                "qingdao",
                "activity",
                "A-1",
                1,
                "公共数据开放共享",
                List.of(new Statement.Agreement("agr-1", 1, HASH)),
                new Statement.Mapping("qingdao-activity/1.0.0", HASH),
                new Statement.Masking("masking-cn-1/1.2.0", CATALOGUE, Map.of("pseudonym", "3", "fpe", "3")),
                List.of(
                        new Statement.Transform("/served/*/usci", "pseudonym", "3"),
                        new Statement.Transform("/attendees", "band:attendees", "1")),
                HASH,
                HASH,
                "application/json",
                null,
                Instant.parse("2026-11-21T08:30:00Z"),
                "gateway-1");
        var facts = new Report.Facts(statement, null, List.of(), List.of(), List.of(), null, null, null);
        printer.apply(new PrintStream(out, true, StandardCharsets.UTF_8))
                .evidence("a.zip", Report.of(List.of(new Check("archive", true, "read")), facts));
        return out.toString(StandardCharsets.UTF_8);
    }
}
