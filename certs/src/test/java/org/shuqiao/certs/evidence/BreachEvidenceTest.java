package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.Check;

/** Evidence of a transfer after which something was not done in time. */
class BreachEvidenceTest {
    @TempDir
    private static Path keys;

    private SampleTransfer transfer;

    @BeforeEach
    void sample() throws Exception {
        transfer = new SampleTransfer(keys).late();
    }

    private Report verify(Evidence evidence) {
        return new EvidenceVerifier(transfer.trust()).verify(evidence.zip());
    }

    private List<String> failures(Evidence evidence) {
        return verify(evidence).failures().stream().map(Check::name).toList();
    }

    private Breach breach(
            UUID id, String statementHash, String agreement, long version, long dueAfter, long foundAfter) {
        return new Breach(
                id,
                statementHash,
                agreement,
                version,
                "receipt_within",
                NOW.plusSeconds(dueAfter),
                NOW.plusSeconds(foundAfter));
    }

    @Test
    void isValidAndTellsOfIt() throws Exception {
        Report report = verify(transfer.evidence());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.facts().breaches()).containsExactly(transfer.breach);
        assertThat(report.checks()).extracting(Check::name).contains("breach-1", "breach-1.inclusion");
    }

    @Test
    void isPrintedForPeopleAndForPrograms() throws Exception {
        Report report = verify(transfer.evidence());

        assertThat(printed(report, (out, one) -> new TextPrinter(out).evidence("e.zip", one)))
                .contains(
                        "breached 逾期: receipt_within of agreement agr-1 version 2, due on 2026-11-21T08:30:01.120Z",
                        "✓ breach-1 逾期义务:",
                        "✓ breach-1.inclusion 逾期记录收录证明:");
        assertThat(printed(report, (out, one) -> new JsonPrinter(out).evidence("e.zip", one)))
                .contains("\"breaches\":[{\"agreement\":\"agr-1\",\"dueAt\":\"2026-11-21T08:30:01.120Z\","
                        + "\"duty\":\"receipt_within\",\"foundAt\":\"2026-11-21T08:30:12.120Z\",\"version\":2}]");
    }

    private static String printed(Report report, BiConsumer<PrintStream, Report> printer) {
        var bytes = new ByteArrayOutputStream();
        printer.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8), report);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void isTheSameFileAsBeforeWithoutABreach() throws Exception {
        transfer.breach = null;

        assertThat(transfer.evidence().members().keySet()).noneMatch(name -> name.startsWith("breach"));
        assertThat(verify(transfer.evidence()).facts().breaches()).isEmpty();
    }

    @Test
    void isInvalidWithTheBreachOfSomethingElse() throws Exception {
        String statement = Sm3.hex(transfer.statement);
        for (Breach other : List.of(
                breach(new UUID(1, 1), statement, "agr-1", 2, 1, 12),
                breach(transfer.id, Sm3.hex(utf8("another")), "agr-1", 2, 1, 12),
                breach(transfer.id, statement, "agr-2", 2, 1, 12),
                breach(transfer.id, statement, "agr-1", 1, 1, 12),
                breach(transfer.id, statement, "agr-1", 2, -61, 12),
                breach(transfer.id, statement, "agr-1", 2, 100, 12))) {
            transfer.breach = other;
            assertThat(failures(transfer.evidence())).as("%s", other).containsExactly("breach-1");
        }
    }

    @Test
    void isInvalidWithABreachThatTheLogDoesNotHold() throws Exception {
        transfer.breachLogged = false;

        assertThat(failures(transfer.evidence())).containsExactly("breach-1.inclusion");
    }

    @Test
    void isInvalidWithABreachThatIsYoungerThanTheTimeStamp() throws Exception {
        transfer.breach = breach(transfer.id, Sm3.hex(transfer.statement), "agr-1", 2, 1, 121);

        assertThat(failures(transfer.evidence())).containsExactly("timestamp");
    }

    @Test
    void tellsOfItAlsoWhereThePayloadWasDeleted() throws Exception {
        Report report = verify(transfer.withheld());

        assertThat(report.verdict()).isEqualTo(Verdict.VALID_PAYLOAD_WITHHELD);
        assertThat(report.facts().breaches()).hasSize(1);
    }

    @Test
    void readsABreachBack() {
        assertThat(Breach.parse(transfer.breach.leaf().bytes())).isEqualTo(transfer.breach);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "{\"agreement\":\"a\",\"at\":\"2026-11-21T08:30:30.000Z\",\"dueAt\":\"2026-11-21T08:30:30.000Z\",\"duty\":\"d\",\"statementHash\":\"0\",\"transferId\":\"x\",\"type\":\"breach\",\"version\":1}",
                "{\"agreement\":\"a\",\"at\":\"2026-11-21T08:30:30.000Z\",\"dueAt\":\"2026-11-21T08:30:30Z\",\"duty\":\"d\",\"statementHash\":\"0\",\"transferId\":\"019aa5c1-7d00-7000-8000-000000000001\",\"type\":\"breach\",\"version\":1}",
                "{\"agreement\":\"a\",\"at\":\"2026-11-21T08:30:30.000Z\",\"dueAt\":\"2026-11-21T08:30:30.000Z\",\"duty\":\"d\",\"statementHash\":\"0\",\"transferId\":\"019aa5c1-7d00-7000-8000-000000000001\",\"type\":\"deletion\",\"version\":1}",
                "{\"agreement\":\"a\",\"at\":\"2026-11-21T08:30:30.000Z\",\"dueAt\":\"2026-11-21T08:30:30.000Z\",\"duty\":\"d\",\"statementHash\":\"0\",\"transferId\":\"019aa5c1-7d00-7000-8000-000000000001\",\"type\":\"breach\",\"version\":1,\"x\":1}"
            })
    void readsNoBreachFromAnythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Breach.parse(utf8(text)));
    }
}
