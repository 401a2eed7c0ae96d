package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.evidence.Evidence.Countersignature;
import org.shuqiao.certs.evidence.Parts.Agreement;
import org.shuqiao.certs.evidence.Parts.Logged;
import org.shuqiao.certs.evidence.Parts.LoggedEnteredReceipt;
import org.shuqiao.certs.evidence.Parts.Receipt;

/** The files of evidence: their names and their order. */
final class EvidenceMembers {
    static final String GUIDE = "VERIFY.md";
    static final String STATEMENT = "statement.json";
    static final String SIGNATURE = "signature.der";
    static final String CHAIN = "chain.pem";
    static final String AUTHORITIES = "ca.pem";
    static final String INCLUSION = "inclusion.json";
    static final String CHECKPOINT = "checkpoint.txt";
    static final String LOG_CHAIN = "log.pem";
    static final String TIMESTAMP = "timestamp.tsr";
    static final String MANIFEST = "manifest.json";
    static final String DELETION = "deletion.json";
    static final String RETURN_RECEIPT = "return-receipt.json";
    static final String RETURN_RECEIPT_SIGNATURE = "return-receipt.signature.der";
    static final String RETURN_RECEIPT_CHAIN = "return-receipt.chain.pem";

    /** End of the name of what officers attest. */
    static final String PAPER = ".paper.json";

    private EvidenceMembers() {}

    static Map<String, byte[]> of(Evidence evidence) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(STATEMENT, evidence.statementBytes);
        files.put(SIGNATURE, evidence.signature);
        files.put(CHAIN, evidence.chain.pem());
        files.put(AUTHORITIES, evidence.authorities);
        if (evidence.payload != null) {
            files.put(payload(evidence.statement), evidence.payload);
        }
        if (evidence.deleted != null) {
            files.put(DELETION, evidence.deleted.entry().leaf());
        }
        addLog(files, evidence);
        if (evidence.timestamp != null) {
            files.put(TIMESTAMP, evidence.timestamp);
        }
        if (evidence.manifest != null) {
            files.put(MANIFEST, evidence.manifest);
        }
        for (Agreement agreement : evidence.agreements) {
            add(files, agreement);
        }
        for (Receipt receipt : evidence.receipts) {
            add(files, receipt);
        }
        evidence.enteredReceipts.forEach(entered -> add(files, entered));
        if (evidence.returnReceipt != null) {
            files.put(RETURN_RECEIPT, evidence.returnReceipt.document);
            files.put(RETURN_RECEIPT_SIGNATURE, evidence.returnReceipt.signature);
            files.put(RETURN_RECEIPT_CHAIN, evidence.returnReceipt.chain.pem());
        }
        evidence.breaches.forEach(breach ->
                files.put(breach.entry().of() + ".json", breach.entry().leaf()));
        var members = new LinkedHashMap<String, byte[]>();
        members.put(GUIDE, VerifyGuide.of(evidence, files));
        members.putAll(files);
        return members;
    }

    private static void addLog(Map<String, byte[]> files, Evidence evidence) {
        var logged = evidence.logged;
        if (logged != null) {
            files.put(INCLUSION, inclusion(evidence, logged).bytes());
            files.put(CHECKPOINT, logged.checkpoint().bytes());
            files.put(LOG_CHAIN, logged.chain().pem());
        }
    }

    private static InclusionFile inclusion(Evidence evidence, Logged logged) {
        var entries = new ArrayList<InclusionFile.Entry>(List.of(logged.entry()));
        for (Receipt receipt : evidence.receipts) {
            if (receipt.entry() != null) {
                entries.add(receipt.entry().inclusion());
            }
        }
        evidence.enteredReceipts.forEach(entered -> entries.add(entered.entry()));
        if (evidence.returnReceipt != null) {
            entries.add(evidence.returnReceipt.entry(evidence.statement));
        }
        if (evidence.deleted != null) {
            entries.add(evidence.deleted.entry());
        }
        evidence.breaches.forEach(breach -> entries.add(breach.entry()));
        var checkpoint = logged.checkpoint().checkpoint();
        return new InclusionFile(checkpoint.origin(), checkpoint.size(), checkpoint.hash(), entries);
    }

    private static void add(Map<String, byte[]> files, Agreement agreement) {
        files.put(agreement.name() + ".json", agreement.document());
        files.put(agreement.name() + ".content.json", agreement.content());
        for (Countersignature countersignature : agreement.countersignatures()) {
            String name = agreement.name() + "." + countersignature.party;
            files.put(name + ".signature.der", countersignature.signature);
            files.put(name + ".chain.pem", countersignature.chain.pem());
        }
        for (PaperCountersignature paper : agreement.onPaper()) {
            files.put(
                    agreement.name() + "." + paper.party() + PAPER,
                    paper.attestation().bytes());
            for (int i = 0; i < paper.officers().size(); i++) {
                String name = agreement.name() + "." + PaperCountersignature.officer(paper.party(), i + 1);
                files.put(name + ".signature.der", paper.officers().get(i).signature());
                files.put(name + ".chain.pem", paper.officers().get(i).chain().pem());
            }
        }
    }

    private static void add(Map<String, byte[]> files, Receipt receipt) {
        files.put(receipt.name() + ".json", receipt.bytes());
        files.put(receipt.name() + ".received", ascii(Times.text(receipt.receivedAt())));
        ReceiptSignature signature = receipt.signature();
        if (signature != null) {
            files.put(receipt.name() + ".signature.der", signature.der);
            files.put(receipt.name() + ".chain.pem", signature.chain.pem());
            if (!signature.userId.equals(SignatureProfile.DEFAULT_USER_ID)) {
                files.put(receipt.name() + ".userid", signature.userId.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void add(Map<String, byte[]> files, LoggedEnteredReceipt part) {
        String name = part.entry().of();
        files.put(name + ".json", part.entered().bytes());
        files.put(name + ".signature.der", part.signature());
        files.put(name + ".chain.pem", part.chain().pem());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The payload's name says what it is. */
    static String payload(Statement statement) {
        String contentType = statement.contentType();
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "application/json" -> "payload.json";
            case "application/xml", "text/xml" -> "payload.xml";
            case "text/csv" -> "payload.csv";
            default -> "payload.bin";
        };
    }
}
