package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.routes.Journeys;
import tools.jackson.databind.JsonNode;

/** One glance tells where it hurts, and goes on telling it. */
@ExtendWith(OneGateway.class)
class OverviewTest {
    private static final String STREAM = "/overview/stream";
    private static final String TRANSFERS = "/api/v1/ops/transfers";
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(40);
    private static final int STREAMS_PER_ACCOUNT = 16;

    private final GatewayUnderTest gateway;
    private final ConsoleClient operator;

    OverviewTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.operator = ConsoleClient.signedIn(gateway, "OPERATOR", null);
    }

    /** What tests before have left to a person, and what failed while they ran, is not what these look for. */
    @BeforeEach
    void beginsWithNothingWrongAtThePlatform() {
        gateway.calm();
        parked().forEach(transfer -> gateway.operator()
                .post(TRANSFERS + "/" + transfer + "/abandon", Map.of("reason", "left by another test"))
                .expect(204));
        gateway.sql()
                .update(
                        """
                        UPDATE transfer SET changed_at = changed_at - interval '1 hour'
                        WHERE state IN ('REJECTED', 'DENIED', 'QUARANTINED') AND changed_at > now() - interval '10 minutes'
                        """);
        gateway.sql()
                .update("UPDATE transfer_duty SET done_at = now() WHERE breached_at IS NOT NULL AND done_at IS NULL");
        gateway.sql().update("DELETE FROM traffic");

        await().atMost(COUNTED_WITHIN)
                .untilAsserted(() ->
                        assertThat(operator.get("/overview").text(".troubles")).doesNotContain("青岛市公共数据服务平台"));
    }

    private List<String> parked() {
        List<String> parked = new ArrayList<>();
        gateway.operator()
                .get(TRANSFERS + "?state=PARKED&limit=100")
                .expect(200)
                .json()
                .path("transfers")
                .forEach(transfer -> parked.add(transfer.required("transferId").stringValue()));
        return parked;
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    private void pause() {
        gateway.operator()
                .post("/api/v1/ops/platforms/qingdao/pause", Map.of("reason", "平台升级"))
                .expect(204);
    }

    private static Stream<String> looks(EventStream stream, String of) {
        return stream.events().stream()
                .map(event -> event.data().path("looks").path(of).asString(""))
                .filter(look -> !look.isEmpty());
    }

    @Test
    void tellsThatAPlatformIsPausedAndWhatToDo() {
        pause();

        await().atMost(COUNTED_WITHIN).untilAsserted(() -> {
            Page page = operator.get("/overview").expect(200);
            assertThat(page.text(".troubles")).contains("青岛市公共数据服务平台 已由人工暂停", "说明：平台升级", "在平台页恢复");
            assertThat(page.attributes(".troubles a", "href")).contains("/operator/platforms/qingdao");
            assertThat(page.text(".trouble .what time")).contains("开始");
            assertThat(page.attributes(".trouble .what time", "data-ago")).contains("{0}开始");
            assertThat(page.attribute("meta[name=times]", "data-ago")).hasValue("{0}前");
            assertThat(page.attributes(".exchange a", "href")).contains("/operator/platforms/qingdao");
            assertThat(page.attribute("path[data-look=p-qingdao]", "class").orElseThrow())
                    .startsWith("arrow warn");
            assertThat(page.text(".exchange-list")).contains("青岛市公共数据服务平台 注意");
        });
    }

    @Test
    void keepsTheLastPictureGreyWhileTheLedgerDoesNotAnswer() throws SQLException {
        String platform = ".exchange a[href=/operator/platforms/qingdao]";
        await().atMost(COUNTED_WITHIN).untilAsserted(() -> assertThat(
                        operator.get("/overview").expect(200).has(platform))
                .isTrue());

        try (Connection other =
                        gateway.context().getBean(Servers.class).database().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE traffic IN ACCESS EXCLUSIVE MODE");

            await().atMost(COUNTED_WITHIN).untilAsserted(() -> {
                Page page = operator.get("/overview").expect(200);
                assertThat(page.has(".stale " + platform)).isTrue();
                assertThat(page.text("#picture")).containsPattern("账本未及时应答：以下为 \\d\\d:\\d\\d:\\d\\d 的情况");
                assertThat(page.text(".troubles")).contains("账本（数据库）未及时应答");
            });
            other.rollback();
        }

        await().atMost(COUNTED_WITHIN).untilAsserted(() -> assertThat(
                        operator.get("/overview").expect(200).has(".stale"))
                .isFalse());
    }

    @Test
    void leadsToParkedTransfersAsUrgent() {
        TestCenter center = gateway.newCenterWithAgreement();
        pause();
        String submission = center.accepted(center.activity());
        JsonNode ready = center.awaitTransfer(submission, "READY");
        gateway.sql()
                .update(
                        "UPDATE transfer SET created_at = created_at - interval '100 hours' WHERE id = ?",
                        UUID.fromString(ready.required("transferId").stringValue()));
        gateway.platform().refuse(429, "4290");
        gateway.operator()
                .post("/api/v1/ops/platforms/qingdao/resume", Map.of())
                .expect(204);
        center.awaitTransfer(submission, "PARKED");

        await().atMost(COUNTED_WITHIN).untilAsserted(() -> {
            Page page = operator.get("/overview").expect(200);
            assertThat(page.has(".headline.bad")).isTrue();
            assertThat(page.attribute("path[data-look=p-qingdao]", "class").orElseThrow())
                    .startsWith("arrow bad");
            assertThat(page.text(".exchange-list")).contains("青岛市公共数据服务平台 受阻");
            assertThat(page.text(".troubles")).contains("青岛市公共数据服务平台 有 1 笔搁置");
            assertThat(page.attributes(".troubles a", "href"))
                    .contains("/operator/transfers?state=PARKED&platform=qingdao");
        });
    }

    @Test
    void tellsAnOfficerWhoDealsWithItInsteadOfLeadingToAClosedPage() {
        pause();
        ConsoleClient officer = ConsoleClient.signedIn(gateway, "OFFICER", null);

        await().atMost(COUNTED_WITHIN).untilAsserted(() -> {
            Page page = officer.get("/overview").expect(200);
            assertThat(page.text(".troubles")).contains("已由人工暂停", "由运维人员处理");
            assertThat(page.attributes("main a", "href")).noneMatch(link -> link.startsWith("/operator/"));
        });
    }

    @Test
    void speaksEnglishToo() {
        pause();
        operator.post("/language", Map.of("language", "en", "back", "/overview"));

        await().atMost(COUNTED_WITHIN).untilAsserted(() -> assertThat(
                        operator.get("/overview").expect(200).text(".troubles"))
                .contains("is paused", "Note: 平台升级"));
    }

    @Test
    void streamsWhatChanges() {
        try (EventStream stream = EventStream.openAt(operator.http(), STREAM)) {
            await().until(() -> looks(stream, "p-qingdao").anyMatch(look -> !look.startsWith("warn")));
            JsonNode first = stream.events().get(0).data();
            assertThat(first.path("texts").propertyNames()).contains("prepare.rate", "p-qingdao.backlog", "uncovered");
            assertThat(first.path("looks").propertyNames()).contains("all", "accept", "p-qingdao");
            int known = stream.events().size();

            pause();

            await().until(() -> looks(stream, "p-qingdao").anyMatch(look -> look.startsWith("warn")));
            List<JsonNode> later = stream.events().stream()
                    .skip(known)
                    .map(EventStream.Event::data)
                    .toList();
            assertThat(later).isNotEmpty().allSatisfy(event -> assertThat(
                            event.path("texts").size())
                    .isLessThan(first.path("texts").size()));
            assertThat(later.get(later.size() - 1).path("troubled")).isNotEqualTo(first.path("troubled"));
        }
    }

    @Test
    void endsTheStreamWithTheSession() {
        try (EventStream stream = EventStream.openAt(operator.http(), STREAM)) {
            await().until(() -> !stream.events().isEmpty());

            operator.post("/sign-out", Map.of());

            await().until(stream::isEnded);
        }
    }

    /** As overview.js does. */
    private int whyNoStream() {
        return EventStream.statusAt(operator.http(), STREAM, "HX-Request", "true", "X-By-Itself", "1");
    }

    @Test
    void tellsAPageWithoutAStreamWhetherTheSessionIsOverOrThereIsRoom() {
        assertThat(whyNoStream()).as("room").isEqualTo(204);

        operator.post("/sign-out", Map.of());

        assertThat(whyNoStream()).as("session over").isEqualTo(401);
    }

    @Test
    void opensOnlySoManyStreamsForOneAccount() {
        List<EventStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < STREAMS_PER_ACCOUNT; i++) {
                streams.add(EventStream.openAt(operator.http(), STREAM));
            }

            assertThat(EventStream.statusAt(operator.http(), STREAM))
                    .as(
                            "streams that have ended: %d",
                            streams.stream().filter(EventStream::isEnded).count())
                    .isEqualTo(429);
            assertThat(whyNoStream()).as("what its page is told").isEqualTo(429);
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    @Test
    void showsTheLastDayInTimeAndByRegion() {
        TestCenter center = gateway.newCenterWithAgreement();
        center.awaitTransfer(center.accepted(center.activity()), "STORED");
        gateway.context()
                .getBean(Journeys.class)
                .ledger()
                .traffic(Duration.ofSeconds(5))
                .count();

        await().atMost(COUNTED_WITHIN).untilAsserted(() -> {
            Page history = operator.getPart("/overview/history").expect(200);
            assertThat(history.text("table")).contains("青岛市");
            assertThat(history.has("[data-chart=lines][role=img]")).isTrue();
            JsonNode curves =
                    operator.http().get("/overview/curves").expect(200).json();
            assertThat(curves.path("times").size()).isEqualTo(144);
            assertThat(curves.path("came").get(143).longValue()
                            + curves.path("came").get(142).longValue())
                    .isPositive();
        });
    }

    @Test
    void givesPartsWithoutTheFrameAroundThem() {
        // There is no picture where the first takes longer than anybody waits for it.
        await().atMost(COUNTED_WITHIN).untilAsserted(() -> {
            Page troubles = operator.getPart("/overview/troubles").expect(200);
            Page picture = operator.getPart("/overview/picture").expect(200);

            assertThat(troubles.has("nav")).isFalse();
            assertThat(troubles.has("[data-troubled]")).isTrue();
            assertThat(picture.has("svg")).isTrue();
            assertThat(picture.has("[data-layout]")).isTrue();
        });
    }
}
