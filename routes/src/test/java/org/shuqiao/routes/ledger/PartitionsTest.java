package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.TestDatabase;

class PartitionsTest {
    private static final List<String> PARENTS = List.of(
            "submission",
            "submission_content",
            "transfer",
            "transfer_content",
            "delivery_manifest",
            "receipt",
            "log_leaf");

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void coverYesterdayAndTheTwoMonthsAfter() {
        YearMonth yesterday =
                YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC).minusDays(1));
        for (String parent : PARENTS) {
            for (int step = 0; step <= 2; step++) {
                YearMonth month = yesterday.plusMonths(step);
                assertThat(partitions())
                        .contains("%s_%d%02d".formatted(parent, month.getYear(), month.getMonthValue()));
            }
        }
    }

    @Test
    void areNotMadeTwice() {
        List<String> before = partitions();

        makePartitions(Instant.now().atOffset(ZoneOffset.UTC).minusDays(1).toString());

        assertThat(partitions()).isEqualTo(before);
    }

    @Test
    void followEachOtherWithoutAGapOverTheTurnOfTheYear() {
        makePartitions("2030-11-30T23:59:59Z");

        for (String instant : List.of(
                "2030-11-01T00:00:00Z",
                "2030-11-30T23:59:59.999Z",
                "2030-12-01T00:00:00Z",
                "2030-12-31T23:59:59.999Z",
                "2031-01-01T00:00:00Z",
                "2031-01-31T23:59:59.999Z")) {
            assertThat(partitionOf(Instant.parse(instant)))
                    .isEqualTo("submission_content_" + instant.substring(0, 4) + instant.substring(5, 7));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030-01-01T00:00:00Z", "2031-06-30T23:59:59.999Z", "1970-01-01T00:00:00Z"})
    void beginWithTheSmallestIdOfTheirInstant(String instant) {
        UUID floor = database.jdbc().queryForObject("SELECT uuid7_floor(?)", UUID.class, OffsetDateTime.parse(instant));

        assertThat(floor).isEqualTo(new UUID(Instant.parse(instant).toEpochMilli() << 16, 0));
    }

    private static void makePartitions(String instant) {
        database.jdbc().query("SELECT make_partitions(?, 2)", row -> {}, OffsetDateTime.parse(instant));
    }

    private static List<String> partitions() {
        return database.jdbc()
                .queryForList(
                        """
                        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
                        """,
                        String.class);
    }

    private static String partitionOf(Instant instant) {
        UUID id = new Uuid7(Clock.fixed(instant, ZoneOffset.UTC), new Random(1)).next();
        String partition = database.jdbc()
                .queryForObject(
                        """
                        INSERT INTO submission_content (id, salt, body) VALUES (?, '', '')
                        RETURNING (SELECT relname FROM pg_class WHERE oid = submission_content.tableoid)
                        """,
                        String.class,
                        id);
        return partition;
    }
}
