package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.evidence.Verdict;

/** Fetches evidence once it shows every receipt, and judges it as an auditor would: offline, with one trust file. */
final class ProofStory {
    private static final Duration PROVED_WITHIN = Duration.ofSeconds(90);

    private final Story story;
    private final Path folder;
    private final EvidenceVerifier verifier;

    private ProofStory(Story story, Path folder, EvidenceVerifier verifier) {
        this.story = story;
        this.folder = folder;
        this.verifier = verifier;
    }

    /**
     * Keeps the gateway's trust file where {@code verify} looks for it.
     *
     * @param home of the gateway
     */
    static ProofStory open(Story story, ApiClient gateway, Path home) throws IOException, InterruptedException {
        byte[] trust = gateway.trust();
        Files.write(home.resolve("trust.json"), trust);
        Path folder = Files.createDirectories(home.resolve("demo").resolve("evidence"));
        return new ProofStory(story, folder, new EvidenceVerifier(Trust.parse(trust)));
    }

    /**
     * Tells what the verifier finds of a transfer.
     *
     * @param receipts how many the platform gave
     * @return the ZIP file; empty where there was none in time
     */
    byte[] prove(ApiClient center, SubmissionStatus.Transfer transfer, int receipts)
            throws IOException, InterruptedException {
        return prove(() -> center.evidence(transfer.transferId()), transfer.transferId(), receipts);
    }

    /** Tells what the verifier finds of a message that a platform sent; its receipt is ours. */
    void proveMessage(WayBackClient center, String message) throws IOException, InterruptedException {
        prove(() -> center.evidence(message), message, 1);
    }

    @FunctionalInterface
    private interface Source {
        byte[] fetch() throws IOException, InterruptedException;
    }

    private byte[] prove(Source source, String id, int receipts) throws IOException, InterruptedException {
        Optional<byte[]> complete =
                Polling.until(PROVED_WITHIN, () -> evidence(source).filter(zip -> shows(zip, receipts)));
        if (complete.isEmpty()) {
            story.expect(
                    false, "证据 evidence with " + receipts + " receipts within " + PROVED_WITHIN.toSeconds() + " s");
            return new byte[0];
        }
        byte[] zip = complete.get();
        Path file = folder.resolve(id + ".zip");
        Files.write(file, zip);
        tell(verifier.verify(zip), id, file);
        return zip;
    }

    private void tell(Report report, String id, Path file) {
        Report.Facts facts = report.facts();
        boolean proven = report.verdict() == Verdict.VALID
                && facts != null
                && facts.log() != null
                && facts.statement().transferId().toString().equals(id);
        story.expect(
                proven,
                "证据 evidence " + report.verdict() + ", "
                        + (facts == null ? "" : facts.statement().dataset() + ", ")
                        + report.checks().size() + " checks"
                        + (facts == null || facts.log() == null
                                ? ""
                                : ", leaf " + facts.log().index() + " of "
                                        + facts.log().size() + " in the log")
                        + ": " + file);
        report.failures().forEach(check -> story.detail(check.name(), check.detail()));
    }

    /** Empty while its proof is pending. */
    private static Optional<byte[]> evidence(Source source) throws IOException, InterruptedException {
        try {
            return Optional.of(source.fetch());
        } catch (ApiRefused refused) {
            if (refused.problem().code().equals("PROOF_PENDING")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private boolean shows(byte[] zip, int receipts) {
        Report.Facts facts = verifier.verify(zip).facts();
        return facts != null && facts.receipts().size() >= receipts;
    }
}
