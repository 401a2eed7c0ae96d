package org.shuqiao.certs.evidence;

import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.RANDOM;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.time.DevelopmentTimestamps;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.certs.time.TimestampRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A transfer with all that proves it; tests change a part and see what is found. */
final class SampleTransfer {
    static final String CENTER = "91370200MA3C0DE123";
    static final String STAGE = "STORED";

    final DevelopmentAuthority authority;
    final Signer gateway;
    final Signer center;
    Signer platform;
    final Signer logSigner;
    final SampleLog log;

    UUID id = UUID.fromString("019aa5c1-7d00-7000-8000-000000000001");
    byte[] payload = utf8("{\"标题\":\"数字化转型\"}\n");
    byte[] agreement;
    byte[] content;
    byte[] statement = new byte[0];
    byte[] signature = new byte[0];
    byte[] receipt = new byte[0];
    byte[] receiptSignature = new byte[0];
    byte @Nullable [] manifest;
    List<PaperCountersignature> onPaper = List.of();
    boolean stamped = true;
    Instant receivedAt = NOW.plusSeconds(2);
    String userId = SignatureProfile.DEFAULT_USER_ID;
    boolean signedReceipt = true;
    Instant stampedAt = NOW.plusSeconds(60);

    @Nullable Breach breach;

    boolean breachLogged = true;

    @Nullable EnteredReceipt entered;

    boolean enteredLogged = true;
    Signer enterer;
    private final Path keys;
    private final byte[] tsaCertificate;

    SampleTransfer(Path keys) throws Exception {
        this(keys, LogHash.SM3, 21);
    }

    SampleTransfer(Path keys, LogHash hash, int strangers) throws Exception {
        this.keys = keys;
        authority = Samples.authority(keys);
        authority.timestampAuthority();
        tsaCertificate = Files.readAllBytes(keys.resolve("tsa-ca.pem"));
        gateway = signer("gateway");
        enterer = gateway;
        center = withoutAuthority(signer("center"));
        platform = withoutAuthority(signer("qingdao"));
        logSigner = withoutAuthority(signer("log"));
        log = new SampleLog(hash, logSigner, strangers);
        ObjectNode json =
                JsonMapper.shared().createObjectNode().put("profile", "cdg-1").put("version", 2);
        json.putObject("provider")
                .put("usci", CENTER)
                .put("cert_sn", center.chain().leafSerialHex());
        json.putObject("consumer")
                .put("platform", "qingdao")
                .put("cert_sn", platform.chain().leafSerialHex());
        content = CanonicalJson.bytes(json);
        agreement = document(json);
        settle();
    }

    /** Makes everything anew that follows from payload, agreement and id. */
    SampleTransfer settle() {
        statement = statement().canonicalBytes();
        signature = gateway.sign(statement);
        manifest = utf8("{\"payloads\":[\"" + Sm3.hex(payload) + "\"],\"type\":\"shuqiao.delivery.v1\"}");
        receipt = utf8("{\"receiptId\":\"QD1\",\"platform\":\"qingdao\",\"idempotencyKey\":\"" + id
                + "\",\"payloadHash\":\"" + Sm3.hex(payload) + "\",\"stage\":\"" + STAGE + "\"}");
        receiptSignature = platform.sign(receipt);
        return this;
    }

    Signer signer(String name) throws Exception {
        return authority.issue(name, name).signer(RANDOM);
    }

    /** Others may show their own certificate alone. */
    private static Signer withoutAuthority(Signer signer) throws Exception {
        String pem = ascii(signer.chain().pem());
        String end = "-----END CERTIFICATE-----\n";
        CertificateChain leaf = CertificateChain.parse(utf8(pem.substring(0, pem.indexOf(end) + end.length())));
        return new Signer() {
            @Override
            public byte[] sign(byte[] message) {
                return signer.sign(message);
            }

            @Override
            public CertificateChain chain() {
                return leaf;
            }
        };
    }

