package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An agreement that demands the consent of the enterprise that a diagnosis is about. */
class SubjectConsentRouteTest {
    private static final String CENTER = "91500000MA5U000036";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final Set<String> PROVABLE = Set.of("diagnosis_report", "showcase_item", "demand", "take_down");

    @TempDir
    static Path home;

    private static CapabilityStub platform;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        platform = new CapabilityStub(home.resolve("keys"));
        gateway = new TestGateway(home, CENTER, "500112", platform.access());
        gateway.renew(agreement -> {
            agreement
                    .putObject("subject_consent")
                    .put("required", true)
                    .putArray("consent_ids")
                    .add("c1")
                    .add("c2");
            ArrayNode permissions = (ArrayNode) agreement.path("permission");
            for (int i = permissions.size() - 1; i >= 0; i--) {
                if (!PROVABLE.contains(permissions.get(i).path("dataset").stringValue())) {
                    permissions.remove(i);
                }
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    private static ObjectNode report(String id) {
        return SignedReturns.record("diagnosis_report", id, CENTER).put("region", "500112");
    }

    private static UUID submit(String id) {
        return gateway.accept("diagnosis_report", JsonMapper.shared().writeValueAsBytes(report(id)));
    }

    private static void awaitState(UUID submission, String state) {
        await().atMost(SOON).until(() -> gateway.transfer(submission), state::equals);
    }

    private static void consent(String id, String item) {
        assertThat(gateway.ledger
                        .consents()
                        .record(
                                CENTER,
                                new Consent(
                                        id,
                                        report("x").at("/enterprise/usci").stringValue(),
                                        "diagnosis_report",
                                        item,
                                        Instant.EPOCH,
                                        FAR,
                                        null),
                                "test"))
                .isTrue();
    }

    @Test
    void leavesWithAConsentThatTheAgreementNamesAndIsTakenDownWhenThatIsWithdrawn() {
        awaitState(submit("none"), "DENIED CONSENT");
        consent("c9", null);
        awaitState(submit("unnamed"), "DENIED CONSENT");
        consent("c1", "other");
        awaitState(submit("of-another-item"), "DENIED CONSENT");
        consent("c2", null);
        UUID shown = submit("good");
        awaitState(shown, "ACCEPTED");

        gateway.ledger.consents().withdraw(CENTER, "c2", "test");

        await().atMost(SOON).until(() -> gateway.database()
                .jdbc()
                .queryForObject(
                        "SELECT count(*)::int FROM transfer WHERE dataset = 'take_down' AND state = 'ACCEPTED'",
                        Integer.class)
                .equals(1));
        awaitState(submit("too-late"), "DENIED CONSENT_WITHDRAWN");
    }
}
