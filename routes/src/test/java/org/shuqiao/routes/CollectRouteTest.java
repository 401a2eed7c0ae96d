package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.FakePlace.refusal;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.mappings.platforms.QingdaoLaidDown;
import org.shuqiao.routes.ledger.PutAside;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;

/** A platform that is not called: laid down at its place, and collected there. */
class CollectRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static FakePlace place;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        DevelopmentAuthority authority =
                DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), new SecureRandom());
        place = new FakePlace(authority.issue("qingdao", "qingdao"));
        byte[] chain = authority.issue("qingdao", "qingdao").chain().pem();
        PlatformAccess access = new PlatformAccess(
                QingdaoLaidDown.by(QingdaoLaidDown.descriptor(QingdaoLaidDown.JMS)),
                URI.create("tcp://nowhere:1"),
                "shuqiao",
                () -> new byte[0],
                null,
                authority::trusted,
                chain,
                chain);
        gateway = new TestGateway(home, TestGateway.CENTER, "370212", access, anyAccess -> place);
        gateway.database()
                .jdbc()
                .update(
                        """
                        INSERT INTO put_aside (platform, source, row, reason, seen_at)
                        VALUES ('qingdao', 'long-ago', -1, 'TOO_LONG', now() - interval '91 days')
                        """);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @AfterEach
    void behave() {
        place.away(false);
        place.forgetful(false);
        place.fate(row -> Optional.empty());
    }

    private static void awaitState(UUID submission, String expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(expected));
    }

    /** The place is told only after what it said counts. */
    private static void awaitDone(String source) {
        await().atMost(SOON).untilAsserted(() -> assertThat(place.done()).contains(source));
    }

    /** Laid down and waiting for its receipt. */
    private static UUID laidDown(String recordId) {
        UUID submission = gateway.accept(recordId, 1);
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");
        return submission;
    }

    private static void patienceIsOver(UUID submission) {
        gateway.database()
                .jdbc()
                .update("UPDATE transfer SET wake_at = now() WHERE id = ?", gateway.transferId(submission));
    }

    private static void awaitAside(String source, int row, String reason) {
        await().atMost(SOON).untilAsserted(() -> assertThat(gateway.ledger.collected().asides("qingdao", 1000).stream()
                        .filter(one -> one.source().equals(source))
                        .map(PutAside::row)
                        .toList())
                .contains(row));
        assertThat(gateway.ledger.collected().asides("qingdao", 1000))
                .anyMatch(one -> one.source().equals(source)
                        && one.row() == row
                        && one.reason().equals(reason));
    }

    /** Looked for each minute, first a second after the start. */
    @Test
    void whatWasPutAsideLongAgoIsSweptAway() {
        await().atMost(SOON.plusSeconds(30))
                .untilAsserted(() -> assertThat(gateway.ledger.collected().asides("qingdao", 1000))
                        .extracting(PutAside::source)
                        .doesNotContain("long-ago"));
    }

    @Test
    void whatIsLaidDownIsUnknownUntilASignedReceiptIsCollected() {
        UUID submission = laidDown("arrives");
        Deposit.Row row = place.row("arrives");
        assertThat(row.key()).isEqualTo(gateway.transferId(submission));
        assertThat(row.about().recordId()).isEqualTo("arrives");
        assertThat(gateway.ledger.operations().platforms().get(0).consecutiveFailures())
                .isZero();

        place.say("first", place.receipt(row, "STORED"));

        awaitState(submission, "STORED");
        awaitDone("first");
        assertThat(place.laid("arrives")).isOne();
    }

    /** It waits for as long as was agreed, so no operator is called. */
    @Test
    void whatIsAwaitedInItsTimeIsNotStuck() {
        laidDown("awaited");
        assertThat(gateway.ledger.figures(Duration.ofSeconds(5)).open(Duration.ZERO).stream()
                        .filter(open -> open.reason().equals("RECEIPT_AWAITED")))
                .isNotEmpty()
                .allMatch(open -> open.overdue() == 0);
    }

    @Test
    void aNewerVersionWaitsUntilTheFateOfTheOlderIsKnown() {
        UUID first = laidDown("in-its-lane");
        UUID second = gateway.accept("in-its-lane", 2);
        awaitState(second, "READY");

        place.say("of-the-first", place.receipt(place.row("in-its-lane"), "STORED"));

        awaitState(first, "STORED");
        awaitState(second, "UNKNOWN RECEIPT_AWAITED");
    }

    @Test
    void whoseReceiptDoesNotComeIsSentAgainAndALateOneCounts() {
        UUID submission = laidDown("comes-late");
        Deposit.Row before = place.row("comes-late");

        patienceIsOver(submission);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(place.laid("comes-late")).isEqualTo(2));
        assertThat(place.row("comes-late").key()).isEqualTo(before.key());
        assertThat(place.deposits())
                .anyMatch(deposit -> deposit.resend()
                        && deposit.rows().stream().anyMatch(row -> row.key().equals(before.key())));
        place.say("late", place.receipt(before, "STORED"));
        awaitState(submission, "STORED");
    }

    @Test
    void aRefusalForGoodIsLeftToAPerson() {
        UUID submission = laidDown("refused");
        place.say("refused-1", refusal(gateway.transferId(submission), "4000"));
        awaitState(submission, "PARKED PLATFORM_SCHEMA");
        awaitDone("refused-1");
    }

    @Test
    void aRefusalForNowIsSentAgain() {
        UUID submission = laidDown("later");
        place.say("later-1", refusal(gateway.transferId(submission), "5030"));
        await().atMost(SOON).untilAsserted(() -> assertThat(place.laid("later")).isEqualTo(2));
        place.say("later-2", place.receipt(place.row("later"), "STORED"));
        awaitState(submission, "STORED");
    }

    /** A refusal says nothing against what a receipt has proved. */
    @Test
    void aRefusalAfterAReceiptChangesNothing() {
        UUID submission = laidDown("proved");
        place.say("proved-1", place.receipt(place.row("proved"), "STORED"));
        awaitState(submission, "STORED");
        place.say("proved-2", refusal(gateway.transferId(submission), "4090"));
        awaitDone("proved-2");
        assertThat(gateway.transfer(submission)).isEqualTo("STORED");
    }

    @Test
    void whatCannotBeUsedIsPutAsideBesideWhatCan() {
        UUID good = laidDown("beside-garbage");
        UUID other = laidDown("beside-it");
        UUID nobody = UUID.randomUUID();
        Collected.Row forOther = place.receipt(place.row("beside-it"), "STORED");
        Deposit.Row row = place.row("beside-garbage");
        place.say(
                "mixed",
                new Collected.Row(good.toString(), "0", "no base64!", "none"),
                refusal(row.key(), "9999"),
                refusal(row.key(), ""),
                new Collected.Row("no-uuid", "4000", "", ""),
                place.receipt(nobody, row.payload(), "STORED"),
                new Collected.Row(row.key().toString(), "0", forOther.receipt(), forOther.signature()),
                place.receipt(row.key(), "another payload".getBytes(UTF_8), "STORED"),
                refusal(row.key(), "0"),
                place.receipt(row, "STORED"));

        awaitState(good, "STORED");
        awaitAside("mixed", 0, "RECEIPT_INVALID");
        awaitAside("mixed", 1, "UNKNOWN_CODE");
        awaitAside("mixed", 2, "NOTHING_SAID");
        awaitAside("mixed", 3, "UNKNOWN_TRANSFER");
        awaitAside("mixed", 4, "UNKNOWN_TRANSFER");
        awaitAside("mixed", 5, "RECEIPT_INVALID");
        awaitAside("mixed", 6, "RECEIPT_INVALID");
        awaitAside("mixed", 7, "NOTHING_SAID");
        await().atMost(SOON).untilAsserted(() -> assertThat(place.aside()).contains("mixed"));
        assertThat(gateway.transfer(other)).isEqualTo("UNKNOWN RECEIPT_AWAITED");
    }

    @Test
    void whatCannotBeReadBlocksNothing() {
        place.sayUnreadable("garbage", Collected.Why.TOO_LONG);
        UUID submission = laidDown("after-garbage");
        place.say("after", place.receipt(place.row("after-garbage"), "STORED"));
        awaitState(submission, "STORED");
        awaitAside("garbage", -1, "TOO_LONG");
        assertThat(gateway.ledger.figures(Duration.ofSeconds(5)).putAside()).containsKey("qingdao");
    }

    /** The place did not hear that we have it; what it says again must not refuse what was laid down anew since. */
    @Test
    void whatWasTakenIsNotTakenTwice() {
        place.forgetful(true);
        UUID submission = laidDown("said-once");
        place.say("old-refusal", refusal(gateway.transferId(submission), "5030"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(place.laid("said-once")).isEqualTo(2));
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");

        place.forgetful(false);

        awaitDone("old-refusal");
        assertThat(gateway.transfer(submission)).isEqualTo("UNKNOWN RECEIPT_AWAITED");
        assertThat(place.laid("said-once")).isEqualTo(2);
    }

    @Test
    void aPlaceThatIsAwayHasSurelyNothing() {
        place.away(true);
        UUID submission = gateway.accept("place-away", 1);
        awaitState(submission, "READY NOT_CONNECTED");
        place.away(false);
        gateway.ledger.operations().resume("qingdao", "test");
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");
    }

    @Test
    void onlyTheRowThatThePlaceDoesNotTakeIsParked() {
        place.fate(row -> row.about().recordId().equals("poison") ? Optional.of(Laid.REFUSED) : Optional.empty());
        UUID poison = gateway.accept("poison", 1);
        UUID other = gateway.accept("not-poison", 1);
        awaitState(poison, "PARKED PLACE_REFUSED");
        awaitState(other, "UNKNOWN RECEIPT_AWAITED");
    }

    @Test
    void collectingIsARouteThatCanBeSeenAndSwitchedOff() {
        assertThat(gateway.journeys().routes().ids()).contains("collect-qingdao");
        gateway.journeys().routes().pause("collect-qingdao", "looked at", "operator");
        UUID submission = laidDown("not-collected");
        await().atMost(SOON)
                .until(() ->
                        gateway.journeys().routes().figure("collect-qingdao").state() == RouteView.State.PAUSED);
        place.say("waits", place.receipt(place.row("not-collected"), "STORED"));
        gateway.journeys().routes().resume("collect-qingdao", "operator");
        awaitState(submission, "STORED");
        awaitDone("waits");
    }
}
