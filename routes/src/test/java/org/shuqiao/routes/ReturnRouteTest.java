package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.SignedReturns.body;
import static org.shuqiao.routes.SignedReturns.booking;
import static org.shuqiao.routes.SignedReturns.changed;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.ReturnReceipt;
import org.shuqiao.routes.ledger.TwoOfficers;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceivedReturn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a platform sends to centers, pushed and polled. */
class ReturnRouteTest {
    private static final String CENTER = "91500000MA5U000036";
    private static final String OTHER = "91370212MA3C000039";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path home;

    private static CapabilityStub platform;
    private static TestGateway gateway;
    private static SignedReturns sender;

    @BeforeAll
    static void start() throws Exception {
        platform = new CapabilityStub(home.resolve("keys"));
        gateway = new TestGateway(home, CENTER, "500112", platform.access());
        gateway.permitReturns("in", CENTER, agreement -> {});
        sender = new SignedReturns(platform.key());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    @AfterEach
    void everyCallKeptToTheContract() {
        assertThat(platform.wrongCalls()).isEmpty();
    }

    @Test
    void isAnsweredWithASignedReceiptOnceItIsInTheInbox() throws Exception {
        ReceivedReturn batch = sender.bookings("first", booking("B-1", CENTER));

        ReturnReceipt receipt = take(batch);

        assertThat(receipt.httpStatus()).isEqualTo(200);
        ReturnReceipt.Signed signed = receipt.signed();
        gateway.authority()
                .trusted()
                .verifier(CertificateChain.parse(signed.signingChain()), Instant.now())
                .verify(signed.document(), signed.signature());
        JsonNode said = JSON.readTree(signed.document());
        assertThat(said.path("type").stringValue()).isEqualTo("shuqiao.return-receipt.v1");
        assertThat(said.path("platform").stringValue()).isEqualTo("capability-center");
        assertThat(said.path("batchId").stringValue()).isEqualTo("first");
        assertThat(said.path("dataset").stringValue()).isEqualTo("booking");
        assertThat(said.path("bodyHash").stringValue()).isEqualTo(Sm3.hex(batch.body()));
        assertThat(said.path("gateway").stringValue()).isEqualTo("gateway-1");
        JsonNode row = said.path("rows").path(0);
        assertThat(row.path("recordId").stringValue()).isEqualTo("B-1");
        assertThat(row.path("version").longValue()).isEqualTo(1);
        assertThat(row.path("code").stringValue()).isEqualTo("OK");
        assertThat(messages("B-1")).containsExactly(row.path("messageId").stringValue());
    }

    @Test
    void isMaskedAsAgreedAndTheBytesThatCameAreNotKept() throws Exception {
        byte[] row = JSON.writeValueAsBytes(booking("masked", CENTER));
        UUID message = message(take(sender.bookings("masked", booking("masked", CENTER))));

        Map<String, Object> stored = stored(message);
        String payload = new String((byte[]) stored.get("payload"), UTF_8);
        assertThat(payload)
                .contains("\"headcount\":12", "\"mobile\":\"139****0518\"")
                .doesNotContain("13996300518");
        Statement statement = Statement.parse((byte[]) stored.get("statement"));
        assertThat(statement.type()).isEqualTo(Statement.Type.RETURN);
        assertThat(statement.transferId()).isEqualTo(message);
        assertThat(statement.payloadHash()).isEqualTo(Sm3.hex((byte[]) stored.get("payload")));
        assertThat(statement.originalHash()).isEqualTo(Sm3.hex((byte[]) stored.get("salt"), row));
        assertThat(statement.agreements()).singleElement().satisfies(one -> assertThat(one.id())
                .isEqualTo("in"));
        assertThat(statement.transforms()).extracting(Statement.Transform::name).containsExactly("mask-phone");
        assertThat(stored.get("delete_at")).isNotNull();
    }

    @Test
    void messageAndReceiptAreInTheLog() {
        UUID message = message(take(sender.bookings("logged", booking("logged", CENTER))));

        assertThat(leaves(message)).containsExactly("return");
        UUID batch = (UUID) stored(message).get("batch");
        assertThat(leaves(batch)).containsExactly("return-receipt");
    }

    @Test
    void theSameBatchAgainGetsTheFirstReceipt() {
        ObjectNode row = booking("again", CENTER);
        ReturnReceipt first = take(sender.bookings("again", row));

        ReturnReceipt second = take(sender.bookings("again", row));

        assertThat(second.httpStatus()).isEqualTo(first.httpStatus());
        assertThat(second.signed().document()).isEqualTo(first.signed().document());
        assertThat(second.signed().signature()).isEqualTo(first.signed().signature());
        assertThat(messages("again")).hasSize(1);
    }

    @Test
    void theSameBatchAtTheSameTimeIsTakenOnce() {
        ReceivedReturn batch = sender.bookings("at-once", booking("at-once", CENTER));

        List<String> receipts = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> new String(take(batch).signed().document(), UTF_8))
                .distinct()
                .toList();

        assertThat(receipts).hasSize(1);
        assertThat(messages("at-once")).hasSize(1);
    }