    Statement statement() {
        Statement sample = Samples.statement(payload, Sm3.hex(content));
        return new Statement(
                Statement.Type.TRANSFER,
                id,
                sample.submissionId(),
                CENTER,
                sample.platform(),
                sample.dataset(),
                sample.recordId(),
                sample.version(),
                sample.purpose(),
                List.of(new Statement.Agreement("agr-1", 2, Sm3.hex(content))),
                sample.mapping(),
                new Statement.Masking("catalogue-1", Sm3.hex(utf8("masking")), Map.of()),
                sample.transforms(),
                sample.originalHash(),
                sample.payloadHash(),
                sample.contentType(),
                null,
                NOW,
                sample.gateway());
    }

    /** Changes the agreement that both sign, and all that follows. */
    void changeAgreement(String from, String to) throws Exception {
        ObjectNode json = (ObjectNode)
                JsonMapper.shared().readTree(utf8(new String(agreement, StandardCharsets.UTF_8).replace(from, to)));
        json.remove(List.of("id", "status", "signatures"));
        content = CanonicalJson.bytes(json);
        countersignatures = null;
        agreement = document(json);
        settle();
    }

    /** Hands over other signatures than those that stand in the agreement. */
    void countersign(List<Evidence.Countersignature> others) {
        countersignatures = others;
    }

    /** Lets the platform sign on paper, attested by these officers. */
    SampleTransfer onPaper(Signer... officers) throws Exception {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(content);
        ((ObjectNode) json.get("consumer")).remove("cert_sn");
        content = CanonicalJson.bytes(json);
        countersign(List.of(new Evidence.Countersignature("provider", center.sign(content), center.chain())));
        attest(paper(), officers);
        return this;
    }

    PaperAttestation paper() {
        return new PaperAttestation(Sm3.hex(content), "consumer", Sm3.hex(utf8("scan")), LocalDate.of(2026, 1, 10));
    }

    /** Puts an attestation into the agreement as it is kept, and into the evidence. */
    void attest(PaperAttestation paper, Signer... officers) {
        onPaper = List.of(new PaperCountersignature(
                paper,
                Stream.of(officers)
                        .map(officer -> new PaperCountersignature.Officer(officer.sign(paper.bytes()), officer.chain()))
                        .toList()));
        ObjectNode document = (ObjectNode) JsonMapper.shared()
                .readTree(document((ObjectNode) JsonMapper.shared().readTree(content), countersignatures()));
        ObjectNode signature = document.withArray("signatures")
                .addObject()
                .put("party", paper.party())
                .put("kind", "paper")
                .put("scan", paper.scan())
                .put("signed_on", paper.signedOn().toString());
        for (PaperCountersignature.Officer officer : onPaper.get(0).officers()) {
            signature
                    .withArray("attested")
                    .addObject()
                    .put("certificate", ascii(officer.chain().pem()))
                    .put("signature", Base64.getEncoder().encodeToString(officer.signature()));
        }
        agreement = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        settle();
    }

    private byte[] document(ObjectNode json) {
        return document(json, countersignatures());
    }

