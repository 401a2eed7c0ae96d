package org.shuqiao.certs.evidence;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Judges evidence offline. Needs nothing but the ZIP file and what the auditor trusts; asks no clock and no network, so the same
 * file gets the same answer for ever. Thread-safe.
 *
 * <p>{@link #verify} answers with a report instead of throwing: a report is not a boolean to forget, and an auditor wants every
 * fault, not the first. It never throws for anything that is in the file.
 */
public final class EvidenceVerifier {
    private final Believed believed;

    /** Prepares for many files; keep it, since it remembers what they share. */
    public EvidenceVerifier(Trust trust) {
        this.believed = new Believed(trust);
    }

    /**
     * Judges a file.
     *
     * @param zip the whole file, as it was received; more than {@value StrictZip#MAX_ARCHIVE_BYTES} bytes are refused
     * @return every check that was made, passed or not
     */
    public Report verify(byte[] zip) {
        var findings = new Findings();
        var members = new LinkedHashMap<String, byte[]>();
        findings.check("archive", () -> archive(zip, members));
        if (members.isEmpty()) {
            return Report.of(findings.checks(), null);
        }
        var files = new EvidenceFiles(members, believed);
        new MemberChecks(files).run(findings);
        new StatementChecks(files, believed).run(findings);
        new AgreementChecks(files, believed).run(findings);
        var log = new LogChecks(files, believed);
        log.run(findings);
        if (files.isReturn()) {
            new ReturnChecks(files, believed).run(findings);
        } else {
            new ReceiptChecks(files, believed).run(findings);
            new EnteredReceiptChecks(files, believed).run(findings);
            new BreachChecks(files).run(findings);
        }
        new DeletionChecks(files).run(findings);
        new CompromiseChecks(files, believed, log.stampedAt()).run(findings);
        return Report.of(findings.checks(), ReadFacts.of(files, log.stampedAt()));
    }

    private static String archive(byte[] zip, Map<String, byte[]> members) throws MalformedArchive {
        members.putAll(StrictZip.read(zip));
        if (!StrictZip.isAsWritten(zip, members)) {
            throw new MalformedArchive(
                    "not the bytes that are written for these files: a check sum, a time or a mark differs");
        }
        return zip.length + " bytes, none of them without an owner";
    }
}
