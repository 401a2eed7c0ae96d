package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people carry to a platform has one word on every page, and it is not that of a delivery that nobody knows of. */
class CarriedWordTest {
    private static final String CARRIED = "已送出";
    private static final String UNKNOWN = "是否送达未知";
    private static final String PLATFORM = "chongqing-drc";

    private static GatewayUnderTest gateway;

    private TestCenter center;
    private String submission;
    private UUID transfer;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start("--shuqiao.platforms." + PLATFORM + ".base-url=carried:by-hand");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @BeforeEach
    void aTransferWithoutAnAnswer() {
        center = gateway.newCenterWithAgreement();
        submission = center.accepted(center.activity());
        transfer = UUID.fromString(center.awaitTransfer(submission, "STORED")
                .required("transferId")
                .stringValue());
        CarriedPackage.of(gateway, transfer);
    }

    private void goesTo(String platform) {
        gateway.sql().update("UPDATE transfer SET platform = ? WHERE id = ?", platform, transfer);
    }

    @Test
    void operatorsReadItInTheListAndOnItsPage() {
        ConsoleClient operator = ConsoleClient.signedIn(gateway, "OPERATOR", null);
        String list = "/operator/transfers?center=" + center.usci();
        assertThat(operator.get(list).expect(200).text("table.list")).contains(UNKNOWN);
        goesTo(PLATFORM);

        assertThat(operator.get(list).expect(200).text("table.list"))
                .contains(CARRIED)
                .doesNotContain(UNKNOWN);
        assertThat(operator.get("/operator/transfers/" + transfer).expect(200).text("#answers"))
                .contains(CARRIED, "已装入离线包送往")
                .doesNotContain(UNKNOWN, "是否送达尚不清楚");
    }

    @Test
    void centersReadItOfTheirSubmissions() {
        ConsoleClient person = ConsoleClient.signedIn(gateway, "CENTER", center.usci());
        goesTo(PLATFORM);

        assertThat(person.get("/center/submissions").expect(200).text("table.list"))
                .contains(CARRIED)
                .doesNotContain(UNKNOWN);
        assertThat(person.get("/center/submissions/" + submission).expect(200).text("main"))
                .contains(CARRIED, "已装入离线包，由人工送往平台，等待纸质回执。")
                .doesNotContain(UNKNOWN);
    }

    @Test
    void auditorsReadItOfSignedTransfers() {
        ConsoleClient auditor = ConsoleClient.signedIn(gateway, "AUDITOR", null);
        goesTo(PLATFORM);

        assertThat(auditor.get("/audit/transfers/" + transfer).expect(200).text("dl.facts"))
                .contains(CARRIED)
                .doesNotContain(UNKNOWN);
    }
}
