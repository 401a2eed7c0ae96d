package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.ledger.TwoOfficers.ONE;
import static org.shuqiao.routes.ledger.TwoOfficers.ONE_AGAIN;
import static org.shuqiao.routes.ledger.TwoOfficers.OTHER;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.evidence.EnteredReceipt;
import org.shuqiao.mappings.platforms.QingdaoLaidDown;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Entered;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Paper;
import org.shuqiao.routes.ledger.PackageLedger.Scan;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.sftp.NoAttachments;

/** Records on their way to a platform that people carry packages to, and the papers that come back. */
class PackageRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final byte[] SCAN = "%PDF-1.7 a paper".getBytes(UTF_8);

    @TempDir
    static Path home;

    private static DevelopmentAuthority authority;
    private static SigningKey client;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        SecureRandom random = new SecureRandom();
        authority = DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), random);
        client = authority.issue("qingdao-client", "Gateway");
        byte[] chain = authority.issue("qingdao", "qingdao").chain().pem();
        PlatformAccess access = new PlatformAccess(
                QingdaoLaidDown.by(QingdaoLaidDown.carried()),
                URI.create("offline:qingdao"),
                "shuqiao",
                () -> new byte[0],
                new PlatformAccess.CallKeys(client.signer(random), null),
                authority::trusted,
                chain,
                chain);
        gateway = new TestGateway(
                home, TestGateway.CENTER, "370212", access, new Places(new NoAttachments(), Clock.systemUTC()));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static void awaitState(UUID submission, String expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(expected));
    }

    private static UUID waiting(String recordId) {
        UUID submission = gateway.accept(recordId, 1);
        awaitState(submission, "READY");
        return submission;
    }

    private static UUID made() {
        return gateway.journeys().packages().make("qingdao", ONE);
    }

    private static byte[] archive(UUID id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        gateway.journeys().packages().write(id, ONE, out);
        return out.toByteArray();
    }

    private static Map<String, byte[]> files(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static void refused(FailureCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                .isEqualTo(code));
    }

    @Test
    void whatWaitsGoesIntoOnePackageThatProvesItself() throws Exception {
        UUID one = gateway.accept(gateway.activity("marked", 1, "one <b>&"));
        awaitState(one, "READY");
        UUID other = waiting("other");

        UUID id = made();

        awaitState(one, "UNKNOWN RECEIPT_AWAITED");
        awaitState(other, "UNKNOWN RECEIPT_AWAITED");
        byte[] archive = archive(id);
        assertThat(archive(id)).as("the same bytes whenever it is taken").isEqualTo(archive);
        Map<String, byte[]> files = files(archive);
        String key = gateway.transferId(one).toString();
        assertThat(files)
                .containsKeys(
                        "forms/" + key + ".html",
                        "payloads/" + key + ".json",
                        "statements/" + key + ".json",
                        "statements/" + key + ".sig",
                        "proof-list.html",
                        "package.json",
                        "package.sig",
                        "SM3SUMS");
        assertThat(new String(files.get("forms/" + key + ".html"), UTF_8))
                .contains("one &lt;b&gt;&amp;")
                .doesNotContain("<b>");
        authority
                .trusted()
                .verifier(
                        client.chain(),
                        Instant.now(),
                        new SignatureProfile(SignatureForm.DER, "1234567812345678", false))
                .verify(
                        files.get("package.json"),
                        Base64.getDecoder().decode(new String(files.get("package.sig"), UTF_8).strip()));
        List<String> sums = new String(files.get("SM3SUMS"), UTF_8).lines().toList();
        assertThat(sums).hasSize(files.size() - 1);
        for (String line : sums) {
            assertThat(Sm3.hex(files.get(line.substring(66)))).isEqualTo(line.substring(0, 64));
        }
    }

    @Test
    void nothingLeavesByItselfAndNothingWaitingMakesNoPackage() {
        UUID submission = waiting("stays");
        assertThat(gateway.transfer(submission)).isEqualTo("READY");
        UUID unused = made();
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");

        refused(FailureCode.WRONG_STATE, PackageRouteTest::made);
        refused(FailureCode.NOT_FOUND, () -> gateway.journeys().packages().make("nobody", ONE));
    }

    @Test
    void aPayloadThatIsGoneIsSaidBeforeAnythingIsWritten() {
        UUID submission = waiting("deleted");
        UUID id = made();
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");
        gateway.database()
                .jdbc()
                .update("UPDATE transfer_content SET payload = NULL WHERE id = ?", gateway.transferId(submission));

        refused(FailureCode.NOT_FOUND, () -> archive(id));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static Entered entered(UUID packageId, UUID submission, String stage, List<String> reasons) {
        return entered(packageId, submission, stage, reasons, today());
    }

    private static Entered entered(
            UUID packageId, UUID submission, String stage, List<String> reasons, LocalDate receivedOn) {
        gateway.journeys().enterReceipt().keep(packageId, new Scan("application/pdf", Sm3.hex(SCAN), SCAN), ONE);
        return gateway.journeys()
                .enterReceipt()
                .enter(
                        packageId,
                        new Paper(
                                Sm3.hex(SCAN),
                                stage,
                                List.of(gateway.transferId(submission)),
                                "渝发改收〔2026〕12号",
                                receivedOn,
                                reasons),
                        ONE);
    }

    @Test
    void aPaperMovesNothingUntilAnotherOfficerHasConfirmedIt() {
        UUID submission = waiting("on-paper");
        UUID id = made();
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");
        Entered entered = entered(id, submission, "STORED", List.of());
        assertThat(gateway.transfer(submission)).isEqualTo("UNKNOWN RECEIPT_AWAITED");
        refused(FailureCode.FOUR_EYES, () -> gateway.journeys().enterReceipt().confirm(id, entered.id(), ONE));
        refused(FailureCode.FOUR_EYES, () -> gateway.journeys().enterReceipt().confirm(id, entered.id(), ONE_AGAIN));
        refused(FailureCode.WRONG_STATE, () -> entered(id, submission, "STORED", List.of()));

        Entered confirmed = gateway.journeys().enterReceipt().confirm(id, entered.id(), OTHER);

        assertThat(confirmed.confirmedBy()).isEqualTo(OTHER);
        assertThat(gateway.transfer(submission)).isEqualTo("STORED RECEIPT_ENTERED");
        assertThat(gateway.ledger.reads().receipts(gateway.transferId(submission)))
                .as("it is no receipt of the platform")
                .isEmpty();
        assertThat(gateway.ledger.reads().words(gateway.transferId(submission)))
                .singleElement()
                .satisfies(word -> assertThat(EnteredReceipt.parse(word.document()))
                        .extracting(EnteredReceipt::enteredBy, EnteredReceipt::confirmedBy)
                        .containsExactly(ONE, OTHER));
        refused(FailureCode.WRONG_STATE, () -> gateway.journeys().enterReceipt().confirm(id, entered.id(), OTHER));
    }

    @Test
    void whatIsGivenBackOnPaperIsRejected() {
        UUID submission = waiting("given-back");
        UUID id = made();
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");

        LocalDate receivedOn = today();
        Entered entered = entered(id, submission, "REJECTED", List.of("缺少公章"), receivedOn);
        assertThat(gateway.journeys()
                        .enterReceipt()
                        .confirm(id, entered.id(), OTHER)
                        .paper()
                        .reasons())
                .containsExactly("缺少公章");

        assertThat(gateway.transfer(submission)).isEqualTo("REJECTED RETURNED_ON_PAPER");
        await().atMost(SOON).untilAsserted(() -> assertThat(gateway.database()
                        .jdbc()
                        .queryForList(
                                "SELECT convert_from(payload, 'UTF8') FROM inbox_message WHERE record_id = ?",
                                String.class,
                                gateway.transferId(submission).toString()))
                .singleElement()
                .asString()
                .contains("\"notice\":\"review_returned\"", "\"reasons\":[\"缺少公章\"]", "\"record_id\":\"given-back\"")
                .contains("\"paper\":{\"date\":\"" + receivedOn + "\",\"reference\":\"渝发改收〔2026〕12号\"}")
                .doesNotContain("\"body\""));
        refused(FailureCode.WRONG_STATE, () -> gateway.journeys().enterReceipt().withdraw(id, entered.id(), ONE));
    }

    @Test
    void whatWasEnteredByMistakeIsTakenBack() {
        UUID submission = waiting("mistaken");
        UUID id = made();
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");
        Entered mistaken = entered(id, submission, "REJECTED", List.of("写错"));

        gateway.journeys().enterReceipt().withdraw(id, mistaken.id(), ONE);

        refused(FailureCode.NOT_FOUND, () -> gateway.journeys().enterReceipt().confirm(id, mistaken.id(), OTHER));
        assertThat(entered(id, submission, "STORED", List.of()).confirmedBy()).isNull();
    }

    @Test
    void aPaperIsNotOlderThanItsPackage() {
        UUID submission = waiting("older");
        UUID id = made();
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");

        refused(FailureCode.BAD_REQUEST, () -> entered(id, submission, "STORED", List.of(), today().minusDays(2)));
    }

    @Test
    void aPaperSpeaksOfItsOwnPackageOnly() {
        UUID submission = waiting("mine");
        UUID id = made();
        UUID another = waiting("another");
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");

        refused(FailureCode.WRONG_STATE, () -> entered(id, another, "STORED", List.of()));
        refused(FailureCode.NOT_FOUND, () -> entered(UUID.randomUUID(), submission, "STORED", List.of()));
    }
}