    @Test
    void anotherBodyUnderTheSameBatchIdIsRefused() {
        take(sender.bookings("reused", booking("reused-1", CENTER)));

        assertThat(refusal(sender.bookings("reused", booking("reused-2", CENTER)))
                        .code())
                .isEqualTo(FailureCode.BATCH_ID_REUSED);
        assertThat(messages("reused-2")).isEmpty();
    }

    @Test
    void aRowThatCameBeforeIsADuplicateAndOtherContentAConflict() {
        ObjectNode row = booking("repeated", CENTER);
        UUID first = message(take(sender.bookings("repeated-1", row)));

        ReturnReceipt repeated = take(sender.bookings("repeated-2", row, row));
        ReturnReceipt other = take(sender.bookings("repeated-3", changed(row, r -> r.put("headcount", 3))));

        assertThat(repeated.httpStatus()).isEqualTo(200);
        assertThat(codes(repeated)).containsExactly("DUPLICATE", "DUPLICATE");
        assertThat(message(repeated)).isEqualTo(first);
        assertThat(other.httpStatus()).isEqualTo(422);
        assertThat(codes(other)).containsExactly("CONFLICT");
        assertThat(messages("repeated")).hasSize(1);
    }

    @Test
    void versionsOfARecordComeInTheirOrder() {
        ObjectNode row = SignedReturns.record("showcase_content", "ordered", CENTER);
        ReturnReceipt receipt = take(sender.of(
                "showcase_content",
                body(
                        "ordered",
                        changed(row, r -> r.put("version", 2)),
                        row,
                        changed(row, r -> r.put("version", 3)),
                        changed(row, r -> r.put("version", 3).put("title", "另一内容")))));

        assertThat(codes(receipt)).containsExactly("OK", "NEWER_VERSION", "OK", "CONFLICT");
        assertThat(codes(take(sender.of("showcase_content", body("ordered-late", row)))))
                .containsExactly("NEWER_VERSION");
    }

    @Test
    void aBadRowDoesNotHoldItsNeighboursUp() {
        ObjectNode good = booking("neighbour", CENTER);
        ReturnReceipt receipt = take(sender.bookings(
                "neighbours",
                changed(good, r -> r.put("record_id", "no-headcount").remove("headcount")),
                changed(good, r -> r.put("record_id", "not an id 13996300518")),
                JSON.createObjectNode(),
                good));

        assertThat(receipt.httpStatus()).isEqualTo(200);
        assertThat(codes(receipt)).containsExactly("INVALID_RECORD", "INVALID_RECORD", "INVALID_RECORD", "OK");
        JsonNode rows = JSON.readTree(receipt.signed().document()).path("rows");
        assertThat(rows.path(0).at("/violations/0/pointer").stringValue()).isEqualTo("/headcount");
        assertThat(rows.path(1).path("recordId").stringValue()).isEmpty();
        assertThat(new String(receipt.signed().document(), UTF_8)).doesNotContain("13996300518");
    }

    @Test
    void refusesABatchForTwoCentersWhole() {
        ReceivedReturn batch = sender.bookings("mixed", booking("mixed-a", CENTER), booking("mixed-b", OTHER));

        assertThat(refusal(batch).code()).isEqualTo(FailureCode.BAD_REQUEST);
    }

