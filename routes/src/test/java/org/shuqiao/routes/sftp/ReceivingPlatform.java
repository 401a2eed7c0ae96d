package org.shuqiao.routes.sftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes drops as a platform would, which believes nothing that is not signed. */
public final class ReceivingPlatform {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SftpWorld world;
    private final SigningKey receiptKey;
    private final CertificateChain sender;
    private final TrustedCertificates authorities;
    private int written;

    public ReceivingPlatform(
            SftpWorld world, SigningKey receiptKey, CertificateChain sender, TrustedCertificates authorities) {
        this.world = world;
        this.receiptKey = receiptKey;
        this.sender = sender;
        this.authorities = authorities;
    }

    /** @param resend as its manifest says */
    public record Batch(String name, JsonNode manifest, boolean resend, List<JsonNode> rows) {}

    /** Every batch that is whole, checked. */
    public List<Batch> batches() throws Exception {
        List<Batch> batches = new ArrayList<>();
        for (String file : world.files("in")) {
            if (file.endsWith(".ok")) {
                batches.add(batch(file.substring(0, file.length() - 3)));
            }
        }
        return batches;
    }

    private Batch batch(String name) throws Exception {
        byte[] bytes = world.bytes("in/" + name + ".manifest.json");
        byte[] signature =
                Base64.getDecoder().decode(new String(world.bytes("in/" + name + ".manifest.sig"), US_ASCII).strip());
        authorities
                .verifier(
                        sender,
                        java.time.Instant.now(),
                        new SignatureProfile(SignatureForm.DER, "1234567812345678", false))
                .verify(bytes, signature);
        JsonNode manifest = JSON.readTree(bytes);
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode file : manifest.path("files")) {
            byte[] content = world.bytes("in/" + file.path("name").asString());
            if (content.length != file.path("bytes").asLong()
                    || !Sm3.hex(content).equals(file.path("sm3").asString())) {
                throw new AssertionError("not what the manifest says: " + file);
            }
            if (file.path("rows").asInt() > 0) {
                new String(content, UTF_8).lines().forEach(line -> rows.add(JSON.readTree(line)));
            }
        }
        return new Batch(name, manifest, manifest.path("resend").asBoolean(), rows);
    }

    /** The row of a transfer in the newest batch that has it; null where none has. */
    public JsonNode row(UUID transfer) throws Exception {
        JsonNode found = null;
        for (Batch batch : batches()) {
            for (JsonNode row : batch.rows()) {
                if (row.path("key").asString().equals(transfer.toString())) {
                    found = row;
                }
            }
        }
        return found;
    }

    public ObjectNode receipt(JsonNode row) {
        byte[] payload = Base64.getDecoder().decode(row.path("content").asString());
        byte[] document = JSON.createObjectNode()
                .put("receiptId", "QD-" + row.path("key").asString())
                .put("platform", "qingdao")
                .put("idempotencyKey", row.path("key").asString())
                .put("payloadHash", Sm3.hex(payload))
                .put("stage", "STORED")
                .put("receivedAt", "2026-06-01T00:00:00Z")
                .toString()
                .getBytes(UTF_8);
        return JSON.createObjectNode()
                .put("key", row.path("key").asString())
                .put("code", "0")
                .put("receipt", Base64.getEncoder().encodeToString(document))
                .put(
                        "signature",
                        Base64.getEncoder()
                                .encodeToString(
                                        receiptKey.signer(new SecureRandom()).sign(document)));
    }

    public static ObjectNode refusal(UUID transfer, String code) {
        return JSON.createObjectNode().put("key", transfer.toString()).put("code", code);
    }

    /** Lays a result file down. @return its name */
    public String say(ObjectNode... rows) {
        ObjectNode file = JSON.createObjectNode().put("batchId", "any");
        ArrayNode said = file.putArray("rows");
        List.of(rows).forEach(said::add);
        String name = "R" + ++written + ".receipt.json";
        world.put("out/." + name, JSON.writeValueAsBytes(file));
        if (!world.root
                .resolve("out/." + name)
                .toFile()
                .renameTo(world.root.resolve("out/" + name).toFile())) {
            throw new IllegalStateException("not renamed");
        }
        return name;
    }
}
