package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Readiness names what is missing. What takes a whole server away is in {@link OutageTest}. */
@ExtendWith(OneGateway.class)
class ReadinessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final GatewayUnderTest gateway;

    ReadinessTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    private Answer readiness() {
        return gateway.anonymous().get("/actuator/health/readiness");
    }

    private JsonNode can() {
        return readiness().json().at("/components/journeys/details/can");
    }

    private void awaitCan(String what, boolean expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(can().path(what).booleanValue()).isEqualTo(expected));
    }

    @Test
    void canDoEverything() {
        await().atMost(SOON).untilAsserted(() -> assertThat(can().toString())
                .contains("\"sign\":true", "\"log\":true", "\"store\":true", "\"hint\":true"));
    }

    @Test
    void cannotStoreInADatabaseThatTakesNothing() {
        gateway.sql()
                .execute(
                        """
                        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$;
                        CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON gateway_seen EXECUTE FUNCTION full_disk()
                        """);
        try {
            await().atMost(SOON).untilAsserted(() -> {
                Readiness readiness = Readiness.of(gateway);
                assertThat(readiness.can("store")).isFalse();
                assertThat(readiness.can("hint")).isTrue();
                assertThat(readiness.status()).isEqualTo(503);
            });
            gateway.anonymous().get("/actuator/health/liveness").expect(200);
        } finally {
            gateway.sql().execute("DROP TRIGGER full_disk ON gateway_seen; DROP FUNCTION full_disk()");
        }
        awaitCan("store", true);
    }

    /** Anybody may ask, so asking writes nothing and keeps nobody from the ledger. */
    @Test
    void isLookedAtOnceHoweverManyAsk() throws Exception {
        TestCenter center = gateway.newCenter();
        gateway.sql()
                .execute(
                        """
                        CREATE TABLE seen_so_often (at timestamptz);
                        CREATE FUNCTION count_seen() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN INSERT INTO seen_so_often VALUES (now()); RETURN NULL; END $$;
                        CREATE TRIGGER count_seen AFTER UPDATE ON gateway_seen FOR EACH ROW EXECUTE FUNCTION count_seen()
                        """);
        ExecutorService callers = Executors.newFixedThreadPool(50);
        try {
            long start = System.nanoTime();
            List<Future<Answer>> answers = callers.invokeAll(Collections.nCopies(200, this::readiness));
            center.submit("activity", center.activity()).expect(202);
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isIn(200, 503);
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
            assertThat(gateway.sql().queryForObject("SELECT count(*) FROM seen_so_often", Long.class))
                    .as("by those who watch, in %s s", seconds)
                    .isLessThan(10 + 5 * seconds);
        } finally {
            callers.shutdownNow();
            gateway.sql()
                    .execute(
                            "DROP TRIGGER count_seen ON gateway_seen; DROP FUNCTION count_seen(); DROP TABLE seen_so_often");
        }
    }

    @Test
    void cannotSignWithoutAStatementKey() {
        gateway.sql().update("UPDATE key_store SET state = 'CERTIFIED' WHERE role = 'STATEMENT' AND state = 'ACTIVE'");
        try {
            awaitCan("sign", false);
            readiness().expect(503);
        } finally {
            gateway.sql()
                    .update(
                            """
                            UPDATE key_store SET state = 'ACTIVE'
                            WHERE role = 'STATEMENT' AND state = 'CERTIFIED' AND activate_at IS NOT NULL
                            """);
        }
        awaitCan("sign", true);
        await().atMost(SOON).until(() -> readiness().status() == 200);
    }
}
