package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** How an agreement ends by an officer's call. */
@ExtendWith(OneGateway.class)
class RevocationApiTest {
    private static final String PATH = "/api/v1/agreements";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final TestAgreement agreement;

    RevocationApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.agreement = gateway.agreementOf(center);
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    private Answer revoke(TestAgreement which) {
        return gateway.officer().post(PATH + "/" + which.id() + "/revoke", Map.of("reason", "breach"));
    }

    @Test
    void tellsWhereItStandsAsOftenAsItIsAsked() {
        gateway.putInForce(agreement.bytes());

        for (int i = 0; i < 2; i++) {
            JsonNode revoked = revoke(agreement).expect(200).json();
            assertThat(revoked.path("state").stringValue()).isEqualTo("REVOKED");
            assertThat(revoked.path("status").stringValue()).isEqualTo("acknowledged");
            assertThat(revoked.path("sending").intValue()).isZero();
        }
    }

    @Test
    void isRefusedInWordsWhereItsNoticeRunsIntoAYearWithoutACalendar() {
        TestAgreement longNotice = agreement.with(a -> a.putObject("revocation").put("notice_days", 3650));
        gateway.putInForce(longNotice.bytes());

        revoke(longNotice).expectProblem(409, "NO_CALENDAR");

        center.awaitTransfer(center.accepted(center.activity()), "STORED");
    }

    @Test
    void whatIsLeftToDoIsForOperatorsToSee() {
        assertThat(gateway.operator()
                        .get("/api/v1/ops/duties")
                        .expect(200)
                        .json()
                        .isArray())
                .isTrue();
        gateway.officer().get("/api/v1/ops/duties").expect(200);
    }
}
