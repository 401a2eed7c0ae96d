package org.shuqiao.routes.steps;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.NewReturn;
import org.shuqiao.routes.ledger.ReturnReceipt;
import org.shuqiao.routes.ledger.ReturnResult;
import org.shuqiao.routes.ledger.ReturnRow;
import org.shuqiao.routes.ledger.TwoOfficers;
import org.shuqiao.routes.ledger.Uuid7;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A match of demands that the capability center sent, committed with its agreement and our receipt. */
record SampleMessage(UUID id, byte[] payload) {
    static final String CENTER = "91370212MA3C000039";
    static final String SECRET = "找一家做压铸机联网的服务商";
    private static final String PLATFORM = "capability-center";
    private static final String DATASET = "demand_match";
    private static final String GATEWAY = "gateway-1";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SecureRandom RANDOM = new SecureRandom();

    static SampleMessage received(Ledger ledger, DevelopmentAuthority authority) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ledger.centers().register(CENTER, "示范中心", "370212", "admin");
        AgreementDocument agreement = agreement(ledger, authority, now);
        Uuid7 ids = new Uuid7(Clock.systemUTC(), RANDOM);
        Signer signer = authority.issue(GATEWAY, GATEWAY).signer(RANDOM);
        UUID batch = ids.next();
        UUID id = ids.next();
        ObjectNode record = JSON.createObjectNode().put("record_id", "M-1").put("summary", SECRET);
        byte[] payload = CanonicalJson.bytes(record);
        byte[] statement = statement(id, batch, agreement, payload, now).canonicalBytes();
        var signed = new NewReturn.SignedReturn(
                "A-in",
                1,
                "{\"agreements\":[%1$s],\"inForce\":[%1$s]}"
                        .formatted("{\"id\":\"A-in\",\"version\":1,\"hash\":\"%s\"}".formatted(agreement.hashHex())),
                new byte[32],
                Sm3.digest(),
                payload,
                Sm3.digest(payload),
                statement,
                signer.sign(statement),
                signer.chain().pem(),
                null);
        var row = new ReturnRow(id, CENTER, PLATFORM, DATASET, "M-1", 1, record, now);
        var both = new NewReturn(
                batch,
                PLATFORM,
                "P-1",
                DATASET,
                Sm3.digest(payload),
                now,
                List.of(new NewReturn.Message(row, payload, signed, new NewReturn.Conditions(List.of(), null))));
        ledger.transaction().executeWithoutResult(status -> ledger.returns(10)
                .commit(both, results -> receipt(both, results, signer)));
        return new SampleMessage(id, payload);
    }

    private static Statement statement(UUID id, UUID batch, AgreementDocument agreement, byte[] payload, Instant now) {
        return new Statement(
                Statement.Type.RETURN,
                id,
                batch,
                CENTER,
                PLATFORM,
                DATASET,
                "M-1",
                1,
                "供需对接",
                List.of(new Statement.Agreement("A-in", 1, agreement.hashHex())),
                new Statement.Mapping(DATASET + "/1.0.0", Sm3.hex()),
                new Statement.Masking("catalogue-1", Sm3.hex(), Map.of()),
                List.of(),
                Sm3.hex(),
                Sm3.hex(payload),
                "application/json",
                null,
                now,
                GATEWAY);
    }

    private static ReturnReceipt.Signed receipt(NewReturn batch, List<ReturnResult> results, Signer signer) {
        ObjectNode receipt = JSON.createObjectNode()
                .put("type", CommitReturn.RECEIPT_TYPE)
                .put("receiptId", UUID.randomUUID().toString())
                .put("platform", batch.platform())
                .put("batchId", batch.batchId())
                .put("dataset", batch.dataset())
                .put("bodyHash", HexFormat.of().formatHex(batch.bodyHash()))
                .put("receivedAt", batch.receivedAt().toString())
                .put("gateway", GATEWAY);
        var rows = receipt.putArray("rows");
        results.forEach(result -> rows.add(result.facts()
                .deepCopy()
                .put("recordId", result.row().recordId())
                .put("version", result.row().version())
                .put("code", result.code())));
        byte[] document = CanonicalJson.bytes(receipt);
        return new ReturnReceipt.Signed(
                document, signer.sign(document), signer.chain().pem());
    }

    private static AgreementDocument agreement(Ledger ledger, DevelopmentAuthority authority, Instant now)
            throws Exception {
        SigningKey platform = authority.issue("platform", "Platform");
        SigningKey center = authority.issue("center", "Center");
        ObjectNode json = JSON.createObjectNode()
                .put("id", "A-in")
                .put("version", 1)
                .put("profile", AgreementDocument.PROFILE)
                .put("direction", "in");
        json.putObject("provider")
                .put("platform", PLATFORM)
                .put("cert_sn", platform.chain().leafSerialHex());
        json.putObject("consumer")
                .put("usci", CENTER)
                .put("cert_sn", center.chain().leafSerialHex());
        byte[] content = AgreementDocument.parse(JSON.writeValueAsBytes(json)).signedBytes();
        json.putArray("signatures");
        sign(json, "provider", platform, content);
        sign(json, "consumer", center, content);
        AgreementDocument agreement = AgreementDocument.parse(JSON.writeValueAsBytes(json));
        TwoOfficers.putInForce(
                ledger,
                new StoredAgreement(
                        "A-in",
                        1,
                        AgreementState.ACTIVE,
                        CENTER,
                        PLATFORM,
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)),
                        agreement.hash(),
                        agreement.source()),
                null);
        return agreement;
    }

    private static void sign(ObjectNode agreement, String party, SigningKey key, byte[] content) {
        agreement
                .withArray("signatures")
                .addObject()
                .put("party", party)
                .put("kind", "sm2")
                .put("certificate", new String(key.chain().pem(), StandardCharsets.US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(key.signer(RANDOM).sign(content)));
    }
}
