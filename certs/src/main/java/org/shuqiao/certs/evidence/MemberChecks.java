package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
    private static final List<String> REQUIRED_OF_RETURN = List.of(
            EvidenceMembers.RETURN_RECEIPT,
            EvidenceMembers.RETURN_RECEIPT_SIGNATURE,
            EvidenceMembers.RETURN_RECEIPT_CHAIN);

    private final EvidenceFiles files;
    private @Nullable Map<String, byte[]> written;

    MemberChecks(EvidenceFiles files) {
        this.files = files;
    }

    void run(Findings findings) {
        findings.check("members", this::members);
        findings.check("guide", this::guide);
    }

    private String members() throws CheckFailed, CertificateRefused {
        for (String name : REQUIRED) {
            files.read(name);
        }
        for (String name : files.isReturn() ? REQUIRED_OF_RETURN : List.<String>of()) {
            files.read(name);
        }
        Map<String, byte[]> expected = writtenAgain();
        var unknown = new ArrayList<>(files.all().keySet());
        unknown.removeAll(expected.keySet());
        if (!unknown.isEmpty()) {
            throw new CheckFailed("not a part of evidence: " + String.join(", ", unknown));
        }
        for (Map.Entry<String, byte[]> member : expected.entrySet()) {
            boolean guide = member.getKey().equals(EvidenceMembers.GUIDE);
            if (!guide && !Arrays.equals(files.read(member.getKey()), member.getValue())) {
                throw new CheckFailed(member.getKey() + " is not in the form in which it is written");
            }
        }
        if (!List.copyOf(expected.keySet()).equals(List.copyOf(files.all().keySet()))) {
            throw new CheckFailed("the files are not in their order");
        }
        return files.all().size() + " files";
    }

    private String guide() throws CheckFailed, CertificateRefused {
        byte[] found = files.read(EvidenceMembers.GUIDE);
        byte[] page = writtenAgain().getOrDefault(EvidenceMembers.GUIDE, new byte[0]);
        if (Arrays.equals(page, found)) {
            return "VERIFY.md lists and explains exactly these files";
        }
        Set<String> listed = utf8(found).lines().collect(Collectors.toSet());
        String damaged = FileSum.in(utf8(page))
                .filter(sum -> !listed.contains(sum))
                .map(FileSum::fileOf)
                .collect(Collectors.joining(", "));
        throw new CheckFailed(
                damaged.isEmpty()
                        ? "VERIFY.md is not the page that belongs to these files"
                        : "VERIFY.md lists other content for " + damaged);
    }

    private Map<String, byte[]> writtenAgain() throws CheckFailed, CertificateRefused {
        if (written == null) {
            written = evidence().members();
        }
        return written;
    }

    /** Collects the parts again. */
    Evidence evidence() throws CheckFailed, CertificateRefused {
        var evidence = new Evidence(
                statementBytes(),
                files.read(EvidenceMembers.SIGNATURE),
                files.chain(EvidenceMembers.CHAIN),
                files.isWithheld() ? null : files.read(EvidenceMembers.payload(files.statement())),
                files.read(EvidenceMembers.AUTHORITIES));
        for (String agreement : files.agreements()) {
            var signed = new ArrayList<Countersignature>();
            for (String party : files.parties(agreement)) {
                String name = agreement + "." + party;
                signed.add(new Countersignature(
                        party, files.read(name + ".signature.der"), files.chain(name + ".chain.pem")));
            }
            evidence.agreement(
                    files.read(agreement + ".json"),
                    files.read(agreement + ".content.json"),
                    signed,
                    onPaper(agreement));
        }
        addLog(evidence);
        if (files.isReturn()) {
            addReturn(evidence);
        } else {
            addTransfer(evidence);
        }
        if (files.has(EvidenceMembers.DELETION)) {
            evidence.deletion(
                    files.deletion(), files.entry(Evidence.OF_DELETION).proof());
        }
        return evidence;
    }

    private List<PaperCountersignature> onPaper(String agreement) throws CheckFailed, CertificateRefused {
        var onPaper = new ArrayList<PaperCountersignature>();
        for (String party : files.partiesOnPaper(agreement)) {
            var officers = new ArrayList<PaperCountersignature.Officer>();
            for (String officer : files.officers(agreement, party)) {
                officers.add(new PaperCountersignature.Officer(
                        files.read(officer + ".signature.der"), files.chain(officer + ".chain.pem")));
            }
            onPaper.add(new PaperCountersignature(files.attestation(agreement, party), officers));
        }
        return onPaper;
    }

    private void addTransfer(Evidence evidence) throws CheckFailed, CertificateRefused {
        for (String receipt : files.receipts()) {
            addReceipt(evidence, receipt);
        }
        for (String entered : files.enteredReceipts()) {
            evidence.enteredReceipt(
                    files.enteredReceipt(entered),
                    files.read(entered + ".signature.der"),
                    files.chain(entered + ".chain.pem"),
                    files.entry(entered).proof());
        }
        if (files.has(EvidenceMembers.MANIFEST)) {
            evidence.manifest(files.read(EvidenceMembers.MANIFEST));
        }
        for (String breach : files.breaches()) {
            evidence.breach(files.breach(breach), files.entry(breach).proof());
        }
    }

    private void addReturn(Evidence evidence) throws CheckFailed, CertificateRefused {
        evidence.returnReceipt(new OwnReceipt(
                files.read(EvidenceMembers.RETURN_RECEIPT),
                files.read(EvidenceMembers.RETURN_RECEIPT_SIGNATURE),
                files.chain(EvidenceMembers.RETURN_RECEIPT_CHAIN),
                files.entry(Evidence.OF_RETURN_RECEIPT).proof()));
    }

    /** Refuses what is no statement before the writer does. */
    private byte[] statementBytes() throws CheckFailed {
        files.statement();
        return files.read(EvidenceMembers.STATEMENT);
    }

    private void addLog(Evidence evidence) throws CheckFailed, CertificateRefused {
        var entry = files.entry(Evidence.OF_STATEMENT);
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
        var entry = files.entry(name);
        evidence.receipt(
                files.read(name + ".json"),
                signature,
                files.receivedAt(name),
                ReceiptChecks.stage(entry),
                entry.proof());
    }

    private static String utf8(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