    static byte[] document(ObjectNode json, List<Evidence.Countersignature> countersignatures) {
        ObjectNode document = json.deepCopy().put("id", "agr-1").put("status", "draft");
        var signatures = document.putArray("signatures");
        for (var signed : countersignatures) {
            signatures
                    .addObject()
                    .put("party", signed.party)
                    .put("kind", "sm2")
                    .put("certificate", ascii(signed.chain.pem()))
                    .put("signature", Base64.getEncoder().encodeToString(signed.signature));
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    private List<Evidence.Countersignature> countersignatures;

    List<Evidence.Countersignature> countersignatures() {
        if (countersignatures == null) {
            countersignatures = List.of(
                    new Evidence.Countersignature("provider", center.sign(content), center.chain()),
                    new Evidence.Countersignature("consumer", platform.sign(content), platform.chain()));
        }
        return countersignatures;
    }

    /** With its payload. */
    Evidence evidence() throws Exception {
        return evidence(null);
    }

    /** With the proof of the deletion in the place of the payload. */
    Evidence withheld() throws Exception {
        return evidence(
                new Deletion(Statement.Type.TRANSFER, id, Sm3.hex(payload), "agreement-revoked", NOW.plusSeconds(30)));
    }

    /** Whose receipt came later than an agreement wanted it. */
    SampleTransfer late() {
        breach = new Breach(
                id, Sm3.hex(statement), "agr-1", 2, "receipt_within", NOW.plusSeconds(1), NOW.plusSeconds(12));
        return this;
    }

    /** That people carried to a platform, and whose receipt is a paper. */
    SampleTransfer carried() {
        entered = entered("STORED", NOW.plusSeconds(50));
        return this;
    }

    EnteredReceipt entered(String stage, Instant confirmedAt) {
        return new EnteredReceipt(
                UUID.fromString("019aa5c1-7d00-7000-8000-0000000000e1"),
                UUID.fromString("019aa5c1-7d00-7000-8000-0000000000e2"),
                id,
                Sm3.hex(statement),
                "qingdao",
                stage,
                "渝发改收〔2026〕12号",
                LocalDate.of(2026, 11, 21),
                stage.equals("STORED") ? List.of() : List.of("缺少公章"),
                Sm3.hex(utf8("scan")),
                "officer-key-1",
                "officer-key-2",
                confirmedAt,
                "gateway-1");
    }

    /** Puts its leaves into the log, and some strangers' after them. */
    Evidence evidence(@Nullable Deletion deletion) throws Exception {
        long ofStatement = log.append(LogLeaf.transfer(id, statement, signature));
        byte[] enteredSignature = entered == null ? new byte[0] : enterer.sign(entered.bytes());
        long ofReceipt = log.append(ofAnswer(enteredSignature));
        long ofDeletion = deletion == null ? ofReceipt : log.append(deletion.leaf());
        long ofBreach = breach == null || !breachLogged ? ofReceipt : log.append(breach.leaf());
        log.append(LogLeaf.operatorAction("pause", "qingdao", "operator-1", NOW));
        var checkpoint = log.checkpoint();
        byte[] kept = deletion == null ? payload : null;
        var evidence = new Evidence(statement, signature, gateway.chain(), kept, authority.trusted())
                .agreement(agreement, content, countersignatures(), onPaper)
                .log(checkpoint, log.chain(), log.proof(ofStatement));
        if (entered == null) {
            evidence.receipt(
                    receipt,
                    signedReceipt ? new ReceiptSignature(receiptSignature, platform.chain(), userId) : null,
                    receivedAt,
                    STAGE,
                    log.proof(ofReceipt));
        } else {
            evidence.enteredReceipt(entered, enteredSignature, enterer.chain(), log.proof(ofReceipt));
        }
        if (deletion != null) {
            evidence.deletion(deletion, log.proof(ofDeletion));
        }
        if (breach != null) {
            evidence.breach(breach, log.proof(ofBreach));
        }
        if (stamped) {
            evidence.timestamp(stamp(checkpoint.bytes()));
        }
        return manifest == null ? evidence : evidence.manifest(manifest);
    }

    private LogLeaf ofAnswer(byte[] enteredSignature) {
        if (entered == null) {
            return LogLeaf.receipt(id, STAGE, receipt, signedReceipt ? receiptSignature : new byte[0]);
        }
        return LogLeaf.enteredReceipt(id, enteredLogged ? entered.bytes() : utf8("another"), enteredSignature);
    }

    byte[] stamp(byte[] checkpoint) throws Exception {
        var request = TimestampRequest.of(checkpoint, RANDOM);
        var clock = Clock.fixed(stampedAt, ZoneOffset.UTC);
        byte[] answer = DevelopmentTimestamps.load(keys, clock, RANDOM).answer(request.bytes());
        return TimestampAuthorities.parse(List.of(tsaCertificate))
                .verify(answer, request)
                .response();
    }

    /** What an auditor of all this believes. */
    Trust trust() {
        return new Trust(
                List.of(ascii(authority.trusted().pem())),
                List.of(log.key()),
                List.of(ascii(tsaCertificate)),
                List.of(),
                List.of());
    }

    static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
