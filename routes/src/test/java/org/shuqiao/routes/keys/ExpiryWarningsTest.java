package org.shuqiao.routes.keys;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.Uuid7;
import org.slf4j.LoggerFactory;

/** Certificates that end are told of in time, once each time. */
class ExpiryWarningsTest {

    /** Development certificates are valid for ten years, so an authority of the past issues one that ends soon. */
    private static final Duration VALID_FOR = Duration.ofDays(3_650);

    private static final Duration LEFT = Duration.ofDays(40);

    @TempDir
    private Path dir;

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final SettableClock clock = new SettableClock(begin);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ExpiryWarnings.class);
    private TestDatabase database;
    private TestKeys keys;
    private KeyStore store;
    private ExpiryWarnings warnings;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.fresh();
        Duration any = Duration.ofSeconds(1);
        Leaves leaves = new Leaves(new Uuid7(clock, new SecureRandom()), LogHash.SM3, clock);
        keys = new TestKeys(
                new Ledger(database.dataSource(), "gateway-1", new Ledger.Times(any, any, any), leaves),
                DevelopmentAuthority.openOrCreate(
                        dir, new SettableClock(begin.minus(VALID_FOR).plus(LEFT)), new SecureRandom()),
                clock);
        store = keys.open("gateway-1");
        keys.rotate(store, Role.STATEMENT, "gateway-1");
        warnings = new ExpiryWarnings(store, clock);
        lines.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        database.close();
    }

    @Test
    void warnsThirtySevenAndOneDayBeforeAndWhenItHasHappened() {
        assertThat(linesAfter(Duration.ofDays(9))).isEmpty();
        assertThat(warnings.near()).isEmpty();
        assertThat(linesAfter(Duration.ofDays(1))).hasSize(1);
        assertThat(linesAfter(Duration.ofDays(10))).isEmpty();
        assertThat(warnings.near()).singleElement().satisfies(near -> assertThat(near.left())
                .isEqualTo(Duration.ofDays(20)));
        assertThat(linesAfter(Duration.ofDays(13))).hasSize(1);
        assertThat(linesAfter(Duration.ofDays(6))).hasSize(1);
        assertThat(linesAfter(Duration.ofHours(12))).isEmpty();
        assertThat(linesAfter(Duration.ofHours(12))).singleElement().asString().contains("ended", "STATEMENT");
        clock.advance(Duration.ofSeconds(1));
        store.refresh();
        assertThat(store.missing()).contains(Role.STATEMENT);
    }

    @Test
    void tellsOfTheOldKeyNoMoreOnceItIsRetired() {
        clock.advance(Duration.ofDays(35));
        keys.office(store).retire(store.keys().get(0).id(), "rotated", TestKeys.OFFICER);

        assertThat(warnings.near()).isEmpty();
        assertThat(linesAfter(Duration.ofDays(10))).isEmpty();
    }

    @Test
    void tellsNothingOfTheStatementKeysOfOtherGateways() {
        keys.rotate(store, Role.STATEMENT, "gateway-2");
        keys.rotate(store, Role.LOG, "");

        clock.advance(Duration.ofDays(35));

        assertThat(warnings.near()).extracting(ExpiryWarnings.Near::owner).containsExactlyInAnyOrder("gateway-1", "");
    }

    private List<String> linesAfter(Duration time) {
        clock.advance(time);
        lines.list.clear();
        warnings.look();
        warnings.look();
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
