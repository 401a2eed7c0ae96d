package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An agreement that lets only so much go, the whole way. */
@ExtendWith({OneGateway.class, WithinOneDay.class})
class QuotaApiTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    QuotaApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    @Test
    void case22SaysWhyTheThirdBatchTodayWaitsAndUntilWhen() {
        agree(limits -> limits.putObject("quota").put("batches_per_day", 2).put("rows_per_month", 100));
        center.awaitTransfer(center.accepted(center.activity()), "STORED");
        center.awaitTransfer(center.accepted(center.activity()), "STORED");

        String third = center.accepted(center.activity());
        await().untilAsserted(() ->
                assertThat(center.transfer(third).path("reason").asString("")).isEqualTo("QUOTA_DAY"));

        JsonNode transfer = center.transfer(third);
        assertThat(transfer.path("state").stringValue()).isEqualTo("READY");
        assertThat(transfer.path("attempts").intValue()).isZero();
        Instant retryAt = Instant.parse(transfer.path("retryAt").stringValue());
        assertThat(retryAt)
                .isEqualTo(LocalDate.ofInstant(retryAt, SHANGHAI)
                        .atStartOfDay(SHANGHAI)
                        .toInstant());
        assertThat(retryAt).isAfter(Instant.now());
        assertThat(gateway.platform().calls(transfer.path("transferId").stringValue()))
                .isEmpty();
    }

    @Test
    void officersAndTheCenterItselfSeeWhatIsLeft() {
        String id = agree(
                limits -> limits.putObject("quota").put("rows_per_batch", 7).put("rows_per_month", 100));
        center.awaitTransfer(center.accepted(center.activity()), "STORED");
        String path = "/api/v1/agreements/" + id + "/quota";

        JsonNode quota = gateway.officer().get(path).expect(200).json();

        assertThat(quota).hasSize(1);
        assertThat(quota.at("/0/dataset").stringValue()).isEqualTo("activity");
        assertThat(quota.at("/0/rowsPerBatch").intValue()).isEqualTo(7);
        assertThat(quota.at("/0/batchesPerDay").isNull()).isTrue();
        assertThat(quota.at("/0/rowsPerMonth/limit").intValue()).isEqualTo(100);
        assertThat(quota.at("/0/rowsPerMonth/used").intValue()).isEqualTo(1);
        assertThat(quota.at("/0/rowsPerMonth/left").intValue()).isEqualTo(99);
        assertThat(quota.at("/0/rowsPerMonth/period").stringValue()).matches("[0-9]{4}-[0-9]{2}");
        assertThat(center.client().get(path).expect(200).json()).isEqualTo(quota);
        gateway.newCenter().client().get(path).expectProblem(404, "NOT_FOUND");
        gateway.operator().get(path).expectProblem(403, "NOT_ALLOWED");
        gateway.officer().get("/api/v1/agreements/nothing/quota").expectProblem(404, "NOT_FOUND");
    }

    @Test
    void aDryRunShowsWhatIsLeftAndWhenTheWindowOpensAndUsesNothing() {
        int hour = Instant.now().atZone(SHANGHAI).plusHours(2).getHour();
        agree(limits -> {
            limits.putObject("quota").put("batches_per_day", 2);
            limits.putObject("window").put("cron", "* " + hour + " * * *").put("tz", "Asia/Shanghai");
        });

        JsonNode quota = dryRun();

        assertThat(quota.at("/batchesPerDay/left").intValue()).isEqualTo(2);
        assertThat(quota.at("/window/open").booleanValue()).isFalse();
        assertThat(Instant.parse(quota.at("/window/opensAt").stringValue())
                        .atZone(SHANGHAI)
                        .getHour())
                .isEqualTo(hour);
        assertThat(dryRun()).isEqualTo(quota);

        String submission = center.accepted(center.activity());
        await().untilAsserted(() -> assertThat(
                        center.transfer(submission).path("reason").asString(""))
                .isEqualTo("WINDOW"));
        assertThat(center.transfer(submission).path("retryAt")).isEqualTo(quota.at("/window/opensAt"));
    }

    private JsonNode dryRun() {
        return center.client()
                .post("/api/v1/submissions/activity/dry-run", center.activity())
                .expect(200)
                .json()
                .at("/platforms/0/quotas/0");
    }

    /** @return the id of the agreement */
    private String agree(Consumer<ObjectNode> limits) {
        TestAgreement agreement =
                gateway.agreementOf(center).with(json -> limits.accept((ObjectNode) json.at("/permission/0")));
        gateway.putInForce(agreement.bytes());
        return agreement.id();
    }
}
