package org.shuqiao.gateway.console.audit;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Statement;
import org.shuqiao.gateway.console.audit.JudgeEvidence.Judged;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.ReadLedger.SignedTransferContent;
import org.shuqiao.routes.ledger.SubmissionView.TransferView;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.SealedEvidence;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was signed of one transfer, and whether its evidence holds. */
@Controller
@RequestMapping("/audit/transfers/{id}")
class SignedTransferController {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ReadLedger reads;
    private final AgreementLedger agreements;
    private final CollectEvidence evidence;
    private final JudgeEvidence judge;
    private final Datasets datasets;

    SignedTransferController(Journeys journeys, CollectEvidence evidence, JudgeEvidence judge, Datasets datasets) {
        this.reads = journeys.ledger().reads();
        this.agreements = journeys.ledger().agreements();
        this.evidence = evidence;
        this.judge = judge;
        this.datasets = datasets;
    }

    @GetMapping
    String transfer(@PathVariable UUID id, Model model) {
        SignedTransferContent content = reads.signedContent(id).orElseThrow(SignedTransferController::unknown);
        TransferView transfer = reads.transfer(id).orElseThrow(SignedTransferController::unknown);
        Statement statement = Statement.parse(content.statement());
        Set<String> stripped = stripped(transfer);
        model.addAttribute("transfer", transfer)
                .addAttribute("statement", statement)
                .addAttribute("signer", signer(content))
                .addAttribute("withheld", content.payload() == null)
                .addAttribute("stripped", stripped)
                .addAttribute(
                        "fields",
                        Carried.of(
                                statement,
                                stripped,
                                new Clauses(agreements),
                                datasets.find(statement.dataset()).orElse(null)));
        return "audit/transfer";
    }

    /** The page of the transfer with every check that was made of its evidence as it is exported now. */
    @GetMapping("/verified")
    String verified(@PathVariable UUID id, Model model) {
        Judged judged = judge.judge(id, judge.verifier()).orElseThrow(() -> new Failure(FailureCode.PROOF_PENDING));
        model.addAttribute("report", judged)
                .addAttribute("failed", judged.failures().size())
                .addAttribute("checks", ShownCheck.of(judged.checks()));
        return transfer(id, model);
    }

    @GetMapping("/evidence")
    ResponseEntity<byte[]> evidence(@PathVariable UUID id) {
        SealedEvidence sealed = sealed(id);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".zip\"")
                .body(sealed.zip());
    }

    private SealedEvidence sealed(UUID id) {
        return evidence.newest(id).orElseThrow(SignedTransferController::unknown);
    }

    private static Set<String> stripped(TransferView transfer) {
        return JSON.readTree(transfer.decision())
                .path("stripped")
                .valueStream()
                .map(JsonNode::stringValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String signer(SignedTransferContent content) {
        try {
            return CertificateChain.parse(content.signingChain()).leafSubject();
        } catch (CertificateRefused unreadable) {
            throw new IllegalStateException("only chains that were read are stored", unreadable);
        }
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer"));
    }
}
