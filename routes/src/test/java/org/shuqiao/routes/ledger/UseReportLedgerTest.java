package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.DutyAfter.Kind;
import org.shuqiao.routes.ledger.UseReportLedger.Owed;
import org.shuqiao.routes.ledger.UseReportLedger.Term;
import tools.jackson.databind.json.JsonMapper;

/** Reports that a consumer owes on what it did with data. */
class UseReportLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static final Duration EVERY = Duration.ofDays(30);
    private static final DutyAfter REPORT = new DutyAfter(LedgerWorld.AGREEMENT, 1, Kind.REPORT_USE, EVERY);
    private static final Optional<Term> IN_FORCE = Optional.of(new Term(2, EVERY));

    private final UseReportLedger reports = world.ledger().useReports();

    @BeforeEach
    void center() {
        world.ledger().centers().register(LedgerWorld.CENTER, "示范中心", "370212", "admin");
    }

    private static Ledger anotherGateway() {
        return new Ledger(world.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves());
    }

    private static UUID ready(String record) {
        return world.committed(world.ready(world.claimed(record, 1)).owing(List.of(REPORT)));
    }

    private static void arrive(String record) {
        world.settle(LedgerWorld.receivedBy(world.sending(ready(record))));
    }

    private static void perform(Ledger gateway) {
        world.jdbc().update("UPDATE transfer_duty SET due_at = now() WHERE acted_at IS NULL");
        gateway.postDuties().perform(100, duty -> false, one -> {
            throw new AssertionError("a report takes nothing down");
        });
    }

    private static void perform() {
        perform(world.ledger());
    }

    private static void pass(Duration time) {
        world.jdbc()
                .update(
                        "UPDATE use_report SET from_at = from_at - ?::interval, due_at = due_at - ?::interval",
                        time.toString(),
                        time.toString());
    }

    private List<Owed> open() {
        return reports.open(null, 10);
    }

    private static List<String> notices() {
        return world.jdbc()
                .queryForList("SELECT convert_from(payload, 'UTF8') FROM inbox_message ORDER BY seq", String.class);
    }

    @Test
    void isOwedFromTheFirstArrivalOn() {
        UUID transfer = ready("r1");
        perform();
        assertThat(open()).as("nothing has arrived").isEmpty();

        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        perform();

        assertThat(open()).singleElement().satisfies(owed -> {
            assertThat(owed.agreement()).isEqualTo(LedgerWorld.AGREEMENT);
            assertThat(owed.period()).isEqualTo(1);
            assertThat(owed.center()).isEqualTo(LedgerWorld.CENTER);
            assertThat(owed.from()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            assertThat(owed.dueAt()).isEqualTo(owed.from().plus(EVERY));
        });
        assertThat(shown(transfer))
                .as("it is owed for the agreement, not for the transfer")
                .isZero();
    }

    private static int shown(UUID transfer) {
        return JsonMapper.shared()
                .readTree(
                        world.ledger().reads().transfer(transfer).orElseThrow().duties())
                .size();
    }

    @Test
    void isNotOwedForWhatWasRefused() {
        world.settle(LedgerWorld.ended(world.sending(ready("r1")), TransferState.REJECTED));

        perform();

        assertThat(open()).isEmpty();
        assertThat(world.jdbc().queryForObject("SELECT count(*) FROM transfer_duty WHERE acted_at IS NULL", Long.class))
                .isZero();
    }

    @Test
    void isOneForManyArrivals() {
        arrive("r1");
        perform();
        int looked = world.rows("transfer_duty");

        arrive("r2");
        perform();

        assertThat(open()).hasSize(1);
        assertThat(world.rows("transfer_duty")).as("nothing more to look at").isEqualTo(looked);
    }

    @Test
    void isOneForManyArrivalsThatTwoGatewaysSeeAtOnce() {
        for (int record = 0; record < 20; record++) {
            ready("r" + record);
        }
        List<UUID> all = world.jdbc().queryForList("SELECT id FROM transfer", UUID.class);
        all.forEach(transfer -> world.settle(LedgerWorld.receivedBy(world.sending(transfer))));

        both(UseReportLedgerTest::perform);

        assertThat(open()).hasSize(1);
    }

    private static void both(java.util.function.Consumer<Ledger> work) {
        List<CompletableFuture<Boolean>> both = Stream.of(world.ledger(), anotherGateway())
                .map(gateway -> LedgerWorld.atOnce(() -> {
                    work.accept(gateway);
                    return true;
                }))
                .toList();
        both.forEach(CompletableFuture::join);
    }

    @Test
    void theNextPeriodFollowsTheOneBeforeWhileTheAgreementIsInForce() {
        arrive("r1");
        perform();
        reports.follow(10, owed -> IN_FORCE);
        assertThat(open()).as("not over yet").hasSize(1);
        pass(EVERY.plusDays(1));

        both(gateway -> gateway.useReports().follow(10, owed -> IN_FORCE));

        assertThat(open()).extracting(Owed::period).containsExactly(1, 2);
        Owed second = open().get(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.from()).isEqualTo(open().get(0).dueAt());
        assertThat(second.dueAt()).isEqualTo(second.from().plus(EVERY));
    }

    @Test
    void periodsThatNobodySawPassAreOne() {
        arrive("r1");
        perform();
        pass(EVERY.multipliedBy(5));

        reports.follow(10, owed -> IN_FORCE);
        reports.follow(10, owed -> IN_FORCE);

        assertThat(open()).hasSize(2);
        assertThat(open().get(1).dueAt()).isAfter(Instant.now());
        assertThat(open().get(1).from()).isEqualTo(open().get(0).dueAt());
    }

    @Test
    void nothingFollowsOnceTheAgreementIsOverUntilSomethingArrivesAgain() {
        arrive("r1");
        perform();
        pass(EVERY.plusDays(1));

        reports.follow(10, owed -> Optional.empty());
        reports.follow(10, owed -> IN_FORCE);
        assertThat(open())
                .as("what is owed stays owed")
                .extracting(Owed::period)
                .containsExactly(1);

        arrive("r2");
        perform();
        assertThat(open()).extracting(Owed::period).containsExactly(1, 2);
        assertThat(open().get(1).dueAt()).isAfter(Instant.now());
    }

    @Test
    void theCenterIsToldOnceThatAReportIsOverdue() {
        arrive("r1");
        perform();
        assertThat(reports.tell(10)).isZero();
        assertThat(overdue()).isZero();
        pass(EVERY.plusSeconds(1));

        both(gateway -> gateway.useReports().tell(10));
        reports.tell(10);

        assertThat(notices()).singleElement().satisfies(notice -> assertThat(notice)
                .contains("\"notice\":\"use_report_overdue\"", "\"agreement\":\"A1\"", "\"period\":1"));
        assertThat(overdue()).isEqualTo(1);
        assertThat(open().get(0).toldAt()).isNotNull();
    }

    private static long overdue() {
        return world.ledger().figures(Duration.ofSeconds(5)).overdueReports().count();
    }

    @Test
    void anOfficerClosesAPeriodOnceAlsoBeforeItIsDue() {
        arrive("r1");
        perform();

        assertThat(reports.close(LedgerWorld.AGREEMENT, 2, new byte[32], "seen", "officer-key"))
                .isFalse();
        assertThat(reports.close(LedgerWorld.AGREEMENT, 1, new byte[32], "seen", "officer-key"))
                .isTrue();
        assertThat(reports.close(LedgerWorld.AGREEMENT, 1, new byte[32], "seen", "officer-key"))
                .isFalse();

        assertThat(open()).isEmpty();
        assertThat(world.leaves("duty-closed")).isEqualTo(1);
        pass(EVERY.plusSeconds(1));
        reports.follow(10, owed -> IN_FORCE);
        assertThat(reports.tell(10)).as("of what was reported in time").isZero();
        assertThat(open())
                .as("the next one is owed all the same")
                .extracting(Owed::period)
                .containsExactly(2);
    }

    @Test
    void periodsOfOneAgreementAreNotPartedByPages() {
        world.jdbc()
                .update(
                        """
                        INSERT INTO use_report (agreement, period, version, center, platform, from_at, due_at, running)
                        SELECT a, p, 1, 'c', 'x', now(), now(), p = 3
                        FROM unnest(ARRAY['A1', 'A2', 'A3']) a, generate_series(1, 3) p
                        """);

        List<Owed> first = reports.open(null, 2);

        assertThat(first).extracting(Owed::agreement).containsExactly("A1", "A1", "A1");
        assertThat(reports.open("A1", 4)).hasSize(6);
        assertThat(reports.open("A3", 4)).isEmpty();
    }
}
