package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.OpenSsl;
import org.shuqiao.certs.log.Check;

/** Evidence of a transfer that people carried, and whose receipt is a paper: officers' word, shown as that and as nothing more. */
class EnteredReceiptEvidenceTest {
    @TempDir
    private static Path keys;

    private SampleTransfer transfer;

    @BeforeEach
    void sample() throws Exception {
        transfer = new SampleTransfer(keys).carried();
    }

    private Report verify(Evidence evidence) {
        return new EvidenceVerifier(transfer.trust()).verify(evidence.zip());
    }

    private List<String> failures() throws Exception {
        return verify(transfer.evidence()).failures().stream().map(Check::name).toList();
    }

    @Test
    void isValidAndTellsOfItApartFromReceipts() throws Exception {
        Report report = verify(transfer.evidence());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.facts().receipts()).isEmpty();
        assertThat(report.facts().enteredReceipts()).containsExactly(transfer.entered);
        assertThat(report.checks())
                .extracting(Check::name)
                .contains(
                        "receipt-entered-1",
                        "receipt-entered-1.certificate",
                        "receipt-entered-1.signature",
                        "receipt-entered-1.inclusion");
    }

    @Test
    void saysOnALineOfItsOwnThatThePlatformDidNotSign() throws Exception {
        Report report = verify(transfer.evidence());

        assertThat(printed(report, (out, one) -> new TextPrinter(out).evidence("e.zip", one)))
                .contains(
                        "entered 录入回执: STORED by paper 渝发改收〔2026〕12号 of 2026-11-21, entered by officer-key-1,"
                                + " confirmed by officer-key-2",
                        "    entered-note 说明: an officer's word with a scan, confirmed by a second; not the platform's"
                                + " signature",
                        "✓ receipt-entered-1 录入的纸质回执:",
                        "✓ receipt-entered-1.inclusion 录入的纸质回执收录证明:")
                .doesNotContain("回执: QD1");
        assertThat(printed(report, (out, one) -> new JsonPrinter(out).evidence("e.zip", one)))
                .contains("\"enteredReceipts\":[{\"confirmedAt\":\"2026-11-21T08:30:50.120Z\"", "\"receipts\":[]");
    }

    private static String printed(Report report, BiConsumer<PrintStream, Report> printer) {
        var bytes = new ByteArrayOutputStream();
        printer.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8), report);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void isVerifiedByTheCommandsInItsGuide(@TempDir Path folder) throws Exception {
        var openSsl = new OpenSsl(folder);
        for (Map.Entry<String, byte[]> part : transfer.evidence().members().entrySet()) {
            Files.write(folder.resolve(part.getKey()), part.getValue());
        }
        String guide = Files.readString(folder.resolve("VERIFY.md"));
        String commands = String.join(
                "\n",
                Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                        .matcher(guide)
                        .results()
                        .map(block -> block.group(1))
                        .toList());

        assertThat(openSsl.shell(commands).status()).isZero();
        assertThat(guide).contains("not the platform's signature").doesNotContain("渝发改收");
        byte[] forged = transfer.entered("REJECTED", NOW.plusSeconds(50)).bytes();
        Files.write(folder.resolve("receipt-entered-1.json"), forged);
        assertThat(openSsl.shell(commands).status()).isNotZero();
    }

    @Test
    void isInvalidWithThePaperOfAnotherTransfer() throws Exception {
        EnteredReceipt own = transfer.entered;
        transfer.entered = with(own, new UUID(1, 1), own.statementHash(), own.platform(), own.confirmedBy());
        assertThat(failures()).containsExactly("receipt-entered-1");
        transfer.entered = with(own, own.transfer(), own.scan(), own.platform(), own.confirmedBy());
        assertThat(failures()).containsExactly("receipt-entered-1");
        transfer.entered = with(own, own.transfer(), own.statementHash(), "shanxi", own.confirmedBy());
        assertThat(failures()).containsExactly("receipt-entered-1");
    }

    @Test
    void isInvalidWithTheWordOfOneOfficerAlone() throws Exception {
        EnteredReceipt own = transfer.entered;
        transfer.entered = with(own, own.transfer(), own.statementHash(), own.platform(), own.enteredBy());

        assertThat(failures()).containsExactly("receipt-entered-1");
    }

    private static EnteredReceipt with(
            EnteredReceipt own, UUID of, String statementHash, String platform, String confirmedBy) {
        return new EnteredReceipt(
                own.id(),
                own.packageId(),
                of,
                statementHash,
                platform,
                own.stage(),
                own.reference(),
                own.receivedOn(),
                own.reasons(),
                own.scan(),
                own.enteredBy(),
                confirmedBy,
                own.confirmedAt(),
                own.gateway());
    }

    @Test
    void isInvalidWithAPaperThatTheLogDoesNotHold() throws Exception {
        transfer.enteredLogged = false;

        assertThat(failures()).containsExactly("receipt-entered-1.inclusion");
    }

    @Test
    void isInvalidWithAPaperSignedByAStranger(@TempDir Path elsewhere) throws Exception {
        transfer.enterer = new SampleTransfer(elsewhere).gateway;

        assertThat(failures()).containsExactly("receipt-entered-1.certificate");
    }

    @Test
    void isInvalidWithAPaperThatWasConfirmedBeforeTheStatementOrAfterTheTimeStamp() throws Exception {
        transfer.entered = transfer.entered("STORED", NOW.minusSeconds(61));
        assertThat(failures()).containsExactly("receipt-entered-1");

        transfer.entered = transfer.entered("STORED", NOW.plusSeconds(121));
        assertThat(failures()).containsExactly("timestamp");
    }

    @Test
    void readsWhatWasEnteredBack() {
        EnteredReceipt returned = transfer.entered("REJECTED", NOW);

        assertThat(EnteredReceipt.parse(returned.bytes())).isEqualTo(returned);
        assertThat(returned.toString()).doesNotContain("缺少公章");
    }

    @ParameterizedTest
    @CsvSource({
        "STORED, ACCEPTED",
        "2026-11-21, 2026-02-30",
        "08:30:50.120Z, 08:30:50Z",
        "shuqiao.entered-receipt.v1, shuqiao.entered-receipt.v2",
        "gateway-1, gateway-1\",\"more\":\"x",
        "019aa5c1-7d00-7000-8000-0000000000e1, x"
    })
    void readsNothingElse(String from, String to) {
        String text = new String(transfer.entered.bytes(), StandardCharsets.UTF_8).replace(from, to);

        assertThatIllegalArgumentException().isThrownBy(() -> EnteredReceipt.parse(utf8(text)));
    }
}
