package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.Check;

/**
 * What a verifier found.
 *
 * @param verdict {@link Verdict#isValid} if, and only if, every check passed
 * @param checks everything that was looked at, in a fixed order; at least one
 * @param facts what the evidence says; worth as much as the verdict. Null where not even the statement could be read
 */
public record Report(Verdict verdict, List<Check> checks, @Nullable Facts facts) {
    /** Copies. */
    public Report {
        checks = List.copyOf(checks);
    }

    static Report of(List<Check> checks, @Nullable Facts facts) {
        boolean valid = !checks.isEmpty() && checks.stream().allMatch(Check::passed);
        if (!valid) {
            return new Report(Verdict.INVALID, checks, facts);
        }
        boolean withheld = facts != null && facts.deletion() != null;
        return new Report(withheld ? Verdict.VALID_PAYLOAD_WITHHELD : Verdict.VALID, checks, facts);
    }

    /** Returns the checks that did not pass. */
    public List<Check> failures() {
        return checks.stream().filter(check -> !check.passed()).toList();
    }

    /**
     * What the evidence says.
     *
     * @param signer whom the signing certificate names; null where it cannot be read
     * @param log null where its parts cannot be read
     * @param receipts the platform's, or of a message our own
     * @param enteredReceipts papers, in the word of two officers and not of the platform
     * @param breaches what was not kept in time after the transfer
     * @param stampedAt when a time-stamp authority saw the checkpoint; null where there is no valid time stamp
     * @param deletion what stands in the place of the payload; null where the payload should be here
     */
    public record Facts(
            Statement statement,
            @Nullable String signer,
            List<Receipt> receipts,
            List<EnteredReceipt> enteredReceipts,
            List<Breach> breaches,
            @Nullable LogEntry log,
            @Nullable Instant stampedAt,
            @Nullable Deletion deletion) {}

    /**
     * A platform's answer, or ours to a platform.
     *
     * @param name start of its file names
     * @param id as it says itself; null where it says none
     * @param stage as the log has it; null where the log does not show it, and of ours
     * @param receivedAt when the gateway says that it came; null where it does not say
     * @param signer whom the certificate names; null where nobody signed
     */
    public record Receipt(
            String name,
            @Nullable String id,
            @Nullable String stage,
            @Nullable Instant receivedAt,
            @Nullable String signer) {}

    /** Where the log holds the statement: leaf {@code index}, counted from 0, of {@code size}. */
    public record LogEntry(String origin, long index, long size) {}
}