    @Test
    void aBatchOfWhichNothingIsTakenIsStoredWithItsReceiptAllTheSame() {
        ReceivedReturn batch = sender.bookings("nothing", booking("nothing", OTHER));
        ReturnReceipt receipt = take(batch);

        assertThat(receipt.httpStatus()).isEqualTo(422);
        assertThat(take(batch).signed().document()).isEqualTo(receipt.signed().document());
    }

    @Test
    void nothingComesInUnderAnAgreementThatIsNotInForce() {
        String center = "91370281MA3F7Q005Q";
        gateway.permitReturns("ends", center, agreement -> {});
        gateway.ledger.agreements().change("ends", AgreementState.ACTIVE, AgreementState.SUSPENDED, "officer", "test");

        // The book in memory may not know yet; the ledger does.
        assertThat(codes(take(sender.bookings("suspended", booking("suspended", center)))))
                .first()
                .isIn("SUSPENDED", "AGREEMENT_CHANGED");
    }

    @Test
    void aFieldThatIsNotAgreedIsDeniedOrStripped() {
        String center = "91500112MA9000425R";
        gateway.permitReturns("strict", center, agreement -> unlist(agreement, "deny"));
        assertThat(codes(take(sender.bookings("denied", booking("denied", center)))))
                .containsExactly("FIELD_UNLISTED");

        gateway.permitReturns("strict", center, agreement -> unlist(agreement.put("version", 2), "strip"));
        UUID message = message(take(sender.bookings("stripped", booking("stripped", center))));
        assertThat(new String((byte[]) stored(message).get("payload"), UTF_8)).doesNotContain("visitor_org");
        assertThat(stored(message).get("decision").toString()).contains("/visitor_org");
    }

    @Test
    void aValueAboveTheCeilingDoesNotComeIn() {
        String center = "91370283MA3D1K2235";
        Failure refused = catchThrowableOfType(
                Failure.class, () -> gateway.permitReturns("ceiling", center, ReturnRouteTest::onlyInternal));
        assertThat(refused.code()).isEqualTo(FailureCode.AGREEMENT_INVALID);
        assertThat(refused.facts().get("violations").toString()).contains("ABOVE_CEILING", "/leader/mobile");
        gateway.permitReturns("ceiling", center, agreement -> {});
        putInForceUnchecked("ceiling", ReturnRouteTest::onlyInternal);

        assertThat(codes(take(sender.bookings("above", booking("above", center)))))
                .containsExactly("CLASS_CEILING");
    }

    /** As from a time when agreements were not held against their ceilings. */
    private static void putInForceUnchecked(String id, Consumer<ObjectNode> change) {
        StoredAgreement first = gateway.ledger.agreements().find(id, 1).orElseThrow();
        String prev = HexFormat.of().formatHex(first.hash());
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(first.document());
        json.remove("signatures");
        change.accept(json.put("version", 2).put("prev", prev));
        AgreementDocument document = AgreementDocument.parse(gateway.signedReturns(json));
        TwoOfficers.putInForce(
                gateway.ledger,
                new StoredAgreement(
                        id,
                        2,
                        AgreementState.COUNTERSIGNED,
                        first.center(),
                        first.platform(),
                        first.validFrom(),
                        first.validUntil(),
                        document.hash(),
                        document.source()),
                prev);
        gateway.journeys().agreements().book().refresh();
    }

    private static void onlyInternal(ObjectNode agreement) {
        ((ObjectNode) agreement.at("/permission/0")).put("class_ceiling_after_masking", "G");
    }

    @Test
    void case33ARowThatIsMarkedDoesNotComeIn() {
        ObjectNode marked = booking("marked", CENTER);
        marked.putArray("marks").add("涉密");
        ObjectNode important = booking("important", CENTER).put("visit_purpose", "【重要数据】考察");

        ReturnReceipt receipt = take(sender.bookings("graded", marked, important, booking("unmarked", CENTER)));

        assertThat(codes(receipt)).containsExactly("STATE_SECRET", "CLASS_IMPORTANT", "OK");
        assertThat(new String(receipt.signed().document(), UTF_8)).doesNotContain("考察", "marks", "violations");
    }

