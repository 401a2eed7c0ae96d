package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.forms.Switches;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.DeriveNumbers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A form that its center has filed, beside what the ledger holds of its records. */
class FiledFormTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private final DeriveNumbers numbers = new DeriveNumbers(world.ledger().ownRecords(Duration.ofSeconds(5)));

    private static UUID handedIn(String dataset, String recordId, long version, byte[] body, Instant receivedAt) {
        byte[] key = Sm3.digest((dataset + recordId + version).getBytes(StandardCharsets.UTF_8));
        NewSubmission row = new NewSubmission(
                world.newId(),
                LedgerWorld.CENTER,
                dataset,
                recordId,
                version,
                receivedAt,
                new byte[32],
                body,
                Sm3.digest(body),
                key,
                null,
                null,
                null,
                null);
        assertThat(world.store(row)).containsExactly(new Intake.Stored(row.id()));
        return row.id();
    }

    private static UUID forum(String recordId, long version, String status) {
        ObjectNode forum = JSON.createObjectNode()
                .put("type", "forum")
                .put("status", status)
                .put("attendees", 200)
                .put("end", "2025-06-12T17:00:00+08:00");
        return handedIn("activity", recordId, version, JSON.writeValueAsBytes(forum), Instant.now());
    }

    private static byte[] form(int promotionEvents) {
        ObjectNode form = JSON.createObjectNode().put("form", "E-CQ-R").put("year", 2025);
        form.putArray("values")
                .addObject()
                .put("indicator", "promotion_events")
                .put("status", "answered")
                .put("value", promotionEvents);
        return JSON.writeValueAsBytes(form);
    }

    @Test
    void isFlaggedWhereItsRecordsSaySomethingElseAndNoLongerOnceTheyDoNot() {
        forum("r1", 1, "held");
        UUID filed = handedIn(DeriveNumbers.FORMS, "f1", 1, form(2), Instant.now());

        assertThat(numbers.differences(LedgerWorld.CENTER, filed))
                .hasValueSatisfying(differences -> assertThat(differences)
                        .singleElement()
                        .satisfies(one -> assertThat(one.derived()).isEqualByComparingTo("1")));
        forum("r2", 1, "held");

        assertThat(numbers.differences(LedgerWorld.CENTER, filed))
                .hasValueSatisfying(differences -> assertThat(differences).isEmpty());
        assertThat(numbers.differences("somebody", filed)).isEmpty();
    }

    @Test
    void anEventThatWasCancelledLaterCountsNoMore() {
        forum("r1", 1, "held");
        forum("r1", 2, "cancelled");

        assertThat(numbers.differences(LedgerWorld.CENTER, form(0)))
                .hasValueSatisfying(differences -> assertThat(differences).isEmpty());
    }

    @Test
    void whatWasDeletedMayHaveCounted() {
        forum("r1", 1, "held");
        UUID gone = forum("r2", 1, "held");
        world.jdbc().update("DELETE FROM submission_content WHERE id = ?", gone);

        assertThat(numbers.values(LedgerWorld.CENTER, "E-CQ-R", 2025, null, Switches.STANDARD))
                .filteredOn(value -> value.rule().indicator().id().equals("promotion_events"))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.value()).isEqualByComparingTo("1");
                    assertThat(value.complete()).isFalse();
                });
        assertThat(numbers.differences(LedgerWorld.CENTER, form(2)).orElseThrow())
                .isEmpty();
        assertThat(numbers.differences(LedgerWorld.CENTER, form(0)).orElseThrow())
                .hasSize(1);
    }

    @Test
    void isNotComparedWhereNothingOfItCanBe() {
        assertThat(numbers.differences(LedgerWorld.CENTER, "{\"form\":\"none\"}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(numbers.differences(LedgerWorld.CENTER, "[".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(catchThrowableOfType(
                                Failure.class,
                                () -> numbers.values(LedgerWorld.CENTER, "none", 2025, null, Switches.STANDARD))
                        .code())
                .isEqualTo(FailureCode.NOT_FOUND);
    }
}
