package org.shuqiao.gateway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Evidence of transfers that have arrived, as soon as the log proves their receipts too: a moment after the delivery. */
final class ProvenEvidence {
    private static final Duration PROVEN_WITHIN = Duration.ofSeconds(30);
    private static final String PENDING = "PROOF_PENDING";
    private static final String RECEIPT = "receipt-1.json";

    private final ApiClient center;

    ProvenEvidence(ApiClient center) {
        this.center = center;
    }

    /** @throws IOException where the log does not prove it in time */
    byte[] of(String transferId) throws IOException, InterruptedException {
        return Polling.until(PROVEN_WITHIN, () -> withReceipt(transferId))
                .orElseThrow(() -> new IOException("no proof of the receipt in time"));
    }

    private Optional<byte[]> withReceipt(String transferId) throws IOException, InterruptedException {
        try {
            byte[] zip = center.evidence(transferId);
            return hasReceipt(zip) ? Optional.of(zip) : Optional.empty();
        } catch (ApiRefused refused) {
            if (PENDING.equals(refused.problem().code())) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static boolean hasReceipt(byte[] zip) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(RECEIPT)) {
                    return true;
                }
            }
            return false;
        }
    }
}
