package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What a center sees of its slots and bookings, and how it decides on them. */
public final class BookingLedger {
    static final String WAITING =
            """
            SELECT b.* FROM booking b JOIN slot s ON s.center = b.center AND s.slot_id = b.slot_id
            WHERE b.center = ? AND b.state = 'REQUESTED' ORDER BY s.starts_at, b.message LIMIT ?
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final SubmissionLedger submissions;
    private final Slots slots;

    BookingLedger(JdbcTemplate jdbc, TransactionTemplate transaction, SubmissionLedger submissions) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.submissions = submissions;
        this.slots = new Slots(jdbc);
    }

    /**
     * @param submission that this version of it came with
     * @param elsewhere places that the center has given away itself
     * @param held places that bookings hold
     */
    public record SlotView(
            String id,
            long version,
            UUID submission,
            String title,
            String venue,
            Instant startsAt,
            Instant endsAt,
            int capacity,
            int elsewhere,
            int held,
            boolean open) {}

    /**
     * @param message the inbox message that it came with
     * @param decision how many decisions have been made on it
     */
    public record Booking(
            String id,
            String platform,
            String slot,
            BookingState state,
            int headcount,
            Instant visitAt,
            UUID message,
            Instant requestedAt,
            Instant changedAt,
            long decision) {}

    /**
     * Which bookings; what is null is not asked for.
     *
     * @param from of visits, inclusive
     * @param to of visits, exclusive
     */
    public record Query(
            @Nullable String slot, @Nullable BookingState state, @Nullable Instant from, @Nullable Instant to) {}

    /**
     * A decision as it is about to be made.
     *
     * @param booking in its new state
     * @param region of the center
     */
    public record Decided(String center, String region, Booking booking) {}

    /**
     * In the order of their start.
     *
     * @param from only slots that end after this
     * @param after id of the last slot of the page before; null for the first
     */
    public List<SlotView> slots(String center, Instant from, @Nullable String after, int limit) {
        return jdbc.query(
                """
                SELECT s.* FROM slot s LEFT JOIN slot a ON a.center = s.center AND a.slot_id = ?
                WHERE s.center = ? AND s.ends_at > ?
                  AND (a.slot_id IS NULL OR (s.starts_at, s.slot_id) > (a.starts_at, a.slot_id))
                ORDER BY s.starts_at, s.slot_id LIMIT ?
                """,
                BookingLedger::slot,
                after,
                center,
                from.atOffset(ZoneOffset.UTC),
                limit);
    }

    public Optional<SlotView> slot(String center, String id) {
        return jdbc
                .query("SELECT * FROM slot WHERE center = ? AND slot_id = ?", BookingLedger::slot, center, id)
                .stream()
                .findFirst();
    }

    /**
     * Newest request first. Only what is asked for stands in the statement, so that an index leads to it.
     *
     * @param before message of the last booking of the page before; null for the first
     */
    public List<Booking> bookings(String center, Query query, @Nullable UUID before, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM booking WHERE center = ?");
        List<Object> arguments = new ArrayList<>(List.of(center));
        fit(sql, "message < ?", before, arguments);
        fit(sql, "slot_id = ?", query.slot(), arguments);
        fit(sql, "state = ?", query.state() == null ? null : query.state().name(), arguments);
        fit(sql, "visit_at >= ?", query.from() == null ? null : query.from().atOffset(ZoneOffset.UTC), arguments);
        fit(sql, "visit_at < ?", query.to() == null ? null : query.to().atOffset(ZoneOffset.UTC), arguments);
        arguments.add(limit);
        return jdbc.query(sql + " ORDER BY message DESC LIMIT ?", BookingLedger::booking, arguments.toArray());
    }

    private static void fit(StringBuilder sql, String condition, @Nullable Object value, List<Object> arguments) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            arguments.add(value);
        }
    }

    /** Those on which nobody has decided, the slot that begins next first: then they expire, however late in it their visit is. */
    public List<Booking> waiting(String center, int limit) {
        return jdbc.query(WAITING, BookingLedger::booking, center, limit);
    }

    public Optional<Booking> booking(String center, String id) {
        return jdbc
                .query("SELECT * FROM booking WHERE center = ? AND booking_id = ?", BookingLedger::booking, center, id)
                .stream()
                .findFirst();
    }

    /**
     * Moves a booking to where its center wants it and stores the submission that tells its platform, both or neither.
     *
     * @param telling makes that submission
     * @return the submission
     * @throws Failure {@link FailureCode#NOT_FOUND}, or {@link FailureCode#WRONG_STATE} with the legal states where it cannot move there
     */
    public UUID decide(String center, String id, BookingState to, Function<Decided, NewSubmission> telling) {
        return AfterDeadlock.tryAgain(transaction, () -> {
            Booking booking = lock(center, id);
            if (!booking.state().decisions().contains(to)) {
                throw new Failure(
                        FailureCode.WRONG_STATE,
                        Map.of("what", "booking", "state", booking.state().name(), "legal", names(booking.state())));
            }
            return moveAndTell(center, booking, to, telling);
        });
    }

    /**
     * Gives the places back that requests hold on which nobody had decided when their slot began, and stores what tells their platforms.
     *
     * @return the submissions, at most {@code limit}
     */
    public List<UUID> expire(int limit, Function<Decided, NewSubmission> telling) {
        return AfterDeadlock.tryAgain(transaction, () -> undecided(limit).stream()
                .map(one -> moveAndTell(one.center(), one.booking(), BookingState.EXPIRED, telling))
                .toList());
    }

    private record Undecided(String center, Booking booking) {}

    private List<Undecided> undecided(int limit) {
        return jdbc.query(
                """
                SELECT b.* FROM booking b JOIN slot s ON s.center = b.center AND s.slot_id = b.slot_id
                WHERE b.state = 'REQUESTED' AND s.starts_at <= now()
                ORDER BY b.center, b.slot_id, b.booking_id LIMIT ? FOR NO KEY UPDATE OF b, s SKIP LOCKED
                """,
                (row, n) -> new Undecided(row.getString("center"), booking(row, n)),
                limit);
    }

    private UUID moveAndTell(
            String center, Booking booking, BookingState to, Function<Decided, NewSubmission> telling) {
        NewSubmission submission = telling.apply(new Decided(center, region(center), move(center, booking, to)));
        if (!(submissions.store(List.of(submission)).get(0) instanceof Intake.Stored)) {
            throw new IllegalStateException("nobody else submits decisions, so none can be there already");
        }
        return submission.id();
    }

    private static List<String> names(BookingState state) {
        return new TreeSet<>(state.decisions()).stream().map(BookingState::name).toList();
    }

    private Booking lock(String center, String id) {
        return jdbc
                .query(
                        "SELECT * FROM booking WHERE center = ? AND booking_id = ? FOR UPDATE",
                        BookingLedger::booking,
                        center,
                        id)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "booking")));
    }

    private Booking move(String center, Booking booking, BookingState to) {
        if (to.givesPlacesBack()) {
            slots.giveBack(center, booking.slot(), booking.headcount());
        }
        return jdbc.query(
                        """
                        UPDATE booking SET state = ?, decision = decision + 1, changed_at = now()
                        WHERE center = ? AND booking_id = ? RETURNING *
                        """,
                        BookingLedger::booking,
                        to.name(),
                        center,
                        booking.id())
                .get(0);
    }

    private String region(String center) {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT region FROM center WHERE usci = ?", String.class, center));
    }

    private static SlotView slot(ResultSet row, int n) throws SQLException {
        return new SlotView(
                row.getString("slot_id"),
                row.getLong("version"),
                row.getObject("submission", UUID.class),
                row.getString("title"),
                row.getString("venue"),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                row.getInt("capacity"),
                row.getInt("elsewhere"),
                row.getInt("held"),
                row.getBoolean("open"));
    }

    private static Booking booking(ResultSet row, int n) throws SQLException {
        return new Booking(
                row.getString("booking_id"),
                row.getString("platform"),
                row.getString("slot_id"),
                BookingState.valueOf(row.getString("state")),
                row.getInt("headcount"),
                instant(row, "visit_at"),
                row.getObject("message", UUID.class),
                instant(row, "requested_at"),
                instant(row, "changed_at"),
                row.getLong("decision"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
