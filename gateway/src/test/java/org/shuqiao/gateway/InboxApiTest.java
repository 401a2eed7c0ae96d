package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A center reads its own inbox, and says how far it has everything. */
@ExtendWith(OneGateway.class)
class InboxApiTest {
    private static final String INBOX = "/api/v1/inbox";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final TestInbox inbox;

    InboxApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.inbox = new TestInbox(gateway, center);
    }

    private JsonNode page(String query) {
        return center.client().get(INBOX + query).expect(200).json();
    }

    private static List<Long> places(JsonNode page) {
        List<Long> places = new ArrayList<>();
        page.path("messages").forEach(message -> places.add(message.path("seq").longValue()));
        return places;
    }

    private Answer ack(long upTo) {
        return center.client().post(INBOX + "/ack", Map.of("upTo", upTo));
    }

    @Test
    void givesMessagesInOrderAndGoesOnWhereThePageEnded() {
        inbox.with(3);

        JsonNode first = page("?after=0&limit=2");
        assertThat(places(first)).containsExactly(1L, 2L);
        assertThat(first.path("lastSeq").longValue()).isEqualTo(3);
        JsonNode message = first.at("/messages/0");
        assertThat(message.at("/payload/n").intValue()).isEqualTo(1);
        assertThat(message.path("platform").stringValue()).isEqualTo("capability-center");
        assertThat(message.path("dataset").stringValue()).isEqualTo("booking");
        assertThat(message.path("recordId").stringValue()).isEqualTo("B-1");
        assertThat(message.path("version").intValue()).isEqualTo(1);
        assertThat(Instant.parse(message.path("receivedAt").stringValue()))
                .isBefore(Instant.now().plusSeconds(60));
        JsonNode second = page("?limit=2&after=" + first.path("next").longValue());
        assertThat(places(second)).containsExactly(3L);
        JsonNode end = page("?after=" + second.path("next").longValue());
        assertThat(places(end)).isEmpty();
        assertThat(end.path("next").longValue()).isEqualTo(3);
        assertThat(places(page("?after=0&limit=0"))).as("at least one").hasSize(1);
        assertThat(places(page("?after=0&limit=100000"))).hasSize(3);
    }

    @Test
    void beginsWithWhatWasNotAcknowledged() {
        inbox.with(3);
        assertThat(places(page(""))).containsExactly(1L, 2L, 3L);

        JsonNode acked = ack(2).expect(200).json();

        assertThat(acked.path("ackedSeq").longValue()).isEqualTo(2);
        assertThat(acked.path("lastSeq").longValue()).isEqualTo(3);
        assertThat(places(page(""))).containsExactly(3L);
        assertThat(places(page("?after=0")))
                .as("what was read can be read again")
                .hasSize(3);
    }

    @Test
    void movesForwardOnly() {
        inbox.with(3);
        ack(3).expect(200);

        assertThat(ack(1).expect(200).json().path("ackedSeq").longValue()).isEqualTo(3);
    }

    @Test
    void refusesTheCursorOfAnotherInbox() {
        inbox.with(2);
        TestCenter other = gateway.newCenter();
        new TestInbox(gateway, other).with(5);

        Answer refused = ack(5).expectProblem(400, "BAD_REQUEST");
        assertThat(refused.json().path("member").stringValue()).isEqualTo("upTo");
        assertThat(refused.json().path("lastSeq").longValue()).isEqualTo(2);
        center.client().get(INBOX + "?after=5").expectProblem(400, "BAD_REQUEST");
        center.client().get(INBOX + "/stream?after=5").expectProblem(400, "BAD_REQUEST");
        center.client().get(INBOX + "/stream", "Last-Event-ID", "5").expectProblem(400, "BAD_REQUEST");
        assertThat(page("").path("ackedSeq").longValue()).isZero();
        assertThat(other.client().get(INBOX).json().path("ackedSeq").longValue())
                .isZero();
        assertThat(places(other.client().get(INBOX).json())).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"upTo\":null}", "{\"upTo\":-1}", "{\"upTo\":\"a\"}", "{\"upTo\":1e40}", "[]", ""})
    void refusesAnAckThatIsNone(String body) {
        center.client().post(INBOX + "/ack", body.getBytes(UTF_8)).expectProblem(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=-1", "?after=x", "?limit=x", "?after=9223372036854775808", "/stream?after=-1"})
    void refusesACursorThatIsNone(String query) {
        center.client().get(INBOX + query).expectProblem(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.5", "99999999999999999999"})
    void refusesALastEventIdThatIsNone(String id) {
        inbox.with(1);
        center.client().get(INBOX + "/stream", "Last-Event-ID", id).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void saysWhichPayloadsHadToBeDeleted() {
        inbox.with(2).delete(1);

        JsonNode messages = page("").path("messages");

        assertThat(messages.path(0).has("payload")).isFalse();
        assertThat(Instant.parse(messages.at("/0/withheld/deletedAt").stringValue()))
                .isNotNull();
        assertThat(messages.path(0).path("recordId").stringValue()).isEqualTo("B-1");
        assertThat(messages.path(1).has("withheld")).isFalse();
    }

    @Test
    void isEmptyBeforeAnythingCame() {
        JsonNode empty = page("");
        assertThat(places(empty)).isEmpty();
        assertThat(empty.path("lastSeq").longValue()).isZero();
        ack(0).expect(200);
        ack(1).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void showsOperatorsWhoDoesNotCollectButNotWhat() {
        inbox.append("{\"visitor\":\"张三\"}", Instant.now().minus(Duration.ofDays(3_000)));

        Answer answer = gateway.operator().get("/api/v1/ops/inboxes").expect(200);

        JsonNode first = answer.json().path(0);
        assertThat(first.path("center").stringValue()).isEqualTo(center.usci());
        assertThat(first.path("unread").longValue()).isEqualTo(1);
        assertThat(first.path("neglected").booleanValue()).isTrue();
        assertThat(first.path("full").booleanValue()).isFalse();
        assertThat(answer.text()).doesNotContain("张三", "visitor");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode health = gateway.anonymous()
                    .get("/actuator/health/readiness")
                    .expect(200)
                    .json();
            assertThat(health.at("/components/inboxes/details/neglectedCenters").intValue())
                    .isPositive();
        });
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(gateway.operator()
                        .get("/actuator/metrics/shuqiao.inbox.oldest")
                        .expect(200)
                        .json()
                        .at("/measurements/0/value")
                        .doubleValue())
                .isGreaterThan((double) Duration.ofDays(2_999).toSeconds()));
        ack(1).expect(200);
    }
}
