package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.routes.ShanghaiDay;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;

/** What agreements let go, and when: reserved in the claim, kept while it may have arrived, given back where it surely has not. */
class QuotaClaimTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private int records;

    @BeforeEach
    void fallIntoOneDay() {
        ShanghaiDay.awaitTimeLeft();
    }

    @Test
    void case22ThirdBatchTodayWaits() {
        Allowance twoADay = calls(2);
        world.sending(ready(twoADay));
        world.sending(ready(twoADay));
        UUID third = ready(twoADay);

        assertThat(world.claim(third)).isEmpty();

        assertWaits(third, ReasonCode.QUOTA_DAY, tomorrow());
        assertThat(number("SELECT attempt + sends FROM transfer WHERE id = ?", third))
                .as("no attempt is counted")
                .isZero();
        assertThat(used().calls()).isEqualTo(2);
    }

    @Test
    void case22IsLeftAloneUntilTheNextDayBegins() {
        world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.claim(waits);

        assertThat(due()).isEmpty();
        assertThat(world.claim(waits)).as("a hint that is late").isEmpty();
        assertWaits(waits, ReasonCode.QUOTA_DAY, tomorrow());

        theDayHasEnded();

        assertThat(due()).containsExactly(waits);
        assertThat(world.claim(waits)).hasSize(1);
        assertThat(used().calls()).isEqualTo(1);
    }

    @Test
    void case23RetryOfTheSameBatchAfterATimeOutUsesNoQuota() {
        Allowance one = allowance(1, 2, null);
        UUID[] batch = {ready(one), ready(one)};
        List<ClaimedTransfer> first = claimTogether(batch);
        for (ClaimedTransfer each : first) {
            world.settle(LedgerWorld.unknown(each));
        }
        UUID other = ready(one);
        world.claim(other);
        assertThat(world.state(other)).isEqualTo(TransferState.READY);

        sendUnknownAgain();

        assertThat(claimTogether(batch)).hasSize(2);
        assertThat(used().calls()).isEqualTo(1);
        assertThat(used().rows()).isEqualTo(2);
    }

    @Test
    void aRetryUsesWhatWasReservedYesterday() {
        ClaimedTransfer sent = world.sending(ready(calls(1)));
        world.settle(LedgerWorld.unknown(sent));
        theDayHasEnded();
        world.sending(ready(calls(1)));
        assertThat(used().calls()).isEqualTo(1);

        sendUnknownAgain();

        world.sending(sent.id());
        assertThat(used().calls()).isEqualTo(1);
    }

    @Test
    void replayOfAParkedUnknownUsesWhatIsKept() {
        ClaimedTransfer sent = world.sending(ready(allowance(1, 1, null)));
        world.settle(LedgerWorld.unknown(sent));
        world.letRestsEnd();
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, false, 12, 10);
        assertThat(world.state(sent.id())).isEqualTo(TransferState.PARKED);

        assertThat(world.ledger().operations().replay(sent.id(), "operator")).isTrue();

        world.sending(sent.id());
        assertThat(used().calls()).isEqualTo(1);
        assertThat(used().rows()).isEqualTo(1);
    }

    @Test
    void replayOfARowThatThePlatformRefusedIsCountedAgain() {
        ClaimedTransfer sent = world.sending(ready(allowance(2, 5, null)));
        world.settle(LedgerWorld.ended(sent, TransferState.PARKED));

        world.ledger().operations().replay(sent.id(), "operator");
        world.sending(sent.id());

        assertThat(used().calls()).isEqualTo(2);
        assertThat(used().rows()).isEqualTo(2);
    }

    @Test
    void partOfABatchLeavesAgainInItsNameAndTheRestNeedsACallOfItsOwn() {
        UUID[] batch = {ready(calls(1)), ready(calls(1)), ready(calls(1))};
        for (ClaimedTransfer each : claimTogether(batch)) {
            world.settle(LedgerWorld.unknown(each));
        }
        sendUnknownAgain();

        assertThat(claimTogether(batch[0], batch[1])).hasSize(2);
        assertThat(world.claim(batch[2])).isEmpty();

        assertWaits(batch[2], ReasonCode.QUOTA_DAY, tomorrow());
    }

    @Test
    void aRetryTakesNoFreshTransfersAlong() {
        ClaimedTransfer sent = world.sending(ready(calls(2)));
        world.settle(LedgerWorld.unknown(sent));
        sendUnknownAgain();
        UUID fresh = ready(calls(2));

        assertThat(LedgerWorld.calls(world.ledger(), fresh, sent.id())).hasSize(2);
        assertThat(used().calls()).isEqualTo(2);
    }

    @Test
    void givesBackWhatWasSurelyNotDelivered() {
        ClaimedTransfer sent = world.sending(ready(allowance(1, 1, null)));

        world.settle(LedgerWorld.sendAgain(sent, Duration.ZERO));

        assertThat(used().calls()).isZero();
        assertThat(used().rows()).isZero();
        world.sending(sent.id());
        assertThat(used().calls()).isEqualTo(1);
    }

    @Test
    void givesTheCallBackWithTheLastOfItsTransfers() {
        Allowance limits = allowance(1, 10, null);
        List<ClaimedTransfer> sent = claimTogether(ready(limits), ready(limits));

        world.settle(LedgerWorld.sendAgain(sent.get(0), Duration.ZERO));
        assertThat(used().calls()).isEqualTo(1);
        assertThat(used().rows()).isEqualTo(1);

        world.settle(LedgerWorld.sendAgain(sent.get(1), Duration.ZERO));
        assertThat(used().calls()).isZero();
        assertThat(used().rows()).isZero();
    }

    @Test
    void keepsTheCallThatDeliveredOneOfItsTransfers() {
        List<ClaimedTransfer> sent = claimTogether(ready(calls(1)), ready(calls(1)));

        world.settle(LedgerWorld.receivedBy(sent.get(0)), LedgerWorld.sendAgain(sent.get(1), Duration.ZERO));

        assertThat(used().calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "REJECTED", "STORED"})
    void keepsWhatHasOrMayHaveArrived(TransferState state) {
        ClaimedTransfer sent = world.sending(ready(allowance(1, 1, null)));

        world.settle(state == TransferState.UNKNOWN ? LedgerWorld.unknown(sent) : LedgerWorld.ended(sent, state));

        assertThat(used().calls()).isEqualTo(1);
        assertThat(used().rows()).isEqualTo(1);
    }

    @Test
    void keepsWhatMayHaveArrivedAtAnAttemptBefore() {
        ClaimedTransfer sent = world.sending(ready(calls(1)));
        world.settle(LedgerWorld.unknown(sent));
        sendUnknownAgain();

        world.settle(LedgerWorld.sendAgain(world.sending(sent.id()), Duration.ZERO));

        assertThat(used().calls()).isEqualTo(1);
    }

    @Test
    void keepsWhatAGatewayWasSendingThatDied() {
        UUID sent = world.sending(ready(calls(1))).id();
        world.letLeasesEnd();
        world.ledger().sweep().endLostLeases(10);

        assertThat(world.state(sent)).isEqualTo(TransferState.UNKNOWN);
        assertThat(used().calls()).isEqualTo(1);
    }

    @Test
    void givesBackWhatThePlatformSaysItHasNot() {
        ClaimedTransfer sent = world.sending(ready(allowance(1, 1, null)));
        world.settle(LedgerWorld.unknown(sent));
        world.letRestsEnd();
        List<AskedTransfer> asked = world.ledger().asks().claim(LedgerWorld.PLATFORM, 10);

        world.inTransaction(ledger -> {
            ledger.asks().settle(List.of(new Finding.NotFound(asked.get(0))), 12);
            return true;
        });

        assertThat(world.state(sent.id())).isEqualTo(TransferState.READY);
        assertThat(used().calls()).isZero();
        assertThat(used().rows()).isZero();
    }

    @Test
    void takesAsManyRowsAsAreLeftOfTheMonth() {
        Allowance three = allowance(null, 3, null);
        UUID[] five = IntStream.range(0, 5).mapToObj(i -> ready(three)).toArray(UUID[]::new);

        assertThat(claimTogether(five)).extracting(ClaimedTransfer::id).containsExactly(Arrays.copyOf(five, 3));

        assertWaits(five[3], ReasonCode.QUOTA_MONTH, nextMonth());
        assertWaits(five[4], ReasonCode.QUOTA_MONTH, nextMonth());
        assertThat(used().rows()).isEqualTo(3);
    }

    @Test
    void countsNoCallOfWhichNoRowMayLeave() {
        Allowance one = allowance(5, 1, null);
        world.sending(ready(one));

        world.claim(ready(one));

        assertThat(used().calls()).isEqualTo(1);
    }

    @Test
    void case21PutsNoMoreRowsInACallThanOneOfTheAgreementsAllows() {
        Allowance four = new Allowance("A1", LedgerWorld.DATASET, 4, null, null, null, null);
        Allowance three = new Allowance("A2", LedgerWorld.DATASET, 3, 2, null, null, null);
        UUID[] seven = IntStream.range(0, 7).mapToObj(i -> ready(four, three)).toArray(UUID[]::new);

        assertThat(LedgerWorld.calls(world.ledger(), seven))
                .extracting(List::size)
                .containsExactly(3, 3);
        assertWaits(seven[6], ReasonCode.QUOTA_DAY, tomorrow());
    }

    @Test
    void reservesUnderEveryAgreementThatBindsOrUnderNone() {
        Allowance wide = allowance(5, 5, null);
        Allowance narrow = new Allowance("A2", LedgerWorld.DATASET, null, 1, null, null, null);
        world.sending(ready(wide, narrow));
        UUID second = ready(wide, narrow);

        assertThat(world.claim(second)).isEmpty();

        assertThat(used().calls()).isEqualTo(1);
        assertThat(used().rows()).isEqualTo(1);
        assertThat(used("A2").calls()).isEqualTo(1);
    }

    @Test
    void letsEachAgreementsTransfersLeaveByThemselves() {
        UUID free = world.prepared("free", 1);
        UUID limited = ready(calls(1));

        assertThat(LedgerWorld.calls(world.ledger(), free, limited)).hasSize(2);
        assertThat(used().calls()).isEqualTo(1);
    }

    @Test
    void waitsForTheWindowAndReservesNothing() {
        ZonedDateTime opens = OffsetDateTime.ofInstant(databaseNow(), SHANGHAI)
                .atZoneSameInstant(SHANGHAI)
                .plusHours(2)
                .withMinute(0)
                .withSecond(0)
                .withNano(0);
        Allowance later = allowance(1, 1, "* " + opens.getHour() + " * * *");
        UUID transfer = ready(later);

        assertThat(world.claim(transfer)).isEmpty();

        assertWaits(transfer, ReasonCode.WINDOW, opens.toInstant());
        assertThat(used().calls()).isZero();
        assertThat(world.rows("quota_use")).isZero();
    }

    @Test
    void leavesWhileEveryWindowIsOpen() {
        UUID transfer = ready(allowance(null, null, "* * * * *"), allowance(null, null, "* 0-23 * * 0-6"));

        assertThat(world.claim(transfer)).hasSize(1);
        assertThat(world.rows("quota_reservation")).as("nothing is counted").isZero();
    }

    @Test
    void nothingWaitsBeyondTheTermOfItsAgreement() {
        world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.jdbc().update("UPDATE agreement SET valid_until = now() + interval '1 second'");

        world.claim(waits);

        assertThat(instant("SELECT due_at FROM transfer WHERE id = ?", waits))
                .isBefore(databaseNow().plusSeconds(2));
    }

    @Test
    void whatLeavesAfterTheTermWaitsNoShorterThanOthers() {
        world.sending(ready(calls(1)));
        UUID takeDown = ready(calls(1));
        world.jdbc()
                .update(
                        "UPDATE transfer_content SET decision = decision || '{\"afterRevocation\": true}' WHERE id = ?",
                        takeDown);
        world.jdbc().update("UPDATE agreement SET state = 'REVOKED', valid_until = now() - interval '1 day'");

        world.claim(takeDown);

        assertWaits(takeDown, ReasonCode.QUOTA_DAY, tomorrow());
    }

    @Test
    void whatIsGivenBackWakesThoseThatWaitForIt() {
        ClaimedTransfer sent = world.sending(ready(allowance(1, 1, null)));
        UUID forTheCall = ready(calls(1));
        UUID forTheRow = ready(allowance(null, 1, null));
        world.claim(forTheCall);
        world.claim(forTheRow);
        assertWaits(forTheCall, ReasonCode.QUOTA_DAY, tomorrow());
        assertWaits(forTheRow, ReasonCode.QUOTA_MONTH, nextMonth());

        world.settle(LedgerWorld.sendAgain(sent, Duration.ofHours(1)));

        assertThat(due()).containsExactlyInAnyOrder(forTheCall, forTheRow);
        assertThat(world.sending(forTheCall))
                .satisfies(claimed -> assertThat(claimed.createdAt()).isBefore(claimed.claimedAt()));
        assertThat(world.claim(forTheRow)).hasSize(1);
    }

    @Test
    void wakesTheOldestHundredAndNothingElse() {
        ClaimedTransfer sent = world.sending(ready(calls(1)));
        UUID[] wait = IntStream.range(0, 102).mapToObj(i -> ready(calls(1))).toArray(UUID[]::new);
        world.claim(wait);
        UUID window = wait[101];
        world.jdbc()
                .update(
                        "UPDATE transfer SET reason = 'WINDOW', wake_at = wake_at - interval '1 hour' WHERE id = ?",
                        window);

        world.settle(LedgerWorld.sendAgain(sent, Duration.ofHours(1)));

        assertThat(Arrays.stream(wait).filter(world::isAwake)).containsExactly(Arrays.copyOf(wait, 100));
    }

    @Test
    void whatMayHaveArrivedWakesNobody() {
        ClaimedTransfer sent = world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.claim(waits);

        world.settle(LedgerWorld.unknown(sent));

        assertThat(world.isAwake(waits)).isFalse();
    }

    @Test
    void aNewVersionWakesWhatWaitsForTheOneBefore() {
        world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.claim(waits);
        assertThat(world.isAwake(waits)).isFalse();

        world.activate(LedgerWorld.AGREEMENT, 2);

        assertThat(world.isAwake(waits)).isTrue();
        assertThat(world.claim(waits)).isEmpty();
        assertThat(world.state(waits)).isEqualTo(TransferState.PENDING);
    }

    @Test
    void aSuspensionIsTheReasonWhyItWaitsFromThenOn() {
        world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.claim(waits);

        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        world.claim(waits);

        assertThat(world.state(waits)).isEqualTo(TransferState.WAITING);
        assertThat(world.reason(waits)).isEqualTo("SUSPENDED");
    }

    @Test
    void aRevocationHasWhatWaitsDecidedAnew() {
        world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.claim(waits);

        world.change(AgreementState.ACTIVE, AgreementState.REVOKED);
        world.claim(waits);

        assertThat(world.state(waits)).isEqualTo(TransferState.PENDING);
        assertThat(world.reason(waits)).isEqualTo("AGREEMENT_CHANGED");
    }

    @Test
    void theTimeForTryingBeginsWhenTheWaitingEnds() {
        world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.claim(waits);
        world.jdbc().update("UPDATE transfer SET created_at = now() - interval '9 days' WHERE id = ?", waits);
        Instant ends = instant("SELECT held_until FROM transfer WHERE id = ?", waits);
        theDayHasEnded();

        assertThat(world.sending(waits).createdAt()).isEqualTo(ends);
    }

    @Test
    void thoseThatHaveWaitedLongestWakeFirst() {
        world.sending(ready(calls(1)));
        UUID young = ready(calls(1));
        UUID old = ready(calls(1));
        world.jdbc().update("UPDATE transfer SET created_at = now() - interval '3 days' WHERE id = ?", old);

        world.claim(young, old);

        String wakes = "SELECT wake_at FROM transfer WHERE id = ?";
        assertThat(instant(wakes, old)).isAfter(tomorrow()).isBefore(instant(wakes, young));
        assertThat(instant(wakes, young)).isBefore(tomorrow().plusMillis(11));
    }

    @Test
    void isNotOverdueWhileItWaitsAsAgreed() {
        world.sending(ready(calls(1)));
        UUID waits = ready(calls(1));
        world.claim(waits);
        world.jdbc().update("UPDATE transfer SET changed_at = now() - interval '5 hours'");
        assertThat(overdue()).isZero();

        world.jdbc().update("UPDATE transfer SET held_until = now() - interval '2 hours'");

        assertThat(overdue()).isEqualTo(1);
    }

    private static long overdue() {
        return world.ledger().figures(Duration.ofSeconds(5)).open(Duration.ofHours(1)).stream()
                .filter(open -> open.reason().equals("QUOTA_DAY"))
                .mapToLong(FigureLedger.Open::overdue)
                .sum();
    }

    @Test
    void forgetsWhatNoAttemptNeedsAnyMore() {
        UUID sent = world.sending(ready(calls(9))).id();
        world.settle(LedgerWorld.receivedBy(world.sending(ready(calls(9)))));
        assertThat(removeOld()).as("of today").isZero();

        world.jdbc().update("UPDATE quota_reservation SET claimed_at = now() - interval '3 days'");

        assertThat(removeOld()).isEqualTo(1);
        assertThat(world.jdbc().queryForList("SELECT transfer FROM quota_reservation", UUID.class))
                .containsExactly(sent);
    }

    private int removeOld() {
        return world.ledger().quotas().removeOldReservations(10);
    }

    /** Two gateways, one unit left, and both claim at the same moment. */
    @RepeatedTest(20)
    void ofTwoGatewaysOneGetsTheLastUnit() {
        Ledger other = new Ledger(world.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves());
        UUID mine = ready(calls(1));
        UUID theirs = ready(calls(1));
        CyclicBarrier start = new CyclicBarrier(2);

        List<CompletableFuture<Integer>> claims =
                List.of(claimAt(start, world.ledger(), mine), claimAt(start, other, theirs));

        assertThat(claims).extracting(CompletableFuture::join).containsExactlyInAnyOrder(0, 1);
        assertThat(used().calls()).isEqualTo(1);
        assertThat(List.of(world.state(mine), world.state(theirs)))
                .containsExactlyInAnyOrder(TransferState.SENDING, TransferState.READY);
    }

    /** Many claims and outcomes of two gateways at once: never more than agreed, and what is counted is what is on its way. */
    @Test
    void twoGatewaysNeverExceedTheQuotaWhateverBecomesOfTheirCalls() {
        Ledger other = new Ledger(world.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves());
        List<UUID> transfers = IntStream.range(0, 40)
                .mapToObj(i -> ready(allowance(10, 15, null)))
                .toList();
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            Ledger gateway = worker % 2 == 0 ? world.ledger() : other;
            List<UUID> own = transfers.subList(worker * 10, worker * 10 + 10);
            workers.add(CompletableFuture.runAsync(() -> own.forEach(transfer -> claimAndSettle(gateway, transfer))));
        }
        workers.forEach(CompletableFuture::join);

        int sent = number("SELECT count(*)::int FROM transfer WHERE state IN ('STORED', 'UNKNOWN')");
        assertThat(sent).isLessThanOrEqualTo(10);
        assertThat(used().calls()).isEqualTo(sent);
        assertThat(used().rows()).isEqualTo(sent);
    }

    /** By its number, a transfer is delivered, not answered, or not delivered. */
    private static void claimAndSettle(Ledger gateway, UUID transfer) {
        for (List<ClaimedTransfer> call : LedgerWorld.calls(gateway, transfer)) {
            ClaimedTransfer sent = call.get(0);
            Settlement outcome =
                    switch (Math.floorMod(transfer.hashCode(), 3)) {
                        case 0 -> LedgerWorld.receivedBy(sent);
                        case 1 -> LedgerWorld.unknown(sent);
                        default -> LedgerWorld.sendAgain(sent, Duration.ofHours(1));
                    };
            gateway.transaction()
                    .executeWithoutResult(status -> gateway.settlements().settle(List.of(outcome)));
            gateway.operations().resume(LedgerWorld.PLATFORM, "operator"); // Its circuit is not what is looked at here.
        }
    }

    private static CompletableFuture<Integer> claimAt(CyclicBarrier start, Ledger gateway, UUID transfer) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                start.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return LedgerWorld.calls(gateway, transfer).size();
        });
    }

    // What is agreed, prepared and claimed

    private static Allowance calls(int perDay) {
        return allowance(perDay, null, null);
    }

    private static Allowance allowance(Integer callsPerDay, Integer rowsPerMonth, String cron) {
        return new Allowance(
                LedgerWorld.AGREEMENT,
                LedgerWorld.DATASET,
                null,
                callsPerDay,
                rowsPerMonth,
                cron,
                cron == null ? null : SHANGHAI.getId());
    }

    private UUID ready(Allowance... allowances) {
        UUID transfer = world.prepared("r" + records++, 1);
        world.jdbc()
                .update(
                        "UPDATE transfer_content SET decision = jsonb_set(decision, '{allowances}', ?::jsonb) WHERE id = ?",
                        Allowance.json(List.of(allowances)).toString(),
                        transfer);
        return transfer;
    }

    private static List<ClaimedTransfer> claimTogether(UUID... transfers) {
        List<List<ClaimedTransfer>> calls = LedgerWorld.calls(world.ledger(), transfers);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    private static void sendUnknownAgain() {
        world.jdbc().update("UPDATE transfer SET wake_at = now() WHERE state = 'UNKNOWN'");
        assertThat(world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10))
                .isNotEmpty();
    }

    /** As if all that has happened had happened yesterday. */
    private static void theDayHasEnded() {
        world.jdbc().update("UPDATE quota_use SET day = day - 1");
        world.jdbc().update("UPDATE quota_reservation SET day = day - 1");
        world.letRestsEnd();
    }

    // What came of it

    private static List<UUID> due() {
        return world.ledger().sweep().dueReadyTransfers(LedgerWorld.PLATFORM, 10);
    }

    private static void assertWaits(UUID transfer, ReasonCode reason, Instant until) {
        assertThat(world.state(transfer)).isEqualTo(TransferState.READY);
        assertThat(world.reason(transfer)).isEqualTo(reason.name());
        assertThat(instant("SELECT due_at FROM transfer WHERE id = ?", transfer))
                .isEqualTo(until);
        assertThat(world.isAwake(transfer)).isFalse();
    }

    private static QuotaLedger.Used used() {
        return used(LedgerWorld.AGREEMENT);
    }

    private static QuotaLedger.Used used(String agreement) {
        return world.ledger().quotas().used(agreement, LedgerWorld.DATASET, databaseNow());
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(databaseNow(), SHANGHAI);
    }

    private static Instant tomorrow() {
        return today().plusDays(1).atStartOfDay(SHANGHAI).toInstant();
    }

    private static Instant nextMonth() {
        return today().withDayOfMonth(1).plusMonths(1).atStartOfDay(SHANGHAI).toInstant();
    }

    private static Instant databaseNow() {
        return instant("SELECT now()");
    }

    private static Instant instant(String sql, Object... arguments) {
        return world.jdbc().queryForObject(sql, OffsetDateTime.class, arguments).toInstant();
    }

    private static int number(String sql, Object... arguments) {
        return world.jdbc().queryForObject(sql, Integer.class, arguments);
    }
}
