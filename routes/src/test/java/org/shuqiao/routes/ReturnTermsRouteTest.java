package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.SignedReturns.body;
import static org.shuqiao.routes.SignedReturns.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import org.shuqiao.routes.ledger.ReturnReceipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How much agreements let in, when, and with whose consent. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReturnTermsRouteTest {
    private static final String CENTER = "91500000MA5U000036";
    private static final String COUNTED = "91370281MA3F7Q005Q";
    private static final String ASSESSED = "91500112MA9000425R";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path home;

    private static CapabilityStub platform;
    private static TestGateway gateway;
    private static SignedReturns sender;

    @BeforeAll
    static void start() throws Exception {
        platform = new CapabilityStub(home.resolve("keys"));
        gateway = new TestGateway(home, CENTER, "500112", platform.access());
        sender = new SignedReturns(platform.key());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    @BeforeEach
    void fallIntoOneDay() {
        ShanghaiDay.awaitTimeLeft();
    }

    /** In two hours, for one hour. */
    private static void close(ObjectNode permission) {
        int hour = Instant.now().atZone(ZoneId.of("Asia/Shanghai")).plusHours(2).getHour();
        permission.putObject("window").put("cron", "* " + hour + " * * *").put("tz", "Asia/Shanghai");
    }

    private static Consumer<ObjectNode> eachPermission(Consumer<ObjectNode> change) {
        return agreement -> agreement.path("permission").forEach(permission -> change.accept((ObjectNode) permission));
    }

    private static Consumer<ObjectNode> only(String dataset, Consumer<ObjectNode> change) {
        return agreement -> {
            ArrayNode permissions = (ArrayNode) agreement.path("permission");
            permissions.removeIf(
                    permission -> !permission.path("dataset").stringValue().equals(dataset));
            change.accept(agreement);
        };
    }

    private static ObjectNode booking(String id, String center) {
        return SignedReturns.booking(id, center);
    }

    private static List<String> messages(String recordId) {
        return gateway.database()
                .jdbc()
                .queryForList("SELECT decision::text FROM inbox_message WHERE record_id = ?", String.class, recordId);
    }

    private static JsonNode take(String dataset, String batchId, ObjectNode... rows) {
        ReturnReceipt receipt = gateway.journeys()
                .takeReturn(sender.of(dataset, body(batchId, rows)))
                .receipt();
        return JSON.readTree(receipt.signed().document()).path("rows");
    }

    private static List<String> codes(JsonNode rows) {
        return rows.valueStream().map(row -> row.path("code").stringValue()).toList();
    }

    @Test
    @Order(1)
    void nobodyIsAskedWhileEveryWindowIsClosedAndEverythingComesOnceOneOpens() {
        gateway.permitReturns("in", CENTER, eachPermission(ReturnTermsRouteTest::close));
        await().atMost(SOON)
                .until(() -> gateway.journeys()
                                .agreements()
                                .book()
                                .inForceFrom("capability-center", Instant.now())
                                .size()
                        == 1);
        platform.lay(1, sender.bookings("poll-1", booking("poll-1", CENTER)));
        int before = platform.polls();
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> platform.polls() <= before + 1);
        assertThat(messages("poll-1")).isEmpty();

        gateway.permitReturns("in", CENTER, agreement -> {
            agreement.put("version", 2);
            close((ObjectNode) agreement.at("/permission/0"));
        });
        platform.lay(2, sender.of("showcase_content", body("poll-2", record("showcase_content", "poll-2", CENTER))));
        await().atMost(SOON).until(() -> messages("poll-2").size() == 1);
        assertThat(gateway.ledger.polls().gaps("capability-center", 10))
                .as("its window holds no other batch up")
                .extracting(gap -> gap.seq() + " " + gap.reason())
                .containsExactly("1 HELD");

        gateway.permitReturns("in", CENTER, agreement -> agreement.put("version", 3));
        gateway.database().jdbc().update("UPDATE poll_gap SET held_until = now()");
        await().atMost(SOON).until(() -> messages("poll-1").size() == 1);
        await().atMost(SOON)
                .until(() ->
                        gateway.ledger.polls().gaps("capability-center", 10).isEmpty());
        assertThat(platform.wrongCalls()).isEmpty();
    }

    @Test
    @Order(2)
    void case21ABatchWithMoreRowsThanAgreedIsRefusedForGood() {
        gateway.permitReturns("counted", COUNTED, eachPermission(permission -> permission
                .putObject("quota")
                .put("rows_per_batch", 2)
                .put("batches_per_day", 1)));
        ObjectNode[] three = {booking("c-1", COUNTED), booking("c-2", COUNTED), booking("c-3", COUNTED)};

        JsonNode refused = take("booking", "three", three);

        assertThat(codes(refused)).containsExactly("QUOTA_BATCH", "QUOTA_BATCH", "QUOTA_BATCH");
        assertThat(refused.at("/0/maxRows").intValue()).isEqualTo(2);
        assertThat(take("booking", "three", three)).isEqualTo(refused);
        assertThat(codes(take("booking", "two", three[0], three[1]))).containsExactly("OK", "OK");

        Failure third = catchThrowableOfType(Failure.class, () -> take("booking", "one", three[2]));
        assertThat(third.code()).isEqualTo(FailureCode.NOT_NOW);
        assertThat(third.facts()).containsEntry("reason", "QUOTA_DAY");
        gateway.database().jdbc().update("UPDATE quota_use SET day = day - 1");
        assertThat(codes(take("booking", "one", three[2]))).containsExactly("OK");
    }

    @Test
    @Order(3)
    void anAssessmentComesInWithTheConsentOfItsEnterpriseOnly() {
        gateway.permitReturns("assessed", ASSESSED, only("assessment", agreement -> agreement
                .putObject("subject_consent")
                .put("required", true)));
        ObjectNode first = record("assessment", "a-1", ASSESSED);

        assertThat(codes(take("assessment", "before", first))).containsExactly("CONSENT");
        gateway.ledger
                .consents()
                .record(
                        ASSESSED,
                        new Consent(
                                "c1",
                                first.at("/enterprise/usci").stringValue(),
                                "assessment",
                                null,
                                Instant.EPOCH,
                                Instant.parse("2100-01-01T00:00:00Z"),
                                null),
                        "test");
        assertThat(codes(take("assessment", "with", first))).containsExactly("OK");
        assertThat(messages("a-1")).singleElement().satisfies(decision -> assertThat(JSON.readTree(decision)
                        .at("/trail/0/steps")
                        .valueStream()
                        .map(step -> step.path("step").stringValue()))
                .endsWith("consent"));
        gateway.ledger.consents().withdraw(ASSESSED, "c1", "test");
        assertThat(codes(take("assessment", "after", record("assessment", "a-2", ASSESSED))))
                .containsExactly("CONSENT_WITHDRAWN");
    }
}
