package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.PreparationLedger;
import org.shuqiao.routes.ledger.PreparedTransfer.SignedContent;
import org.shuqiao.routes.ledger.Uuid7;
import org.springframework.jdbc.core.JdbcTemplate;

/** Case 24 of the reference cases: nothing leaves that is not what was signed. */
class OwnSignaturesTest {
    private static final byte[] NONE = {};

    @TempDir
    static Path keys;

    private static DevelopmentAuthority authority;
    private static UUID transfer;
    private static SignedContent signed;

    private final OwnSignatures signatures = new OwnSignatures();

    @BeforeAll
    static void sign() throws Exception {
        authority = DevelopmentAuthority.openOrCreate(keys, Clock.systemUTC(), new SecureRandom());
        Signer signer = authority.issue("gateway", "gateway").signer(new SecureRandom());
        PlatformPayload.Permitted payload = SampleTransfer.confirmPermit()
                .confirm(new PlatformPayload.Scanned(
                        new MapToPlatform().map(SampleTransfer.desensitised(SampleTransfer.agreed()))));
        transfer = payload.transfer();
        signed = new SignTransfer(
                        signer,
                        "gateway-1",
                        new Statement.Mapping("catalogue/1", "0".repeat(64)),
                        new PreparationLedger(new JdbcTemplate(), "gateway-1", Duration.ofSeconds(1)),
                        new Uuid7(Clock.systemUTC(), new SecureRandom()),
                        LogHash.SM3,
                        Clock.systemUTC())
                .sign(payload)
                .prepared()
                .content();
    }

    private static ClaimedTransfer claimed(UUID id, byte[] payload, byte[] statement, byte[] signature, byte[] chain) {
        Instant now = Instant.now();
        return new ClaimedTransfer(
                id,
                1,
                1,
                now,
                now,
                "qingdao",
                "activity",
                payload,
                "application/json",
                statement,
                signature,
                chain,
                null);
    }

    @Test
    void holdForWhatWasSigned() {
        ClaimedTransfer whole =
                claimed(transfer, signed.payload(), signed.statement(), signed.signature(), signed.signingChain());

        assertThat(signatures.hold(whole)).isTrue();
        assertThat(signatures.hold(whole)).isTrue();
    }

    @Test
    void case24DoNotHoldForAnUnsignedPayload() {
        assertThat(signatures.hold(claimed(transfer, signed.payload(), NONE, NONE, NONE)))
                .isFalse();
        assertThat(signatures.hold(
                        claimed(transfer, signed.payload(), signed.statement(), NONE, signed.signingChain())))
                .isFalse();
        assertThat(signatures.hold(claimed(transfer, signed.payload(), signed.statement(), signed.signature(), NONE)))
                .isFalse();
    }

    @Test
    void case24DoNotHoldForAnotherPayloadOrAnotherTransfer() {
        byte[] other = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(signatures.hold(
                        claimed(transfer, other, signed.statement(), signed.signature(), signed.signingChain())))
                .isFalse();
        assertThat(signatures.hold(claimed(
                        UUID.randomUUID(),
                        signed.payload(),
                        signed.statement(),
                        signed.signature(),
                        signed.signingChain())))
                .isFalse();
    }

    @Test
    void case24DoNotHoldUnderAnotherKey() throws Exception {
        byte[] chain = authority.issue("other", "other").chain().pem();

        assertThat(signatures.hold(claimed(transfer, signed.payload(), signed.statement(), signed.signature(), chain)))
                .isFalse();
    }
}
