package org.shuqiao.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TestInbox;
import org.slf4j.LoggerFactory;

/** A center that does not collect is told of once, and its messages stay where they are. */
class CountUnreadTest {
    private static final Duration WARN_AGE = Duration.ofDays(7);
    private static final Duration ANY = Duration.ofSeconds(1);

    private final Instant now = Instant.now();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CountUnread.class);
    private TestDatabase database;
    private InboxLedger ledger;
    private CountUnread count;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", new Ledger.Times(ANY, ANY, ANY), TestDatabase.leaves())
                .inboxes();
        count = new CountUnread(ledger, WARN_AGE, Clock.systemUTC());
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

    private List<String> warnings() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void isAtZeroWhereNothingIsUnread() {
        count.count();

        assertThat(count.figures()).isEqualTo(InboxLedger.Figures.NONE);
        assertThat(count.oldest()).isZero();
    }

    @Test
    void warnsOnceOfWhatIsLeftLyingAndAgainOnlyAfterItWasRead() {
        TestInbox fresh = new TestInbox(database.jdbc(), "FRESH").with("{}");
        TestInbox old = new TestInbox(database.jdbc(), "OLD");
        old.append("{\"phone\":\"13800000000\"}", now.minus(WARN_AGE).minusSeconds(60));
        old.append("{}", now);

        count.count();
        count.count();

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("OLD", "2 messages")
                .doesNotContain("1380000");
        assertThat(count.figures().neglected()).isEqualTo(1);
        assertThat(count.figures().unread()).isEqualTo(3);
        assertThat(count.oldest()).isGreaterThan(WARN_AGE);
        assertThat(ledger.after(old.center(), 0, 10, 1_000))
                .as("nothing is lost")
                .hasSize(2);

        ledger.acknowledge(old.center(), 2);
        ledger.acknowledge(fresh.center(), 1);
        count.count();
        assertThat(count.figures().unread()).isZero();
        old.append("{}", now.minus(WARN_AGE).minusSeconds(60));
        count.count();
        assertThat(warnings()).hasSize(2);
    }
}
