package org.shuqiao.certs.evidence;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.ProofRefused;
import tools.jackson.databind.JsonNode;

/** The platform's answers: who signed them, that they speak of this transfer, and that the log holds them. */
final class ReceiptChecks {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final EvidenceFiles files;
    private final Believed believed;

    ReceiptChecks(EvidenceFiles files, Believed believed) {
        this.files = files;
        this.believed = believed;
    }

    void run(Findings findings) {
        for (String name : files.receipts()) {
            if (files.isSigned(name)) {
                findings.check(name + ".certificate", () -> certificate(name));
                findings.check(name + ".signature", () -> signature(name));
            }
            findings.check(name + ".binding", () -> binding(name));
            findings.check(name + ".inclusion", () -> inclusion(name));
        }
    }

    private String certificate(String name) throws CheckFailed, CertificateRefused {
        CertificateChain chain = files.chain(name + ".chain.pem");
        believed.requirePath(chain, files.receivedAt(name));
        Times.requireOrder(
                files.statement().createdAt(), files.receivedAt(name), "it came before the statement was made");
        if (Arrays.equals(chain.leafKeyDer(), files.chain(EvidenceMembers.CHAIN).leafKeyDer())) {
            throw new CheckFailed("the gateway's own key signed it, so no platform did");
        }
        return "leads to an authority of yours and was valid then: " + chain.leafSubject();
    }

    private String signature(String name) throws CheckFailed, CertificateRefused, SignatureRefused {
        believed.requireSignature(
                files.chain(name + ".chain.pem"),
                files.userId(name),
                files.read(name + ".json"),
                files.read(name + ".signature.der"));
        return "covers every byte of " + name + ".json";
    }

    /** Whatever the receipt says of the transfer must be so, and a signed one must say something of it. */
    private String binding(String name) throws CheckFailed {
        Statement statement = files.statement();
        JsonNode receipt = files.json(name + ".json");
        requireSame(receipt, "platform", statement.platform());
        boolean named = requireSame(receipt, "payloadHash", statement.payloadHash());
        boolean keyed =
                requireSame(receipt, "idempotencyKey", statement.transferId().toString());
        if (named || keyed) {
            return "names " + (named ? "the payload" : "the transfer") + (named && keyed ? " and the transfer" : "")
                    + review(receipt);
        }
        if (files.isSigned(name)) {
            throw new CheckFailed("it names neither the payload nor the transfer");
        }
        return "not signed and without a name of the transfer: only the gateway says what it answers";
    }

    /** What a reviewing body says in it; its reasons are for who reads the file. */
    private static String review(JsonNode receipt) {
        JsonNode review = receipt.path("review");
        return review.isObject()
                ? "; reviewed by \"" + word(review.path("by")) + "\": " + word(review.path("outcome"))
                : "";
    }

    /** As far as a terminal can show it safely. */
    private static String word(JsonNode text) {
        String said = text.asString("");
        return WORD.matcher(said).matches() ? said : "(unreadable)";
    }

    /** @return whether the receipt has such a member */
    private static boolean requireSame(JsonNode receipt, String member, String expected) throws CheckFailed {
        JsonNode value = receipt.path(member);
        if (!value.isMissingNode() && !expected.equalsIgnoreCase(value.asString(""))) {
            throw new CheckFailed("its " + member + " is that of another transfer");
        }
        return !value.isMissingNode();
    }

    private String inclusion(String name) throws CheckFailed, ProofRefused {
        var entry = files.entry(name);
        byte[] signature = files.isSigned(name) ? files.read(name + ".signature.der") : new byte[0];
        var leaf = LogLeaf.receipt(files.statement().transferId(), stage(entry), files.read(name + ".json"), signature);
        return stage(entry) + ", " + LogChecks.included(files, name, leaf);
    }

    /** Returns what a receipt's leaf says of its stage; the rest of the leaf follows from other files. */
    static String stage(InclusionFile.Entry entry) throws CheckFailed {
        try {
            String stage = StrictJson.text(StrictJson.parse(entry.leaf(), LogLeaf.MAX_BYTES), "stage");
            if (Evidence.STAGE.matcher(stage).matches()) {
                return stage;
            }
        } catch (IllegalArgumentException unreadable) {
            // Answered below.
        }
        throw new CheckFailed("inclusion.json holds no leaf of a receipt for " + entry.of());
    }
}
