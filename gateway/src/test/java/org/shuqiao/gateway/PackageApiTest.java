package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.evidence.Verdict;
import tools.jackson.databind.JsonNode;

/** Packages that people carry and papers that they bring back, over HTTP. */
@ExtendWith(OneGateway.class)
class PackageApiTest {
    private static final String PATH = "/api/v1/ops/packages";

    private final GatewayUnderTest gateway;
    private final UUID packageId;
    private final UUID transfer;
    private final TestCenter center;
    private final String submission;

    PackageApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
        this.submission = center.accepted(center.activity());
        this.transfer = UUID.fromString(center.awaitTransfer(submission, "STORED")
                .required("transferId")
                .stringValue());
        this.packageId = CarriedPackage.of(gateway, transfer);
    }

    private static byte[] scan() {
        return "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n49\n%%EOF\n"
                .getBytes(US_ASCII);
    }

    private Answer upload(byte[] bytes) {
        return gateway.officer()
                .send(
                        "PUT",
                        PATH + "/" + packageId + "/scans/" + Sm3.hex(bytes),
                        BodyPublishers.ofByteArray(bytes),
                        "Content-Type",
                        "application/pdf");
    }

    private Map<String, Object> paper(String stage, List<String> reasons) {
        Map<String, Object> paper = new HashMap<>();
        paper.put("scan", Sm3.hex(scan()));
        paper.put("stage", stage);
        paper.put("transfers", List.of(transfer.toString()));
        paper.put("reference", "渝发改收〔2026〕12号");
        paper.put("receivedOn", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
        paper.put("reasons", reasons);
        return paper;
    }

    private Answer enter(Map<String, Object> paper) {
        return gateway.officer().post(PATH + "/" + packageId + "/receipts", paper);
    }

    @Test
    void aPaperCountsOnceASecondOfficerHasConfirmedIt() {
        upload(scan()).expect(204);
        upload(scan()).expect(204);
        String id =
                enter(paper("STORED", List.of())).expect(201).json().path("id").stringValue();
        String confirm = PATH + "/" + packageId + "/receipts/" + id + "/confirm";
        assertThat(gateway.sql().queryForObject("SELECT state FROM transfer WHERE id = ?", String.class, transfer))
                .isEqualTo("UNKNOWN");

        gateway.officer().post(confirm, Map.of()).expectProblem(403, "FOUR_EYES");
        JsonNode confirmed =
                gateway.secondOfficer().post(confirm, Map.of()).expect(200).json();

        assertThat(confirmed.path("confirmedBy").stringValue())
                .isNotEqualTo(confirmed.path("enteredBy").stringValue());
        JsonNode stored = center.awaitTransfer(submission, "STORED");
        assertThat(stored.path("reason").stringValue()).isEqualTo("RECEIPT_ENTERED");
        Answer shown = gateway.secondOfficer()
                .get(PATH + "/" + packageId + "/scans/" + Sm3.hex(scan()))
                .expect(200);
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(shown.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void evidenceCarriesThePaperAsTheWordOfTwoOfficersAndIsValid() throws Exception {
        upload(scan()).expect(204);
        String id =
                enter(paper("STORED", List.of())).expect(201).json().path("id").stringValue();
        gateway.secondOfficer()
                .post(PATH + "/" + packageId + "/receipts/" + id + "/confirm", Map.of())
                .expect(200);

        Report report = await().atMost(Duration.ofSeconds(20))
                .until(this::verified, read -> !read.facts().enteredReceipts().isEmpty());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.facts().receipts()).isEmpty();
        assertThat(report.facts().enteredReceipts()).singleElement().satisfies(entered -> {
            assertThat(entered.id()).hasToString(id);
            assertThat(entered.scan()).isEqualTo(Sm3.hex(scan()));
            assertThat(entered.enteredBy()).isNotEqualTo(entered.confirmedBy());
        });
    }

    private Report verified() {
        JsonNode now = center.awaitTransfer(submission, "STORED");
        Trust trust = Trust.parse(
                gateway.anonymous().get("/api/v1/log/trust").expect(200).body());
        return new EvidenceVerifier(trust)
                .verify(center.evidence(now).expect(200).body());
    }

    @Test
    void whatIsNoScanIsNotKept() {
        byte[] program = "MZ this program cannot be run".getBytes(UTF_8);
        upload(program).expectProblem(422, "ATTACHMENT_REFUSED");
        gateway.officer()
                .send(
                        "PUT",
                        PATH + "/" + packageId + "/scans/" + "0".repeat(64),
                        BodyPublishers.ofByteArray(scan()),
                        "Content-Type",
                        "application/pdf")
                .expectProblem(400, "BAD_REQUEST");
        enter(paper("STORED", List.of())).expectProblem(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "stage, ACCEPTED",
        "stage, ",
        "scan, nothing",
        "reference, ''",
        "reference, 'a\u0007b'",
        "receivedOn, 2999-01-01",
        "receivedOn, 2026-02-12",
        "receivedOn, yesterday",
        "transfers, "
    })
    void refusesAPaperThatSaysNothing(String member, String value) {
        upload(scan()).expect(204);
        Map<String, Object> paper = paper("STORED", List.of());
        paper.put(member, value);
        enter(paper).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void givingBackNeedsReasonsAndTakingNeedsNone() {
        upload(scan()).expect(204);
        enter(paper("REJECTED", List.of())).expectProblem(400, "BAD_REQUEST");
        enter(paper("STORED", List.of("为什么"))).expectProblem(400, "BAD_REQUEST");
        enter(paper("REJECTED", List.of("x".repeat(501)))).expectProblem(400, "BAD_REQUEST");
        enter(paper("REJECTED", List.of("缺少公章"))).expect(201);
    }

    @Test
    void isForOfficersOnly() {
        center.client().get(PATH + "?platform=qingdao").expectProblem(403, "NOT_ALLOWED");
        gateway.admin().get(PATH + "?platform=qingdao").expectProblem(403, "NOT_ALLOWED");
        gateway.anonymous().get(PATH + "?platform=qingdao").expectProblem(401, "NOT_AUTHENTICATED");
        gateway.officer().post(PATH, Map.of("platform", "qingdao")).expectProblem(404, "NOT_FOUND");
        gateway.officer().get(PATH + "/" + UUID.randomUUID() + "/archive").expectProblem(404, "NOT_FOUND");
    }
}
