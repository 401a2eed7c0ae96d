package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.evidence.Evidence.Countersignature;

/**
 * That the files are those that evidence has, each in the one form in which it is written, and that {@code VERIFY.md} is the page
 * that belongs to them: whoever follows it checks these files and no others. Found by writing everything again.
 */
final class MemberChecks {
    private static final List<String> REQUIRED = List.of(
            EvidenceMembers.GUIDE,
            EvidenceMembers.STATEMENT,
            EvidenceMembers.SIGNATURE,
            EvidenceMembers.CHAIN,
            EvidenceMembers.AUTHORITIES,
            EvidenceMembers.INCLUSION,
            EvidenceMembers.CHECKPOINT,
            EvidenceMembers.LOG_CHAIN);

    private final EvidenceFiles files;
    private final Findings findings;

    MemberChecks(EvidenceFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    void run() {
        findings.check("members", this::members);
        findings.check("guide", this::guide);
    }

    private String members() throws CheckFailed, CertificateRefused {
        for (String name : REQUIRED) {
            files.read(name);
        }
        Map<String, byte[]> written = writtenAgain().members();
        var unknown = new ArrayList<>(files.all().keySet());
        unknown.removeAll(written.keySet());
        if (!unknown.isEmpty()) {
            throw new CheckFailed("not a part of evidence: " + String.join(", ", unknown));
        }
        for (Map.Entry<String, byte[]> member : written.entrySet()) {
            boolean guide = member.getKey().equals(EvidenceMembers.GUIDE);
            if (!guide && !Arrays.equals(files.read(member.getKey()), member.getValue())) {
                throw new CheckFailed(member.getKey() + " is not in the form in which it is written");
            }
        }
        if (!List.copyOf(written.keySet()).equals(List.copyOf(files.all().keySet()))) {
            throw new CheckFailed("the files are not in their order");
        }
        return files.all().size() + " files";
    }

    private String guide() throws CheckFailed, CertificateRefused {
        String found = new String(files.read(EvidenceMembers.GUIDE), StandardCharsets.UTF_8);
        var damaged = new ArrayList<String>();
        for (Map.Entry<String, byte[]> member : files.all().entrySet()) {
            boolean listed = found.contains("\n" + VerifyGuide.sum(member.getKey(), member.getValue()) + "\n");
            if (!listed && !member.getKey().equals(EvidenceMembers.GUIDE)) {
                damaged.add(member.getKey());
            }
        }
        if (!damaged.isEmpty()) {
            throw new CheckFailed("VERIFY.md lists other content for " + String.join(", ", damaged));
        }
        byte[] written = writtenAgain().members().get(EvidenceMembers.GUIDE);
        if (!Arrays.equals(written, files.read(EvidenceMembers.GUIDE))) {
            throw new CheckFailed("VERIFY.md is not the page that belongs to these files");
        }
        return "VERIFY.md lists and explains exactly these files";
    }

    private Evidence writtenAgain() throws CheckFailed, CertificateRefused {
        var evidence = new Evidence(
                statementBytes(),
                files.read(EvidenceMembers.SIGNATURE),
                files.chain(EvidenceMembers.CHAIN),
                files.read(EvidenceMembers.payload(files.statement())),
                files.read(EvidenceMembers.AUTHORITIES));
        for (String agreement : files.agreements()) {
            var signed = new ArrayList<Countersignature>();
            for (String party : files.parties(agreement)) {
                String name = agreement + "." + party;
                signed.add(new Countersignature(
                        party, files.read(name + ".signature.der"), files.chain(name + ".chain.pem")));
            }
            evidence.agreement(files.read(agreement + ".json"), files.read(agreement + ".content.json"), signed);
        }
        addLog(evidence);
        for (String receipt : files.receipts()) {
            addReceipt(evidence, receipt);
        }
        if (files.has(EvidenceMembers.MANIFEST)) {
            evidence.manifest(files.read(EvidenceMembers.MANIFEST));
        }
        return evidence;
    }

    /** Refuses what is no statement before the writer does. */
    private byte[] statementBytes() throws CheckFailed {
        files.statement();
        return files.read(EvidenceMembers.STATEMENT);
    }

    private void addLog(Evidence evidence) throws CheckFailed, CertificateRefused {
        var entry = files.inclusion().of(Evidence.OF_STATEMENT);
        if (entry == null) {
            throw new CheckFailed("inclusion.json says nothing of the statement");
        }
        evidence.log(files.checkpoint(), files.chain(EvidenceMembers.LOG_CHAIN), entry.proof());
        if (files.has(EvidenceMembers.TIMESTAMP)) {
            evidence.timestamp(files.read(EvidenceMembers.TIMESTAMP));
        }
    }

    private void addReceipt(Evidence evidence, String name) throws CheckFailed, CertificateRefused {
        ReceiptSignature signature = !files.isSigned(name)
                ? null
                : new ReceiptSignature(
                        files.read(name + ".signature.der"), files.chain(name + ".chain.pem"), files.userId(name));
        var entry = files.inclusion().of(name);
        if (entry == null) {
            throw new CheckFailed("inclusion.json says nothing of " + name + ".json");
        }
        evidence.receipt(
                files.read(name + ".json"),
                signature,
                files.receivedAt(name),
                ReceiptChecks.stage(entry),
                entry.proof());
    }
}
