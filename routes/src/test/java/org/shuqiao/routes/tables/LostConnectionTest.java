package org.shuqiao.routes.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.routes.tables.TableWorld.deposit;
import static org.shuqiao.routes.tables.TableWorld.otherwise;
import static org.shuqiao.routes.tables.TableWorld.row;
import static org.shuqiao.routes.tables.TableWorld.send;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.Deposit;
import org.shuqiao.routes.platforms.Envelope;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;

/** The connection is lost at every call that reaches the database, before and after the call has worked there. */
class LostConnectionTest {
    private static final CutDriver DRIVER = new CutDriver();

    @TempDir
    static Path home;

    private static TableWorld world;
    private static TablePlace place;

    @BeforeAll
    static void start() throws Exception {
        DriverManager.registerDriver(DRIVER);
        world = new TableWorld(home);
        place = world.place(CutDriver.PREFIX + world.database.address().get(0).substring("jdbc:".length()), 20_000);
    }

    @AfterAll
    static void stop() throws Exception {
        place.close();
        world.close();
        DriverManager.deregisterDriver(DRIVER);
    }

    /** Calls of one deposit where nothing is cut. */
    private static int calls(boolean resend) {
        world.sql("DELETE FROM exchange");
        DRIVER.heal();
        send(place, deposit(resend, row("a"), row("b"), row("c")));
        return DRIVER.calls();
    }

    @Test
    void aDepositIsNeverTakenForThereOrNotThereWronglyAndNeverTwiceThere() {
        for (boolean resend : new boolean[] {false, true}) {
            int calls = calls(resend);
            assertThat(calls).isGreaterThan(2);
            for (int call = 1; call <= calls; call++) {
                cutAndRepeat(resend, call, false);
                cutAndRepeat(resend, call, true);
            }
        }
    }

    private static void cutAndRepeat(boolean resend, int call, boolean after) {
        world.sql("DELETE FROM exchange");
        Deposit deposit = deposit(resend, row("a"), row("b"), row("c"));
        DRIVER.cutAt(call, after);
        PlatformAnswer<Envelope> answer = send(place, deposit);
        DRIVER.heal();
        String where =
                "cut %s call %d of a %s".formatted(after ? "after" : "at", call, resend ? "resend" : "first send");
        Set<String> there = world.keys();
        if (answer instanceof PlatformAnswer.NotConnected) {
            assertThat(there).as(where).isEmpty();
        } else {
            Map<UUID, Laid> otherwise = otherwise(answer);
            for (Deposit.Row row : deposit.rows()) {
                Laid laid = otherwise.get(row.key());
                if (laid != Laid.UNSURE) {
                    assertThat(there.contains(row.key().toString())).as(where).isEqualTo(laid == null);
                }
            }
        }
        assertThat(otherwise(send(place, deposit(true, deposit.rows().toArray(Deposit.Row[]::new)))))
                .as(where)
                .isEmpty();
        assertThat(world.column("transfer_id"))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(
                        deposit.rows().stream().map(row -> row.key().toString()).toList());
        assertThat(world.column("retry")).as(where).containsOnly("0");
    }

    @Test
    void whatIsCollectedIsNeverLost() throws PlaceFailed {
        Collector collector = place.collector().orElseThrow();
        for (int call = 1; call <= 6; call++) {
            for (boolean after : new boolean[] {false, true}) {
                DRIVER.heal();
                world.sql("DELETE FROM exchange");
                Deposit deposit = deposit(false, row("a"), row("b"));
                send(place, deposit);
                world.done("receipt", "signature");
                DRIVER.cutAt(call, after);
                Stream<Collected> first = collectAndMark(collector);
                DRIVER.heal();
                Set<String> all = Stream.concat(first, collectAndMark(collector))
                        .map(Collected::source)
                        .collect(Collectors.toSet());
                assertThat(all).hasSize(2);
                assertThat(world.column("collected")).containsOnly("1");
            }
        }
    }

    private static Stream<Collected> collectAndMark(Collector collector) {
        Stream.Builder<Collected> collected = Stream.builder();
        try {
            for (Collected one : collector.collect(10, sources -> Set.of())) {
                collected.add(one);
                collector.done(one);
            }
        } catch (PlaceFailed lost) {
            // The same is there again.
        }
        return collected.build();
    }
}
