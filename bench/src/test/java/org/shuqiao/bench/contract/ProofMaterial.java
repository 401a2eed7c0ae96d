package org.shuqiao.bench.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A proof with its file: uploaded, named by a record, approved by a person who has looked at it, and sent beside the record. */
final class ProofMaterial {
    private static final String DATASET = "proof_material";
    private static final String TYPE = "application/pdf";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlatformContract contract;
    private final ContractWorld world;
    private final byte[] file = ("%PDF-1.7\n%" + UUID.randomUUID() + "\n%%EOF\n").getBytes(US_ASCII);

    ProofMaterial(PlatformContract contract) {
        this.contract = contract;
        this.world = contract.world();
    }

    void arrivesWithItsFile() throws Exception {
        String sm3 = Sm3.hex(file);
        world.asCenter("PUT", "/api/v1/attachments/" + sm3, TYPE, file);
        ObjectNode record = contract.record(DATASET, "expert-list")
                .put("sm3", sm3)
                .put("bytes", file.length)
                .put("media_type", TYPE);
        String submission =
                world.center().submit(DATASET, JSON.writeValueAsBytes(record)).submissionId();
        Transfer waiting =
                contract.awaitTransfer(submission, transfer -> transfer.state().equals("WAITING"));
        assertThat(waiting.reason()).isEqualTo("DUTY_APPROVAL");

        String approved = approve("/api/v1/approvals/" + waiting.transferId(), sm3);

        contract.arrived(submission);
        assertThat(contract.simulated().effects(waiting.transferId()))
                .singleElement()
                .satisfies(effect -> {
                    assertThat(effect.attachment()).as("of the bytes that came").isEqualTo(sm3);
                    assertThat(effect.payloadHash()).isEqualTo(approved);
                });
    }

    /** @return SM3 of the payload that was shown */
    private String approve(String approval, String sm3) {
        JsonNode asked = JSON.readTree(world.asOfficer("GET", approval, new byte[0]));
        assertThat(asked.at("/file/sm3").stringValue()).isEqualTo(sm3);
        assertThat(asked.path("payload").toString()).contains(sm3);
        assertThat(world.asOfficer("GET", approval + "/file", new byte[0])).isEqualTo(file);
        String hash = asked.at("/approval/payloadHash").stringValue();
        ObjectNode answer = JSON.createObjectNode()
                .put("decision", "APPROVE")
                .put("payloadHash", hash)
                .put("reason", "已核对原件");
        world.asOfficer("POST", approval, JSON.writeValueAsBytes(answer));
        return hash;
    }
}
