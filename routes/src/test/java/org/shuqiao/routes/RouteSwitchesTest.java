package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.RouteView.State;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.SwitchLedger.Position;

/** Switches of two gateways on one ledger: one with routes, and one that only reports. */
class RouteSwitchesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private static TestDatabase database;

    private final Ledger ledger = ledger("gateway-1");
    private final Ledger other = ledger("gateway-2");
    private final AtomicInteger ticks = new AtomicInteger();
    private volatile CountDownLatch work = new CountDownLatch(0);
    private volatile CountDownLatch inside = work;
    private DefaultCamelContext camel;
    private RouteSwitches switches;
    private RouteDesk desk;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Ledger ledger(String gateway) {
        return new Ledger(database.dataSource(), gateway, TIMES, TestDatabase.leaves());
    }

    @BeforeEach
    void start() throws Exception {
        database.clear();
        ledger.operations().register(List.of("qingdao"));
        startGateway();
    }

    private void startGateway() throws Exception {
        camel = new DefaultCamelContext();
        camel.getInflightRepository().setInflightBrowseEnabled(true);
        switches = new RouteSwitches(camel, ledger.switches());
        desk = new RouteDesk(
                camel,
                ledger.switches(),
                ledger.operations(),
                List.of("qingdao"),
                switches,
                new LastFailures(Clock.systemUTC()),
                Clock.systemUTC());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:tick?delay=0&period=5").routeId("tick").process(exchange -> {
                    CountDownLatch mine = work;
                    inside = mine;
                    ticks.incrementAndGet();
                    mine.await();
                });
                from("direct:door").routeId("door").process(exchange -> {});
                from("direct:deliver").routeId("deliver-qingdao").process(exchange -> {});
                from("direct:prepare-transfer").routeId("prepare-transfer").process(exchange -> {});
                from("timer:follow?delay=0&period=50")
                        .routeId("follow-switches")
                        .bean(switches, "follow");
            }
        });
        switches.beforeStart();
        camel.start();
    }

    @AfterEach
    void stop() {
        work.countDown();
        camel.stop();
    }

    private State state(String route) {
        return desk.routes().stream()
                .filter(view -> view.id().equals(route))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void awaitTicks() {
        int now = ticks.get();
        await().atMost(SOON).until(() -> ticks.get() > now);
    }

    private void awaitQuiet() {
        await().atMost(SOON).until(() -> switches.isSuspended(camel.getRoute("tick")));
        await().atMost(SOON).until(() -> camel.getInflightRepository().size("tick") == 0);
        int now = ticks.get();
        await().during(Duration.ofMillis(100)).atMost(SOON).until(() -> ticks.get() == now);
    }

    @Test
    void aPausedRouteTakesNothingUntilItIsResumed() {
        awaitTicks();

        desk.pause("tick", "maintenance", "op");
        awaitQuiet();
        assertThat(desk.routes())
                .filteredOn(view -> view.id().equals("tick"))
                .singleElement()
                .satisfies(view -> {
                    assertThat(view.state()).isEqualTo(State.PAUSED);
                    assertThat(view.reason()).isEqualTo("maintenance");
                    assertThat(view.exchanges()).isPositive();
                });

        desk.resume("tick", "op");
        awaitTicks();
        assertThat(state("tick")).isEqualTo(State.RUNNING);
    }

    @Test
    void aPauseSurvivesARestart() throws Exception {
        desk.pause("tick", "maintenance", "op");
        awaitQuiet();
        camel.stop();
        int before = ticks.get();

        startGateway();

        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> ticks.get() == before);
        assertThat(state("tick")).isEqualTo(State.PAUSED);
        desk.resume("tick", "op");
        awaitTicks();
    }

    @Test
    void aRouteIsDrainedOnceNothingIsUnderWay() {
        work = new CountDownLatch(1);
        await().atMost(SOON).until(() -> inside == work);

        desk.drain("tick", "update", "op");
        await().atMost(SOON).until(() -> switches.isSuspended(camel.getRoute("tick")));
        assertThat(state("tick")).isEqualTo(State.DRAINING);

        work.countDown();
        await().atMost(SOON).until(() -> state("tick") == State.DRAINED);
    }

    @Test
    void aRouteIsDrainedOnlyWhenItIsSoOnEveryGateway() {
        other.switches().report(Map.of());
        desk.drain("tick", "update", "op");
        awaitQuiet();
        other.switches().report(Map.of()); // Who has said nothing for ten seconds is taken for dead.
        assertThat(state("tick")).isEqualTo(State.DRAINING);

        other.switches().report(Map.of("tick", 2));
        assertThat(state("tick")).isEqualTo(State.DRAINING);

        other.switches().report(Map.of("tick", 0));
        await().atMost(SOON).until(() -> state("tick") == State.DRAINED);
    }

    @Test
    void aDeadGatewayIsNotWaitedFor() {
        other.switches().report(Map.of("tick", 2));
        database.jdbc()
                .update("UPDATE gateway_seen SET seen_at = now() - interval '11 seconds' WHERE gateway = 'gateway-2'");
        desk.drain("tick", "update", "op");

        await().atMost(SOON).until(() -> state("tick") == State.DRAINED);
    }

    @Test
    void aSwitchOfAnotherGatewayIsFollowed() {
        other.switches().switchOff("tick", Position.PAUSED, "maintenance", "op");
        awaitQuiet();

        other.switches().switchOn("tick", "op");
        awaitTicks();
    }

    @Test
    void aClosedDoorRefuses() {
        switches.requireOpen("door");

        desk.pause("door", "maintenance", "op");

        await().atMost(SOON).untilAsserted(() -> assertThatThrownBy(() -> switches.requireOpen("door"))
                .isInstanceOfSatisfying(Failure.class, refused -> {
                    assertThat(refused.code()).isEqualTo(FailureCode.ROUTE_PAUSED);
                    assertThat(refused.facts()).containsKey("retryAfterSeconds");
                }));
    }

    @Test
    void aPlatformAndItsRouteHaveOneSwitch() {
        ledger.operations().pause("qingdao", "their maintenance", "op");
        assertThat(state("deliver-qingdao")).isEqualTo(State.PAUSED);

        desk.drain("deliver-qingdao", "update", "op");
        assertThat(ledger.operations().platforms()).singleElement().satisfies(platform -> {
            assertThat(platform.paused()).isTrue();
            assertThat(platform.draining()).isTrue();
            assertThat(platform.pauseReason()).isEqualTo("update");
        });
        assertThat(state("deliver-qingdao")).isEqualTo(State.DRAINED);

        desk.resume("deliver-qingdao", "op");
        assertThat(state("deliver-qingdao")).isEqualTo(State.RUNNING);
        assertThat(ledger.switches().off()).isEmpty();
    }

    @Test
    void everyActIsWrittenDownWithItsReason() {
        desk.pause("tick", "maintenance", "op-1");
        desk.resume("tick", "op-2");
        desk.resume("tick", "op-2");
        desk.drain("deliver-qingdao", "update", "op-3");

        assertThat(database.jdbc()
                        .queryForList(
                                "SELECT action || ' ' || target || ' ' || reason || ' ' || actor FROM operator_act ORDER BY id",
                                String.class))
                .containsExactly("pause tick maintenance op-1", "resume tick  op-2", "drain qingdao update op-3");
        assertThat(database.jdbc()
                        .queryForObject(
                                "SELECT count(*)::int FROM log_leaf WHERE type = 'operator-action'", Integer.class))
                .isEqualTo(3);
    }

    @Test
    void whatMayNotBeSwitchedIsRefused() {
        assertThatThrownBy(() -> desk.pause("prepare-transfer", "x", "op")).hasMessage("WRONG_STATE");
        assertThatThrownBy(() -> desk.drain("follow-switches", "x", "op")).hasMessage("WRONG_STATE");
        assertThatThrownBy(() -> desk.pause("nowhere", "x", "op")).hasMessage("NOT_FOUND");
        assertThatThrownBy(() -> desk.resume("nowhere", "op")).hasMessage("NOT_FOUND");
    }
}
