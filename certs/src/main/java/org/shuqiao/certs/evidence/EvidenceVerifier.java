package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.time.TimestampAuthorities;

/**
 * Judges evidence offline. Needs nothing but the ZIP file and what the auditor trusts; asks no clock and no network, so the same
 * file gets the same answer for ever. Immutable and thread-safe.
 *
 * <p>{@link #verify} answers with a report instead of throwing: a report is not a boolean to forget, and an auditor wants every
 * fault, not the first. It never throws for anything that is in the file.
 */
public final class EvidenceVerifier {
    private final Trust trust;
    private final TrustedCertificates authorities;
    private final TimestampAuthorities stampers;
    private final List<String> authorityHashes = new ArrayList<>();
    private final Map<String, Instant> compromised = new HashMap<>();

    /** Prepares for many files. */
    public EvidenceVerifier(Trust trust) {
        this.trust = trust;
        this.authorities = trust.certificates();
        this.stampers = trust.stampers();
        for (String pem : trust.authorities()) {
            hashes(pem).forEach(authorityHashes::add);
        }
        for (Trust.Compromised one : trust.compromised()) {
            compromised.merge(one.certificateHash(), one.from(), (a, b) -> a.isBefore(b) ? a : b);
        }
    }

    private static List<String> hashes(String pem) {
        try {
            return CertificateChain.parse(pem.getBytes(StandardCharsets.US_ASCII)).ders().stream()
                    .map(Sm3::hex)
                    .toList();
        } catch (CertificateRefused e) {
            throw new IllegalStateException("a trust file is read only with certificates that can be", e);
        }
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
        var files = new EvidenceFiles(members);
        new MemberChecks(files, findings).run();
        new StatementChecks(files, authorities, authorityHashes).run(findings);
        new AgreementChecks(files, authorities, findings).run();
        var log = new LogChecks(files, trust.logs(), authorities, stampers);
        log.run(findings);
        new ReceiptChecks(files, authorities, findings).run();
        new CompromiseChecks(files, compromised, log.stampedAt()).run(findings);
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
