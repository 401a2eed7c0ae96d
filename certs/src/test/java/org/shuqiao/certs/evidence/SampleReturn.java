package org.shuqiao.certs.evidence;

import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A message that a platform sent to a center, with all that proves it; tests change a part and see what is found. */
final class SampleReturn {
    static final UUID BATCH = UUID.fromString("019aa5c1-7d00-7000-8000-0000000000b1");
    static final UUID RECEIPT = UUID.fromString("019aa5c1-7d00-7000-8000-0000000000c1");

    /** Whose keys and log it uses. */
    final SampleTransfer world;

    UUID id = UUID.fromString("019aa5c1-7d00-7000-8000-0000000000a1");
    byte[] payload = utf8("{\"booking_id\":\"B-1\",\"leader_phone\":\"138****8000\"}");
    ObjectNode agreement = JsonMapper.shared().createObjectNode();
    Signer receiptSigner;
    byte[] statement = new byte[0];
    byte[] signature = new byte[0];
    byte[] receipt = new byte[0];
    Instant deletedAt = NOW.plusSeconds(30);
    Deletion deletion;
    boolean deletionLogged = true;

    SampleReturn(Path keys) throws Exception {
        this(keys, LogHash.SM3, 21);
    }

    SampleReturn(Path keys, LogHash hash, int strangers) throws Exception {
        world = new SampleTransfer(keys, hash, strangers);
        receiptSigner = world.gateway;
        agreement.put("profile", "cdg-1").put("version", 2).put("direction", "in");
        agreement
                .putObject("provider")
                .put("platform", "qingdao")
                .put("cert_sn", world.platform.chain().leafSerialHex());
        agreement
                .putObject("consumer")
                .put("usci", SampleTransfer.CENTER)
                .put("cert_sn", world.center.chain().leafSerialHex());
        settle();
    }

    /** Makes everything anew that follows from payload, agreement and id. */
    SampleReturn settle() {
        statement = statement().canonicalBytes();
        signature = world.gateway.sign(statement);
        receipt =
                utf8(("{'batchId':'P-7','bodyHash':'%s','dataset':'booking','gateway':'gateway-1','platform':'qingdao',"
                                + "'receiptId':'%s','receivedAt':'2026-11-21T08:30:00.100Z','rows':[{'code':'OK','messageId':'%s',"
                                + "'recordId':'B-1','version':1},{'code':'SLOT_FULL','recordId':'B-2','version':1}],"
                                + "'type':'shuqiao.return-receipt.v1'}")
                        .replace('\'', '"')
                        .formatted(Sm3.hex(utf8("body")), RECEIPT, id));
        deletion = new Deletion(Statement.Type.RETURN, id, Sm3.hex(payload), "visit-30-days", deletedAt);
        return this;
    }

    byte[] content() {
        return CanonicalJson.bytes(agreement);
    }

    Statement statement() {
        return new Statement(
                Statement.Type.RETURN,
                id,
                BATCH,
                SampleTransfer.CENTER,
                "qingdao",
                "booking",
                "B-1",
                1,
                "观摩预约",
                List.of(new Statement.Agreement("agr-1", 2, Sm3.hex(content()))),
                new Statement.Mapping("booking/1.0.0", Sm3.hex(utf8("schema"))),
                new Statement.Masking("catalogue-1", Sm3.hex(utf8("masking")), Map.of()),
                List.of(new Statement.Transform("/leader_phone", "mask-phone", "1")),
                Sm3.hex(utf8("salted original")),
                Sm3.hex(payload),
                "application/json",
                null,
                NOW,
                "gateway-1");
    }

    /** With its payload. */
    Evidence evidence() throws Exception {
        return evidence(false);
    }

    /** With the proof of the deletion in the place of the payload. */
    Evidence withheld() throws Exception {
        return evidence(true);
    }

    /** Puts its leaves into the log, and a stranger's after them. */
    private Evidence evidence(boolean deleted) throws Exception {
        byte[] receiptSignature = receiptSigner.sign(receipt);
        SampleLog log = world.log;
        long ofStatement = log.append(LogLeaf.returned(id, statement, signature));
        long ofReceipt = log.append(LogLeaf.returnReceipt(BATCH, receipt, receiptSignature));
        long ofDeletion = deleted && deletionLogged ? log.append(deletion.leaf()) : ofReceipt;
        log.append(LogLeaf.operatorAction("pause", "qingdao", "operator-1", NOW));
        var checkpoint = log.checkpoint();
        var signed = List.of(
                new Evidence.Countersignature("provider", world.platform.sign(content()), world.platform.chain()),
                new Evidence.Countersignature("consumer", world.center.sign(content()), world.center.chain()));
        var evidence = new Evidence(
                        statement,
                        signature,
                        world.gateway.chain(),
                        deleted ? null : payload,
                        world.authority.trusted())
                .agreement(SampleTransfer.document(agreement, signed), content(), signed)
                .log(checkpoint, log.chain(), log.proof(ofStatement))
                .returnReceipt(new OwnReceipt(receipt, receiptSignature, receiptSigner.chain(), log.proof(ofReceipt)));
        if (deleted) {
            evidence.deletion(deletion, log.proof(ofDeletion));
        }
        return world.stamped ? evidence.timestamp(world.stamp(checkpoint.bytes())) : evidence;
    }

    Trust trust() {
        return world.trust();
    }
}
