package org.shuqiao.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.NOW;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.Check;

/** Evidence of a transfer whose payload was deleted since. */
class WithheldTransferTest {
    @TempDir
    private static Path keys;

    private SampleTransfer transfer;

    @BeforeEach
    void sample() throws Exception {
        transfer = new SampleTransfer(keys);
    }

    private Report verify(Evidence evidence) {
        return new EvidenceVerifier(transfer.trust()).verify(evidence.zip());
    }

    private List<String> failures(Evidence evidence) {
        return verify(evidence).failures().stream().map(Check::name).toList();
    }

    @Test
    void isValidIfTheLogHoldsTheDeletion() throws Exception {
        Report report = verify(transfer.withheld());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID_PAYLOAD_WITHHELD);
        assertThat(report.facts().deletion().rule()).isEqualTo("agreement-revoked");
        assertThat(report.checks())
                .extracting(Check::name)
                .contains("receipt-1.binding", "deletion", "deletion.inclusion");
    }

    @Test
    void isInvalidWithTheDeletionOfAnotherTransferOrPayload() throws Exception {
        String hash = Sm3.hex(transfer.payload);
        for (Deletion other : List.of(
                new Deletion(Statement.Type.TRANSFER, new UUID(1, 1), hash, "r", NOW.plusSeconds(30)),
                new Deletion(Statement.Type.TRANSFER, transfer.id, Sm3.hex(utf8("x")), "r", NOW.plusSeconds(30)),
                new Deletion(Statement.Type.RETURN, transfer.id, hash, "r", NOW.plusSeconds(30)),
                new Deletion(Statement.Type.TRANSFER, transfer.id, hash, "r", NOW.minusSeconds(61)))) {
            assertThat(failures(transfer.evidence(other))).as("%s", other).containsExactly("deletion");
        }
    }

    @Test
    void isInvalidWithThePayloadBesideItsDeletion() throws Exception {
        var files = new LinkedHashMap<>(transfer.withheld().members());
        files.put("payload.json", transfer.payload);
        Evidence forged = new MemberChecks(new EvidenceFiles(files, new Believed(transfer.trust()))).evidence();

        assertThat(failures(forged)).containsExactly("payload");
    }

    @Test
    void readsADeletionBack() {
        var deletion = new Deletion(Statement.Type.TRANSFER, transfer.id, Sm3.hex(transfer.payload), "r", NOW);

        assertThat(Deletion.parse(deletion.leaf().bytes())).isEqualTo(deletion);
    }
}