    private static void unlist(ObjectNode agreement, String then) {
        ObjectNode permission = (ObjectNode) agreement.at("/permission/0");
        permission.put("unlisted_field", then);
        permission
                .withArray("/fields")
                .removeIf(field -> field.path("path").asString("").equals("/visitor_org"));
    }

    @Test
    void placesInAnInboxHaveNoGaps() {
        IntStream.range(0, 20)
                .parallel()
                .forEach(i -> take(sender.bookings(
                        "places-" + i, booking("places-" + i, CENTER), booking("more-places-" + i, CENTER))));

        List<Long> places = gateway.database()
                .jdbc()
                .queryForList("SELECT seq FROM inbox_message WHERE center = ? ORDER BY seq", Long.class, CENTER);
        assertThat(places)
                .isEqualTo(LongStream.rangeClosed(1, places.size()).boxed().toList());
    }

    @Test
    void callsThatThePlatformHasNotSignedAreRefused() {
        byte[] body = body("unsigned", booking("unsigned", CENTER));
        ReceivedReturn good = sender.of("booking", body);
        Instant now = Instant.now();

        assertRefused(with(good, good.timestamp(), null, body), "SIGNATURE");
        assertRefused(with(good, good.timestamp(), "not Base64", body), "SIGNATURE");
        assertRefused(with(good, good.timestamp(), "A".repeat(86) + "==", body), "SIGNATURE");
        assertRefused(
                with(good, good.timestamp(), good.signature(), body("unsigned", booking("b", CENTER))), "SIGNATURE");
        assertRefused(with(good, null, good.signature(), body), "TIMESTAMP");
        assertRefused(with(good, "soon", good.signature(), body), "TIMESTAMP");
        assertRefused(with(good, "9".repeat(30), good.signature(), body), "TIMESTAMP");
        assertRefused(with(good, Long.toString(now.toEpochMilli() + 1), good.signature(), body), "SIGNATURE");
        assertRefused(sender.at(now.minus(Duration.ofMinutes(11)), "booking", body), "TIMESTAMP");
        assertRefused(sender.at(now.plus(Duration.ofMinutes(11)), "booking", body), "TIMESTAMP");
        assertRefused(new SignedReturns(platform.key(), "1234567812345678").of("booking", body), "SIGNATURE");
        ReceivedReturn elsewhere = sender.of("booking_change", body);
        assertRefused(with(good, elsewhere.timestamp(), elsewhere.signature(), body), "SIGNATURE");
        assertThat(messages("unsigned")).isEmpty();
    }

    private static ReceivedReturn with(ReceivedReturn call, String timestamp, String signature, byte[] body) {
        return new ReceivedReturn(call.platform(), call.dataset(), timestamp, signature, body, false);
    }

