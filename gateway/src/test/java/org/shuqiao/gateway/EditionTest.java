package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.evidence.Verdict;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.ExportLedger.Query;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.ExportEvidence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evidence with its proof: not before there is one, the same for ever, and anew when more is proved. */
@ExtendWith(OneGateway.class)
class EditionTest {
    private final GatewayUnderTest gateway;
    private final TestCenter center;

    EditionTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private JsonNode stored() {
        return center.awaitTransfer(center.accepted(center.activity()), "STORED");
    }

    private Report verify(byte[] zip) {
        Trust trust = Trust.parse(
                gateway.anonymous().get("/api/v1/log/trust").expect(200).body());
        return new EvidenceVerifier(trust).verify(zip);
    }

    private static String edition(Answer answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void isValidInTheEyesOfTheOfflineVerifier() {
        Report report = verify(center.evidence(stored()).expect(200).body());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.facts().receipts()).hasSize(1);
    }

    @Test
    void isPendingWhileNoCheckpointCoversIt() throws Exception {
        JsonNode transfer;
        try (Connection other =
                        gateway.context().getBean(Servers.class).database().getConnection();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtext('sequence_log'))");
            try {
                transfer = stored();
                Answer pending = center.evidenceNow(transfer).expectProblem(409, "PROOF_PENDING");
                assertThat(pending.headers().firstValue("Retry-After")).hasValue("1");
                gateway.anonymous()
                        .get("/api/v1/log/proof/inclusion?transfer="
                                + transfer.required("transferId").stringValue())
                        .expectProblem(409, "PROOF_PENDING");
            } finally {
                statement.execute("SELECT pg_advisory_unlock(hashtext('sequence_log'))");
            }
        }
        assertThat(verify(center.evidence(transfer).expect(200).body()).verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void hasTheSameBytesForEverAndAnotherEditionAfterAnotherReceipt() throws Exception {
        JsonNode transfer = stored();
        Answer first = center.evidence(transfer).expect(200);
        stored();
        Answer again = center.evidence(transfer).expect(200);
        assertThat(edition(again)).isEqualTo(edition(first));
        assertThat(again.body()).isEqualTo(first.body());

        laterReceipt(UUID.fromString(transfer.required("transferId").stringValue()));
        Answer later = await().atMost(Duration.ofSeconds(20))
                .until(() -> center.evidence(transfer).expect(200), answer -> !edition(answer)
                        .equals(edition(first)));

        assertThat(entries(later.body())).containsKeys("receipt-1.json", "receipt-2.json");
        assertThat(entries(later.body()).get("statement.json"))
                .isEqualTo(entries(first.body()).get("statement.json"));
    }

    /** As if the platform had said something more: a receipt of another stage, and its leaf. */
    private void laterReceipt(UUID transfer) {
        gateway.sql()
                .update(
                        """
                        INSERT INTO receipt (transfer, stage, receipt_id, document, signature, platform_chain)
                        SELECT transfer, 'LATER', receipt_id, document, signature, platform_chain FROM receipt
                        WHERE transfer = ?
                        """,
                        transfer);
        Map<String, Object> receipt = gateway.sql()
                .queryForMap(
                        "SELECT document, signature FROM receipt WHERE stage = 'LATER' AND transfer = ?", transfer);
        LogLeaf leaf =
                LogLeaf.receipt(transfer, "LATER", (byte[]) receipt.get("document"), (byte[]) receipt.get("signature"));
        gateway.sql()
                .update(
                        "INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash) VALUES (?, 'receipt', ?, ?, ?)",
                        new UUID(
                                (System.currentTimeMillis() << 16) | 0x7000,
                                0x8000_0000_0000_0000L | transfer.getLeastSignificantBits() >>> 2),
                        transfer,
                        leaf.bytes(),
                        leaf.hash());
    }

    @Test
    void exportsManyAsOneArchiveWithAnIndex() throws Exception {
        JsonNode one = stored();
        JsonNode two = stored();
        center.evidence(one).expect(200);
        byte[] evidence = center.evidence(two).expect(200).body();

        Answer answer = gateway.officer()
                .get("/api/v1/evidence?center=" + center.usci() + "&platform=qingdao&dataset=activity&state=STORED"
                        + "&agreement=agreement-" + center.usci())
                .expect(200);

        Map<String, byte[]> entries = entries(answer.body());
        JsonNode index = JsonMapper.shared().readTree(entries.get("index.json"));
        assertThat(index.path("format").stringValue()).isEqualTo("shuqiao.export.v1");
        assertThat(index.path("next").isNull()).isTrue();
        assertThat(index.path("transfers"))
                .extracting(entry -> entry.path("transferId").stringValue())
                .containsExactly(
                        one.path("transferId").stringValue(),
                        two.path("transferId").stringValue());
        JsonNode last = index.path("transfers").get(1);
        assertThat(entries.get(last.path("file").stringValue())).isEqualTo(evidence);
        assertThat(last.path("sm3").stringValue()).isEqualTo(Sm3.hex(evidence));
        assertThat("\"" + last.path("edition").stringValue() + "\"")
                .isEqualTo(edition(center.evidence(two).expect(200)));
        assertThat(entries).hasSize(3);
    }

    @Test
    void anArchiveThatTakesTooLongEndsEarlyAndSaysHowToGoOn() throws Exception {
        JsonNode one = stored();
        center.evidence(one).expect(200);
        center.evidence(stored()).expect(200);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();

        new ExportEvidence(
                        gateway.context().getBean(Journeys.class).ledger().exports(1),
                        gateway.context().getBean(CollectEvidence.class),
                        Duration.ZERO)
                .write(new Query(center.usci(), null, null, null, null, null, null, null, null), null, archive);

        Map<String, byte[]> entries = entries(archive.toByteArray());
        assertThat(entries).hasSize(2);
        assertThat(JsonMapper.shared()
                        .readTree(entries.get("index.json"))
                        .path("next")
                        .asString(""))
                .isEqualTo(one.path("transferId").stringValue());
    }

    @Test
    void exportsACentersOwnAndNothingElse() throws Exception {
        center.evidence(stored()).expect(200);
        TestCenter stranger = gateway.newCenter();

        assertThat(entries(center.client().get("/api/v1/evidence").expect(200).body()))
                .hasSize(2);
        assertThat(entries(stranger.client().get("/api/v1/evidence").expect(200).body()))
                .containsOnlyKeys("index.json");
        stranger.client().get("/api/v1/evidence?center=" + center.usci()).expectProblem(403, "CENTER_MISMATCH");
        gateway.operator().get("/api/v1/evidence").expectProblem(403, "NOT_ALLOWED");
        gateway.anonymous().get("/api/v1/evidence").expectProblem(401, "NOT_AUTHENTICATED");
    }

    @Test
    void exportsByTimeAndFromWhereAnotherArchiveEnded() throws Exception {
        JsonNode one = stored();
        center.evidence(one).expect(200);
        center.evidence(stored()).expect(200);
        String id = one.required("transferId").stringValue();
        String own = "/api/v1/evidence?center=" + center.usci();

        assertThat(entries(gateway.admin().get(own + "&after=" + id).expect(200).body()))
                .hasSize(2);
        assertThat(entries(gateway.admin()
                        .get(own + "&to=2020-01-01T00:00:00Z")
                        .expect(200)
                        .body()))
                .hasSize(1);
        assertThat(entries(gateway.admin()
                        .get(own + "&from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")
                        .expect(200)
                        .body()))
                .hasSize(3);
        gateway.admin().get(own + "&from=yesterday").expectProblem(400, "BAD_REQUEST");
        gateway.admin().get(own + "&state=LOST").expectProblem(400, "BAD_REQUEST");
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }
}
