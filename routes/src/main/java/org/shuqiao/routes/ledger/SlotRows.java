package org.shuqiao.routes.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.ChinaTime;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows the slots that centers submit, in the transaction that stores the submission. */
final class SlotRows {
    private static final String DATASET = "slot";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate jdbc;
    private final MovedVisits visits;

    SlotRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.visits = new MovedVisits(jdbc);
    }

    /** @param stored submissions of any dataset, each of them new */
    void follow(List<NewSubmission> stored) {
        // In one order, so that two batches never wait for each other in a circle.
        stored.stream()
                .filter(row -> row.dataset().equals(DATASET))
                .sorted(Comparator.comparing(NewSubmission::center)
                        .thenComparing(NewSubmission::recordId)
                        .thenComparing(NewSubmission::version))
                .forEach(this::follow);
    }

    private void follow(NewSubmission row) {
        JsonNode slot = JSON.readTree(row.body());
        visits.lock(row.center(), row.recordId());
        Instant before = start(row);
        boolean followed = jdbc.update(
                        """
                INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, open)
                VALUES (?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?)
                ON CONFLICT (center, slot_id) DO UPDATE
                SET version = excluded.version, submission = excluded.submission, title = excluded.title,
                    venue = excluded.venue, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                    capacity = excluded.capacity, elsewhere = excluded.elsewhere, open = excluded.open, changed_at = now()
                WHERE slot.version < excluded.version
                """,
                        row.center(),
                        row.recordId(),
                        row.version(),
                        row.id(),
                        slot.required("title").stringValue(),
                        slot.required("venue").stringValue(),
                        slot.required("start").stringValue(),
                        slot.required("end").stringValue(),
                        slot.required("capacity").intValue(),
                        slot.path("booked").intValue(0),
                        slot.required("open").booleanValue())
                == 1;
        Instant after =
                Objects.requireNonNull(ChinaTime.instant(slot.required("start").stringValue()));
        if (followed && before != null) {
            visits.move(row.center(), row.recordId(), Duration.between(before, after));
        }
    }

    private @Nullable Instant start(NewSubmission row) {
        return jdbc
                .query(
                        "SELECT starts_at FROM slot WHERE center = ? AND slot_id = ? FOR NO KEY UPDATE",
                        (found, n) -> found.getObject(1, OffsetDateTime.class).toInstant(),
                        row.center(),
                        row.recordId())
                .stream()
                .findFirst()
                .orElse(null);
    }
}
