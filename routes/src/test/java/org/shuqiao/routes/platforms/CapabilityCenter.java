package org.shuqiao.routes.platforms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.DecryptionKey;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.ledger.AskedTransfer;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The capability center as an installation reaches it, with keys that are made when asked for. */
final class CapabilityCenter {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final String USER_ID = "cq-capability";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SecureRandom random = new SecureRandom();
    private final DevelopmentAuthority authority;
    final SigningKey gateway;
    final SigningKey client;
    final SigningKey receiptKey;
    final DecryptionKey decryption;

    CapabilityCenter(Path keys) {
        try {
            authority = DevelopmentAuthority.openOrCreate(keys, CLOCK, random);
            gateway = authority.issue("gateway", "Gateway");
            client = authority.issue("client", "Client");
            receiptKey = authority.issue("capability-center", "Platform");
            decryption = authority.issueEncryption("encryption", "Platform");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlatformAccess access() {
        return access(Platforms.load(Datasets.load()).find("capability-center").orElseThrow());
    }

    PlatformAccess access(Platform platform) {
        return new PlatformAccess(
                platform,
                URI.create("http://platform.example"),
                "shuqiao",
                () -> "secret".getBytes(US_ASCII),
                new PlatformAccess.CallKeys(client.signer(random, "shuqiao@cq-capability"), decryption.chain()),
                authority::trusted,
                receiptKey.chain().pem(),
                receiptKey.chain().pem());
    }

    Rests rests() {
        return Rests.of(access().platform().descriptor(), CLOCK, random);
    }

    static UUID id(int number) {
        return new UUID(0x019b_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    ClaimedTransfer claimed(int number, int attempt) {
        byte[] statement = statement(number);
        return new ClaimedTransfer(
                id(number),
                attempt,
                attempt,
                NOW,
                NOW,
                "capability-center",
                "activity",
                payload(number),
                "application/json",
                statement,
                gateway.signer(random).sign(statement),
                gateway.chain().pem(),
                null);
    }

    /** Numbered from 1. */
    List<ClaimedTransfer> claimed(int rows) {
        List<ClaimedTransfer> claimed = new ArrayList<>();
        for (int number = 1; number <= rows; number++) {
            claimed.add(claimed(number, 1));
        }
        return claimed;
    }

    AskedTransfer asked(int number, TransferState state, int asks, Instant createdAt) {
        return new AskedTransfer(id(number), 1, state, asks, createdAt, statement(number));
    }

    static byte[] payload(int number) {
        return ("{\"hdmc\":\"活动" + number + "\"}").getBytes(UTF_8);
    }

    private static byte[] statement(int number) {
        String hash = Sm3.hex(new byte[0]);
        return new Statement(
                        Statement.Type.TRANSFER,
                        id(number),
                        id(0),
                        "91500000MA5U000036",
                        "capability-center",
                        "activity",
                        "r" + number,
                        1,
                        "purpose",
                        List.of(new Statement.Agreement("a", 1, hash)),
                        new Statement.Mapping("m", hash),
                        new Statement.Masking("c", hash, Map.of()),
                        List.of(),
                        hash,
                        Sm3.hex(payload(number)),
                        "application/json",
                        null,
                        NOW,
                        "gateway-1")
                .canonicalBytes();
    }

    ObjectNode receipt(ClaimedTransfer transfer, String stage) {
        return receipt(transfer.id(), transfer.payload(), stage, USER_ID, receiptKey);
    }

    ObjectNode receipt(UUID transfer, byte[] payload, String stage, String userId, SigningKey key) {
        return signed(document(transfer, payload, stage), userId, key);
    }

    /** @param review as JSON */
    ObjectNode reviewed(ClaimedTransfer transfer, String stage, String review) {
        ObjectNode document = document(transfer.id(), transfer.payload(), stage);
        document.set("review", JSON.readTree(review));
        return signed(document, USER_ID, receiptKey);
    }

    private static ObjectNode document(UUID transfer, byte[] payload, String stage) {
        return JSON.createObjectNode()
                .put("receiptId", "CQ1")
                .put("platform", "capability-center")
                .put("idempotencyKey", transfer.toString())
                .put("payloadHash", Sm3.hex(payload))
                .put("stage", stage);
    }

    private ObjectNode signed(ObjectNode receipt, String userId, SigningKey key) {
        byte[] document = receipt.toString().getBytes(UTF_8);
        byte[] raw = SignatureForm.RAW.fromDer(key.signer(random, userId).sign(document), key.chain());
        return JSON.createObjectNode()
                .put("receipt", Base64.getEncoder().encodeToString(document))
                .put("signature", Base64.getEncoder().encodeToString(raw));
    }
}
