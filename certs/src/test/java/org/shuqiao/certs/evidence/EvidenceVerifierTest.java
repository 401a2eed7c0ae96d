package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceVerifierTest {
    @TempDir
    private Path keys;

    @Test
    void acceptsWhatHolds() throws Exception {
        var transfer = new SampleTransfer(keys);
        Report report = new EvidenceVerifier(transfer.trust())
                .verify(transfer.evidence().zip());
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    }
}