    private static void assertRefused(ReceivedReturn call, String why) {
        Failure refusal = refusal(call);
        assertThat(refusal.code()).isEqualTo(FailureCode.SENDER_REFUSED);
        assertThat(refusal.facts()).isEqualTo(Map.of("why", why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"batchId\":\"b\"}",
                "{\"rows\":[{}]}",
                "{\"batchId\":\"\",\"rows\":[{}]}",
                "{\"batchId\":\"a b\",\"rows\":[{}]}",
                "{\"batchId\":1,\"rows\":[{}]}",
                "{\"batchId\":\"b\",\"rows\":[]}",
                "{\"batchId\":\"b\",\"rows\":{}}",
                "{\"batchId\":\"b\",\"rows\":[1]}",
                "{\"batchId\":\"b\",\"rows\":[{},[]]}",
                "{\"batchId\":\"b\",\"rows\":[{\"a\":1,\"a\":2}]}",
                "{\"batchId\":\"b\",\"batchId\":\"b\",\"rows\":[{}]}",
                "{\"batchId\":\"b\",\"rows\":[{}],\"more\":1}",
                "{\"batchId\":\"b\",\"rows\":[{}]} {}",
                "{\"batchId\":\"b\",\"rows\":[{}]",
                "\uFEFF{\"batchId\":\"b\",\"rows\":[{}]}"
            })
    void whatIsNoBatchIsRefused(String text) {
        assertThat(refusal(sender.of("booking", text.getBytes(UTF_8))).code()).isEqualTo(FailureCode.BAD_REQUEST);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        ObjectNode[] rows = new ObjectNode[Limits.RETURN_ROWS + 1];
        Arrays.fill(rows, JSON.createObjectNode());
        String deep = "{\"batchId\":\"b\",\"rows\":[{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}]}";

        assertThat(refusal(sender.of("booking", body("many", rows))).code()).isEqualTo(FailureCode.BAD_REQUEST);
        assertThat(refusal(sender.of("booking", deep.getBytes(UTF_8))).code()).isEqualTo(FailureCode.BAD_REQUEST);
        assertThat(refusal(sender.of("booking", new byte[Limits.RETURN_BYTES + 1]))
                        .code())
                .isEqualTo(FailureCode.BODY_TOO_LARGE);
    }

    @Test
    void whatThePlatformDoesNotSendIsUnknown() {
        byte[] body = body("unknown", booking("unknown", CENTER));
        ReceivedReturn good = sender.of("activity", body);

        assertThat(refusal(good).code()).isEqualTo(FailureCode.UNKNOWN_DATASET);
        assertThat(refusal(new ReceivedReturn("nowhere", "booking", "1", "", body, false))
                        .code())
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void whatThePlatformHasIsPolledOnceAndWhatIsMissingIsAskedForAgain() {
        platform.lay(1, sender.bookings("poll-1", booking("poll-1", CENTER)));
        platform.lay(2, with(sender.bookings("poll-2", booking("poll-2", CENTER)), "1", "", new byte[0]));
        platform.lay(
                4,
                sender.at(
                        Instant.now().minus(Duration.ofHours(1)),
                        "booking",
                        body("poll-4", booking("poll-4", CENTER))));

        await().atMost(SOON).until(() -> messages("poll-4").size() == 1);
        assertThat(messages("poll-1")).hasSize(1);
        assertThat(gaps()).containsExactly("3 MISSING", "2 REFUSED");

        platform.lay(3, sender.bookings("poll-3", booking("poll-3", CENTER)));
        await().atMost(SOON).until(() -> messages("poll-3").size() == 1);
        await().atMost(SOON).until(() -> gaps().equals(List.of("2 REFUSED")));
        assertThat(messages("poll-1")).hasSize(1);

        platform.lay(6, sender.bookings("poll-6", booking("poll-6", CENTER)));
        await().atMost(SOON).until(() -> gaps().contains("5 MISSING"));
        gateway.database().jdbc().update("UPDATE poll_gap SET seen_at = now() - interval '1 day' WHERE seq = 5");
        await().atMost(SOON).until(() -> gateway.ledger.polls().gaps("capability-center", 10).stream()
                .allMatch(gap -> gap.givenUpAt() != null));
        assertThat(messages("poll-6")).hasSize(1);
    }

    private static List<String> gaps() {
        return gateway.ledger.polls().gaps("capability-center", 10).stream()
                .map(gap -> gap.seq() + " " + gap.reason())
                .toList();
    }

    private static ReturnReceipt take(ReceivedReturn batch) {
        return gateway.journeys().takeReturn(batch).receipt();
    }

    private static Failure refusal(ReceivedReturn batch) {
        return catchThrowableOfType(Failure.class, () -> take(batch));
    }

    private static List<String> codes(ReturnReceipt receipt) {
        return JSON.readTree(receipt.signed().document())
                .path("rows")
                .valueStream()
                .map(row -> row.path("code").stringValue())
                .toList();
    }

    /** The message of the first row. */
    private static UUID message(ReturnReceipt receipt) {
        return UUID.fromString(JSON.readTree(receipt.signed().document())
                .at("/rows/0/messageId")
                .stringValue());
    }

    private static List<String> messages(String recordId) {
        return gateway.database()
                .jdbc()
                .queryForList("SELECT id::text FROM inbox_message WHERE record_id = ?", String.class, recordId);
    }

    private static Map<String, Object> stored(UUID message) {
        return gateway.database().jdbc().queryForMap("SELECT * FROM inbox_message WHERE id = ?", message);
    }

    private static List<String> leaves(UUID subject) {
        return gateway.database()
                .jdbc()
                .queryForList("SELECT type FROM log_leaf WHERE subject = ?", String.class, subject);
    }
}
