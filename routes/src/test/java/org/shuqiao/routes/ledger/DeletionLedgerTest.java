package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogHash;

class DeletionLedgerTest {
    private static final byte[] PAYLOAD = "{\"leader\":{\"name\":\"陈*\"}}".getBytes(StandardCharsets.UTF_8);
    private static final Instant DUE = Visitors.START.plus(Duration.ofDays(30));

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private Visitors visitors;

    @BeforeEach
    void visitors() {
        visitors = new Visitors(world);
    }

    private UUID message(String dataset, String record, Instant deleteAt) {
        UUID id = world.newId();
        byte[] chain = Sm3.digest(PAYLOAD);
        world.jdbc()
                .update(
                        "INSERT INTO signing_chain (fingerprint, pem) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        chain,
                        chain);
        world.jdbc()
                .update(
                        """
                        INSERT INTO return_batch (platform, batch_id, id, dataset, body_hash, rows, accepted, http_status,
                                                  receipt, signature, signing_chain, received_at)
                        VALUES (?, ?, ?, ?, ?, 1, 1, 200, ?, ?, ?, now())
                        """,
                        LedgerWorld.PLATFORM,
                        id.toString(),
                        id,
                        dataset,
                        chain,
                        PAYLOAD,
                        chain,
                        chain);
        world.jdbc().update("INSERT INTO inbox (center) VALUES (?) ON CONFLICT DO NOTHING", LedgerWorld.CENTER);
        world.jdbc()
                .update(
                        """
                        INSERT INTO inbox_message (id, center, seq, platform, dataset, record_id, version, batch, agreement,
                            agreement_version, decision, salt, original_hash, payload, payload_hash, statement, signature,
                            signing_chain, received_at, delete_at)
                        VALUES (?, ?, (SELECT count(*) FROM inbox_message), ?, ?, ?, 1, ?, 'A1', 1, '{}', ?, ?, ?, ?, ?, ?, ?,
                                now(), ?)
                        """,
                        id,
                        LedgerWorld.CENTER,
                        LedgerWorld.PLATFORM,
                        dataset,
                        record,
                        id,
                        chain,
                        chain,
                        PAYLOAD,
                        Sm3.digest(PAYLOAD),
                        PAYLOAD,
                        chain,
                        chain,
                        deleteAt.atOffset(ZoneOffset.UTC));
        return id;
    }

    /** The ledger of a gateway whose clock shows this time. */
    private static DeletionLedger at(Instant time) {
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        Leaves leaves = new Leaves(new Uuid7(Clock.systemUTC(), new SecureRandom()), LogHash.SM3, clock);
        return new Ledger(world.database().dataSource(), "gateway-1", LedgerWorld.TIMES, leaves).deletions();
    }

    private boolean isDeleted(UUID message) {
        return world.jdbc()
                .queryForObject(
                        "SELECT payload IS NULL AND deleted_at IS NOT NULL FROM inbox_message WHERE id = ?",
                        Boolean.class,
                        message);
    }

    private List<String> leavesOf(UUID message) {
        return world.jdbc()
                .query(
                        "SELECT leaf FROM log_leaf WHERE subject = ? AND type = 'deletion'",
                        (row, n) -> new String(row.getBytes(1), StandardCharsets.UTF_8),
                        message);
    }

    @Test
    void deletesContactDataThirtyDaysAfterTheVisitWithALeafThatProvesIt() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 1);
        UUID message = message("booking", "b1", DUE);

        assertThat(at(DUE.minusSeconds(1)).deleteDue(10)).isZero();
        assertThat(isDeleted(message)).isFalse();
        assertThat(at(DUE).deleteDue(10)).isEqualTo(1);

        assertThat(isDeleted(message)).isTrue();
        assertThat(leavesOf(message)).singleElement().satisfies(leaf -> assertThat(leaf)
                .contains(HexFormat.of().formatHex(Sm3.digest(PAYLOAD)), "contact-30-days-after-visit"));
        assertThat(at(DUE).deleteDue(10)).isZero();
    }

    @Test
    void deletesEarlierWhereTheAgreementSaysSo() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 1);
        UUID booking = message("booking", "b1", DUE.minus(Duration.ofDays(3)));
        UUID other = message("showcase_content", "n1", DUE.minus(Duration.ofDays(3)));

        assertThat(at(DUE).deleteDue(10)).isEqualTo(2);

        assertThat(leavesOf(booking)).singleElement().satisfies(leaf -> assertThat(leaf)
                .contains("agreement-retention"));
        assertThat(leavesOf(other)).singleElement().satisfies(leaf -> assertThat(leaf)
                .contains("agreement-retention"));
    }

    @Test
    void deletesNoMoreAtOnceThanItIsTold() {
        message("booking", "b1", DUE);
        message("booking", "b2", DUE);

        assertThat(at(DUE).deleteDue(1)).isEqualTo(1);
        assertThat(at(DUE).deleteDue(1)).isEqualTo(1);
        assertThat(at(DUE).deleteDue(1)).isZero();
    }

    private Instant deleteAt(UUID message) {
        return world.jdbc()
                .queryForObject("SELECT delete_at FROM inbox_message WHERE id = ?", OffsetDateTime.class, message)
                .toInstant();
    }

    private void retain(UUID message, Instant until) {
        world.jdbc()
                .update(
                        "UPDATE inbox_message SET retain_until = ? WHERE id = ?",
                        until.atOffset(ZoneOffset.UTC),
                        message);
    }

    @Test
    void contactDataIsKeptForTheDayToWhichASlotWasMoved() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 1);
        visitors.book("gone", "s1", 1);
        visitors.decide("gone", BookingState.REJECTED);
        UUID visit = message("booking", "b1", DUE);
        UUID rejected = message("booking", "gone", DUE);
        UUID bound = message("booking_change", "b1", DUE);
        retain(bound, DUE.plus(Duration.ofDays(2)));
        UUID agreed = message("booking", "agreed-earlier", DUE.minus(Duration.ofDays(3)));

        visitors.slot("s1", 2, 5, Visitors.START.plus(Duration.ofDays(7)), true);
        assertThat(deleteAt(visit)).isEqualTo(DUE.plus(Duration.ofDays(7)));
        assertThat(deleteAt(bound)).as("as long as its agreement says").isEqualTo(DUE.plus(Duration.ofDays(2)));
        assertThat(deleteAt(rejected)).as("nobody comes any more").isEqualTo(DUE);
        assertThat(deleteAt(agreed)).isEqualTo(DUE.minus(Duration.ofDays(3)));

        visitors.slot("s1", 3, 5, Visitors.START.minus(Duration.ofDays(1)), true);
        assertThat(deleteAt(visit)).isEqualTo(DUE.minus(Duration.ofDays(1)));
        assertThat(deleteAt(bound)).isEqualTo(DUE.minus(Duration.ofDays(1)));

        visitors.slot("s1", 4, 5, Visitors.START.plus(Duration.ofDays(1)), true);
        assertThat(deleteAt(bound)).isEqualTo(DUE.plus(Duration.ofDays(1)));
    }

    @Test
    void whatARevocationWantsDeletedNowIsNotKeptBecauseASlotMoves() {
        visitors.slot("s1", 5);
        visitors.book("b1", "s1", 1);
        UUID message = message("booking", "b1", Visitors.NOW);

        visitors.slot("s1", 2, 5, Visitors.START.plus(Duration.ofDays(7)), true);

        assertThat(deleteAt(message)).isEqualTo(Visitors.NOW);
    }
}
