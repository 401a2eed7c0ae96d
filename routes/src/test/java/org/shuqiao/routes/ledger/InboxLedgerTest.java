package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.InboxLedger.Cursor;
import org.shuqiao.routes.ledger.InboxLedger.Figures;
import org.shuqiao.routes.ledger.InboxLedger.Unread;

/** What is in an inbox is read in order, by its center only, as often as it likes. */
class InboxLedgerTest {
    private static TestDatabase database;
    private static InboxLedger ledger;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", LedgerWorld.TIMES, TestDatabase.leaves()).inboxes();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static TestInbox inbox(String center) {
        return new TestInbox(database.jdbc(), center);
    }

    private static List<Long> places(String center, long after, int rows, int bytes) {
        return ledger.after(center, after, rows, bytes).stream()
                .map(InboxMessage::seq)
                .toList();
    }

    @Test
    void givesMessagesInOrderPageByPage() {
        inbox("PAGES").with("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");

        assertThat(places("PAGES", 0, 2, 1_000)).containsExactly(1L, 2L);
        assertThat(places("PAGES", 2, 2, 1_000)).containsExactly(3L);
        assertThat(places("PAGES", 3, 2, 1_000)).isEmpty();
        assertThat(ledger.after("PAGES", 1, 1, 1_000)).singleElement().satisfies(message -> {
            assertThat(message.payload()).asString().isEqualTo("{\"n\":2}");
            assertThat(message.recordId()).isEqualTo("B-2");
            assertThat(message.deletedAt()).isNull();
        });
    }

    @Test
    void knowsThePlaceOfAMessageToItsOwnCenterAlone() {
        inbox("PLACE").with("{}", "{}");
        UUID second = ledger.after("PLACE", 1, 1, 1_000).get(0).id();

        assertThat(ledger.place("PLACE", second)).hasValue(2L);
        assertThat(ledger.place("PAGES", second)).isEmpty();
        assertThat(ledger.place("PLACE", UUID.randomUUID())).isEmpty();
    }

    @Test
    void saysToItsOwnCenterWhatIsLeftOfItsMessages() {
        TestInbox inbox = inbox("SAYS").with("{\"n\":1}", "{\"n\":2}");
        List<UUID> both =
                ledger.after("SAYS", 0, 2, 1_000).stream().map(InboxMessage::id).toList();
        inbox.delete(1);

        assertThat(ledger.payloads("SAYS", both))
                .containsOnlyKeys(both.get(1))
                .allSatisfy((id, payload) -> assertThat(payload).asString().isEqualTo("{\"n\":2}"));
        assertThat(ledger.payloads("PAGES", both)).isEmpty();
        assertThat(ledger.payloads("SAYS", List.of())).isEmpty();
    }

    @Test
    void endsAPageAtItsBytesButNeverBeforeTheFirstMessage() {
        String large = "{\"pad\":\"" + "x".repeat(600) + "\"}";
        inbox("BYTES").with(large, large, large, "{}");

        assertThat(places("BYTES", 0, 100, 100)).containsExactly(1L);
        assertThat(places("BYTES", 0, 100, 1_000)).containsExactly(1L, 2L);
        assertThat(places("BYTES", 2, 100, 1_000)).containsExactly(3L, 4L);
    }

    @Test
    void saysWhenAPayloadWasDeletedAndKeepsItsPlace() {
        TestInbox inbox = inbox("DELETED").with("{}", "{}");
        inbox.delete(1);

        assertThat(ledger.after("DELETED", 0, 10, 1_000)).hasSize(2).first().satisfies(message -> {
            assertThat(message.payload()).isNull();
            assertThat(message.deletedAt()).isNotNull();
        });
    }

    @Test
    void acknowledgesForwardOnlyAndNothingThatIsNotThere() {
        inbox("ACK").with("{}", "{}", "{}");

        assertThat(ledger.acknowledge("ACK", 2)).hasValue(new Cursor(3, 2));
        assertThat(ledger.acknowledge("ACK", 1)).as("moves forward only").hasValue(new Cursor(3, 2));
        assertThat(ledger.acknowledge("ACK", 4)).as("a place of another inbox").isEmpty();
        assertThat(ledger.cursor("ACK")).isEqualTo(new Cursor(3, 2));
    }

    @Test
    void anInboxWithoutMessagesIsAtItsBeginning() {
        inbox("EMPTY");

        assertThat(ledger.cursor("EMPTY")).isEqualTo(new Cursor(0, 0));
        assertThat(ledger.acknowledge("EMPTY", 0)).hasValue(new Cursor(0, 0));
        assertThat(ledger.acknowledge("EMPTY", 1)).isEmpty();
        assertThat(ledger.heads(List.of("EMPTY"))).isEmpty();
    }

    @Test
    void knowsTheHeadsOfManyInboxesAtOnce() {
        inbox("HEAD-1").with("{}");
        inbox("HEAD-2").with("{}", "{}");

        assertThat(ledger.heads(List.of("HEAD-1", "HEAD-2", "NOBODY"))).isEqualTo(Map.of("HEAD-1", 1L, "HEAD-2", 2L));
    }

    @Test
    void countsFromTheFirstMessageThatNobodyAcknowledged() {
        Instant now = Instant.now();
        TestInbox late = inbox("LATE");
        late.append("{}", now.minus(Duration.ofDays(30)));
        late.append("{}", now.minus(Duration.ofDays(20)));
        late.append("{}", now);
        ledger.acknowledge("LATE", 1);

        Unread unread = ledger.unread(1).get(0);
        assertThat(unread.center()).isEqualTo("LATE");
        assertThat(unread.ackedSeq()).isEqualTo(1);
        assertThat(unread.lastSeq()).isEqualTo(3);
        assertThat(unread.oldestAt()).isBetween(now.minus(Duration.ofDays(21)), now.minus(Duration.ofDays(19)));
        Figures figures = ledger.figures(now.minus(Duration.ofDays(7)));
        assertThat(figures.neglected()).isEqualTo(1);
        assertThat(figures.unread()).isGreaterThanOrEqualTo(2);
        assertThat(figures.oldestAt()).isEqualTo(unread.oldestAt());
        assertThat(figures.oldestOf()).isEqualTo("LATE");

        ledger.acknowledge("LATE", 3);
        assertThat(ledger.unread(100)).extracting(Unread::center).doesNotContain("LATE");
        assertThat(ledger.figures(now.minus(Duration.ofDays(7))).neglected()).isZero();
    }
}
