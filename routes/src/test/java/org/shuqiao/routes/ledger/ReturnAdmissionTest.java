package org.shuqiao.routes.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ShanghaiDay;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import org.shuqiao.routes.ledger.NewReturn.Conditions;
import tools.jackson.databind.node.JsonNodeFactory;

/** Quota, window and consent of what comes in. */
class ReturnAdmissionTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant RECEIVED = Instant.parse("2026-11-22T10:00:00Z");
    private static final String DATASET = "assessment";
    private static final byte[] CHAIN = "chain".getBytes(UTF_8);

    @RegisterExtension
    private static final LedgerWorld WORLD = new LedgerWorld();

    @BeforeEach
    void fallIntoOneDay() {
        ShanghaiDay.awaitTimeLeft();
    }

    @BeforeEach
    void registerCenter() {
        WORLD.ledger().centers().register(LedgerWorld.CENTER, "一", "370212", "admin");
    }

    private static Conditions quota(Integer perDay, Integer perMonth) {
        return new Conditions(
                List.of(new Allowance(LedgerWorld.AGREEMENT, DATASET, null, perDay, perMonth, null, null)), null);
    }

    private static Conditions window(String cron) {
        return new Conditions(
                List.of(new Allowance(LedgerWorld.AGREEMENT, DATASET, null, null, null, cron, SHANGHAI.getId())), null);
    }

    private static Conditions consent(String id) {
        return new Conditions(List.of(), id);
    }

    private static NewReturn batch(String batchId, Conditions conditions, String... records) {
        return new NewReturn(
                WORLD.newId(),
                LedgerWorld.PLATFORM,
                batchId,
                DATASET,
                Sm3.digest(batchId.getBytes(UTF_8)),
                RECEIVED,
                List.of(records).stream()
                        .map(record -> (NewReturn.Row) message(record, conditions))
                        .toList());
    }

    private static NewReturn.Message message(String recordId, Conditions conditions) {
        byte[] received = recordId.getBytes(UTF_8);
        byte[] salt = new byte[32];
        return new NewReturn.Message(
                new ReturnRow(
                        WORLD.newId(),
                        LedgerWorld.CENTER,
                        LedgerWorld.PLATFORM,
                        DATASET,
                        recordId,
                        1,
                        JsonNodeFactory.instance.objectNode(),
                        RECEIVED),
                received,
                new NewReturn.SignedReturn(
                        LedgerWorld.AGREEMENT,
                        1,
                        WORLD.decision(LedgerWorld.CENTER),
                        salt,
                        Sm3.digest(salt, received),
                        received,
                        Sm3.digest(received),
                        CHAIN,
                        CHAIN,
                        CHAIN,
                        null),
                conditions);
    }

    private static String take(NewReturn batch) {
        return take(WORLD.ledger(), batch);
    }

    /** @return the codes of its rows */
    private static String take(Ledger gateway, NewReturn batch) {
        ReturnReceipt receipt = gateway.transaction().execute(status -> gateway.returns(1_000)
                .commit(
                        batch,
                        results -> new ReturnReceipt.Signed(
                                String.join(
                                                ",",
                                                results.stream()
                                                        .map(ReturnResult::code)
                                                        .toList())
                                        .getBytes(UTF_8),
                                CHAIN,
                                CHAIN)));
        return new String(receipt.signed().document(), UTF_8);
    }

    private static void assertNotNow(NewReturn batch, String reason, Instant until) {
        Failure refused = catchThrowableOfType(Failure.class, () -> take(batch));
        assertThat(refused.code()).isEqualTo(FailureCode.NOT_NOW);
        assertThat(refused.facts())
                .containsEntry("reason", reason)
                .containsEntry("agreement", LedgerWorld.AGREEMENT)
                .containsEntry("retryAt", until.toString());
        long seconds = (long) refused.facts().get("retryAfterSeconds");
        assertThat(now().plusSeconds(seconds)).isBetween(until.minusSeconds(5), until.plusSeconds(5));
    }

    private static Instant now() {
        return WORLD.jdbc().queryForObject("SELECT now()", OffsetDateTime.class).toInstant();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(now(), SHANGHAI);
    }

    private static QuotaLedger.Used used() {
        return WORLD.ledger().quotas().used(LedgerWorld.AGREEMENT, DATASET, now());
    }

    @Test
    void countsEachBatchAndEachRowThatIsTakenOnce() {
        Conditions quota = quota(5, 50);
        NewReturn first = batch("first", quota, "a", "b");

        assertThat(take(first)).isEqualTo("OK,OK");
        assertThat(take(first)).as("the same batch again").isEqualTo("OK,OK");
        assertThat(take(batch("repeats", quota, "a", "b"))).isEqualTo("DUPLICATE,DUPLICATE");
        assertThat(take(batch("half-new", quota, "b", "c"))).isEqualTo("DUPLICATE,OK");

        assertThat(used().calls()).isEqualTo(2);
        assertThat(used().rows()).isEqualTo(3);
    }

    @Test
    void aBatchTooManyTodayIsTakenTomorrowUnderTheSameId() {
        Conditions quota = quota(1, null);
        NewReturn first = batch("first", quota, "a");
        NewReturn second = batch("second", quota, "b");
        take(first);

        assertNotNow(
                second, "QUOTA_DAY", today().plusDays(1).atStartOfDay(SHANGHAI).toInstant());
        assertThat(WORLD.rows("inbox_message")).isEqualTo(1);
        assertThat(WORLD.rows("return_batch")).isEqualTo(1);
        assertThat(take(first)).as("what was answered stays answered").isEqualTo("OK");

        WORLD.jdbc().update("UPDATE quota_use SET day = day - 1");
        assertThat(take(second)).isEqualTo("OK");
        assertThat(WORLD.jdbc().queryForList("SELECT seq FROM inbox_message ORDER BY seq", Long.class))
                .containsExactly(1L, 2L);
    }

    @Test
    void aBatchWithMoreRowsThanAreLeftThisMonthComesWholeOrNotAtAll() {
        Conditions quota = quota(null, 3);
        take(batch("first", quota, "a", "b"));

        assertNotNow(
                batch("two", quota, "c", "d"),
                "QUOTA_MONTH",
                today().withDayOfMonth(1).plusMonths(1).atStartOfDay(SHANGHAI).toInstant());
        assertThat(used().rows()).isEqualTo(2);
        assertThat(take(batch("one", quota, "c"))).isEqualTo("OK");
    }

    @Test
    void outsideOfItsWindowABatchIsToldWhenItOpens() {
        ZonedDateTime opening =
                now().atZone(SHANGHAI).truncatedTo(ChronoUnit.HOURS).plusHours(2);
        Conditions closed = window("* " + opening.getHour() + " * * *");
        Instant opens = opening.toInstant();
        NewReturn batch = batch("b", closed, "a");

        assertNotNow(batch, "WINDOW", opens);
        assertThat(WORLD.rows("return_batch")).isZero();
        assertThat(take(batch("b", window("* * * * *"), "a"))).isEqualTo("OK");
        assertThat(take(batch))
                .as("answered in time, and asked for again too late")
                .isEqualTo("OK");
    }

    @Test
    void twoGatewaysTogetherTakeNoMoreBatchesThanAgreed() {
        Ledger other = new Ledger(WORLD.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves());
        Conditions quota = quota(7, null);

        List<String> answers = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return take(i % 2 == 0 ? WORLD.ledger() : other, batch("b" + i, quota, "r" + i));
                    } catch (Failure refused) {
                        return refused.code().name();
                    }
                })
                .toList();

        assertThat(answers).filteredOn("OK"::equals).hasSize(7);
        assertThat(answers).filteredOn("NOT_NOW"::equals).hasSize(33);
        assertThat(WORLD.rows("inbox_message")).isEqualTo(7);
        assertThat(used().calls()).isEqualTo(7);
    }

    private static void consented(String id, Instant from, Instant until) {
        WORLD.ledger()
                .consents()
                .record(
                        LedgerWorld.CENTER,
                        new Consent(id, "91500000MA5U00169L", DATASET, null, from, until, null),
                        "test");
    }

    @Test
    void nothingComesInWithAConsentThatDoesNotStand() {
        Instant far = now().plusSeconds(3600);
        consented("stands", Instant.EPOCH, far);
        consented("withdrawn", Instant.EPOCH, far);
        consented("over", Instant.EPOCH, now().minusSeconds(1));
        consented("to-come", far, far.plusSeconds(1));
        WORLD.ledger().consents().withdraw(LedgerWorld.CENTER, "withdrawn", "test");

        assertThat(take(batch("a", consent("stands"), "a"))).isEqualTo("OK");
        assertThat(take(batch("b", consent("withdrawn"), "b"))).isEqualTo("CONSENT_WITHDRAWN");
        assertThat(take(batch("c", consent("over"), "c"))).isEqualTo("CONSENT");
        assertThat(take(batch("d", consent("to-come"), "d"))).isEqualTo("CONSENT");
        assertThat(take(batch("e", consent("unknown"), "e"))).isEqualTo("CONSENT");
    }

    @Test
    void aWithdrawalWaitsForWhatIsBeingTakenAndNothingComesAfterIt() {
        consented("c", Instant.EPOCH, now().plusSeconds(3600));

        CompletableFuture<Boolean> withdrawn = WORLD.inTransaction(ledger -> {
            assertThat(take(ledger, batch("a", consent("c"), "a"))).isEqualTo("OK");
            CompletableFuture<Boolean> withdraw =
                    LedgerWorld.atOnce(() -> ledger.consents().withdraw(LedgerWorld.CENTER, "c", "test"));
            await().until(() -> WORLD.waitingForLocks() > 0);
            return withdraw;
        });

        assertThat(withdrawn.join()).isTrue();
        assertThat(take(batch("b", consent("c"), "b"))).isEqualTo("CONSENT_WITHDRAWN");
    }
}
