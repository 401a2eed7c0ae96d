package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.evidence.Verdict;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.routes.agreements.RevokeAgreement.Progress;
import org.shuqiao.routes.ledger.InboxMessage;
import org.shuqiao.routes.steps.CollectEvidence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agreement that demands deletion is revoked: from the officer's call to the platform that shows nothing any more. */
class RevokedRouteTest {
    private static final String CENTER = "91500000MA5U000036";
    private static final String AGREEMENT = "agreement-capability-center-0036";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path home;

    private static CapabilityStub platform;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        platform = new CapabilityStub(home.resolve("keys"));
        gateway = new TestGateway(home, CENTER, "500112", platform.access());
        gateway.renew(agreement -> agreement.putObject("revocation").put("effect", "stop_and_delete"));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    private static void awaitState(UUID submission, String state) {
        await().atMost(SOON).until(() -> gateway.transfer(submission), state::equals);
    }

    /** The platform stores what it has accepted, and is asked for it at once. */
    private static void store(UUID submission) {
        platform.decide(gateway.transferId(submission).toString(), "STORED");
        gateway.database()
                .jdbc()
                .update("UPDATE transfer SET due_at = now(), wake_at = now() WHERE state = 'ACCEPTED'");
    }

    private static Report evidence(UUID submission) throws Exception {
        UUID transfer = gateway.transferId(submission);
        var collect = new CollectEvidence(gateway.ledger, gateway.authority().trusted());
        byte[] zip = await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> collect.newest(transfer).orElseThrow(), edition -> true)
                .zip();
        var checkpoint = gateway.ledger.checkpoints().newest().orElseThrow();
        var trust = new Trust(
                List.of(new String(gateway.authority().trusted().pem(), US_ASCII)),
                List.of(LogKey.of("shuqiao.test/log", CertificateChain.parse(checkpoint.chain()))),
                List.of(),
                List.of(),
                List.of());
        return new EvidenceVerifier(trust).verify(zip);
    }

    @Test
    void case8WhatArrivedIsTakenDownDeletedAndStillProven() throws Exception {
        UUID shown = gateway.accept("A-1", 1);
        awaitState(shown, "ACCEPTED");
        store(shown);
        awaitState(shown, "STORED");
        assertThat(evidence(shown).verdict()).isEqualTo(Verdict.VALID);

        await().atMost(SOON)
                .until(
                        () -> gateway.journeys().agreements().revocations().revoke(AGREEMENT, "officer", "breach"),
                        revoked -> revoked.progress() == Progress.ACKNOWLEDGED);

        UUID takeDown = await().atMost(SOON).until(() -> takenDownBy(shown), id -> id != null);
        awaitState(takeDown, "ACCEPTED");
        JsonNode payload = JSON.readTree(column("payload", takeDown));
        assertThat(payload.path("zsbh").stringValue()).isEqualTo("A-1");
        assertThat(payload.path("xjyy").stringValue()).isEqualTo("数据使用协议撤销");
        assertThat(new String(column("convert_to(decision::text, 'UTF8')", takeDown), UTF_8))
                .contains("REVOKED, stop_and_delete");
        store(takeDown);
        awaitState(shown, "WITHDRAWN TAKEN_DOWN");

        assertThat(column("payload", shown)).isNull();
        Report report = evidence(shown);
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID_PAYLOAD_WITHHELD);
        assertThat(report.facts().deletion().rule()).isEqualTo("agreement-revoked");
        assertThat(gateway.ledger.inboxes().after(CENTER, 0, 10, 1 << 20))
                .extracting(InboxMessage::dataset, InboxMessage::recordId)
                .containsExactly(tuple("notice", AGREEMENT));
        awaitState(gateway.accept("A-2", 1), "DENIED REVOKED");
        assertThat(platform.wrongCalls()).isEmpty();
    }

    private static byte[] column(String column, UUID submission) {
        return gateway.database()
                .jdbc()
                .queryForObject(
                        "SELECT " + column + " FROM transfer_content WHERE id = ?",
                        byte[].class,
                        gateway.transferId(submission));
    }

    private static UUID takenDownBy(UUID submission) {
        return gateway
                .database()
                .jdbc()
                .queryForList(
                        "SELECT taken_down_by FROM transfer_duty WHERE transfer = ? AND taken_down_by IS NOT NULL",
                        UUID.class,
                        gateway.transferId(submission))
                .stream()
                .findFirst()
                .orElse(null);
    }
}
