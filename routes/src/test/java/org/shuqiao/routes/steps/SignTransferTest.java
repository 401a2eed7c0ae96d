package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.PreparationLedger;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.ledger.Uuid7;
import org.springframework.jdbc.core.JdbcTemplate;

class SignTransferTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T08:00:00Z"), ZoneOffset.UTC);
    private static final String ZEROS = "0".repeat(64);

    @TempDir
    static Path keys;

    private static DevelopmentAuthority authority;
    private static Signer signer;

    @BeforeAll
    static void makeKeys() throws Exception {
        authority = DevelopmentAuthority.openOrCreate(keys, Clock.systemUTC(), new SecureRandom());
        signer = authority.issue("gateway", "gateway").signer(new SecureRandom());
    }

    @Test
    void signsWhatTheStatementSaysOfThePayload() throws Exception {
        PlatformPayload.Permitted payload = permitted();
        PreparedTransfer signed = signTransfer("gateway-1").sign(payload).prepared();

        PreparedTransfer.SignedContent content = signed.content();
        Statement statement = Statement.parse(content.statement());
        assertThat(signed.state()).isEqualTo(TransferState.READY);
        assertThat(statement.transferId()).isEqualTo(payload.transfer());
        assertThat(statement.payloadHash()).isEqualTo(HexFormat.of().formatHex(payload.hash()));
        assertThat(statement.agreements())
                .extracting(Statement.Agreement::hash)
                .containsExactly(payload.agreed().permit().agreement().hash());
        authority.trusted().verifier(signer.chain(), Instant.now()).verify(content.statement(), content.signature());
        assertThat(content.leafHash())
                .isEqualTo(LogLeaf.transfer(payload.transfer(), content.statement(), content.signature())
                        .hash());
    }

    @Test
    void deniesATransferWhoseStatementNoHeaderCanCarry() {
        SignTransfer wordy = signTransfer("g".repeat(Limits.STATEMENT_BYTES));

        assertThatThrownBy(() -> wordy.sign(permitted())).isInstanceOfSatisfying(TransferStopped.class, stopped -> {
            assertThat(stopped.verdict().state()).isEqualTo(TransferState.DENIED);
            assertThat(stopped.verdict().reason()).isEqualTo(ReasonCode.STATEMENT_TOO_LONG);
        });
    }

    private static PlatformPayload.Permitted permitted() {
        DesensitisedRecord record = SampleTransfer.desensitised(SampleTransfer.agreed());
        return SampleTransfer.confirmPermit().confirm(new PlatformPayload.Scanned(new MapToPlatform().map(record)));
    }

    /** The sample is a first version, so its ledger, which has no database, is never asked. */
    private static SignTransfer signTransfer(String gatewayName) {
        return new SignTransfer(
                signer,
                gatewayName,
                new Statement.Mapping("catalogue/1", ZEROS),
                new PreparationLedger(new JdbcTemplate(), "gateway-1", Duration.ofSeconds(1)),
                new Uuid7(CLOCK, new SecureRandom()),
                LogHash.SM3,
                CLOCK);
    }
}
