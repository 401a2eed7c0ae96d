package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.certs.evidence.Verdict;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.TwoOfficers;

/** Evidence of a message, from the ledger to the offline verifier. */
class MessageEvidenceTest {
    private static TestDatabase database;

    @TempDir
    private Path home;

    private LogWorld world;
    private DevelopmentAuthority authority;
    private CollectEvidence evidence;
    private SampleMessage message;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void receive() throws Exception {
        database.clear();
        authority = DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), new SecureRandom());
        world = new LogWorld(database.dataSource(), home, home.resolve("keys"), Clock.systemUTC());
        evidence = new CollectEvidence(world.ledger, authority.trusted());
        TwoOfficers.enrol(database.jdbc());
        message = SampleMessage.received(world.ledger, authority);
    }

    private SealedEvidence sealed() {
        return evidence.ofMessage(message.id(), SampleMessage.CENTER).orElseThrow();
    }

    private Report verify(SealedEvidence sealed) throws Exception {
        var checkpoint = world.ledger.checkpoints().newest().orElseThrow();
        var trust = new Trust(
                List.of(new String(authority.trusted().pem(), StandardCharsets.US_ASCII)),
                List.of(LogKey.of(LogWorld.ORIGIN, CertificateChain.parse(checkpoint.chain()))),
                List.of(),
                List.of(),
                List.of());
        return new EvidenceVerifier(trust).verify(sealed.zip());
    }

    private void delete() {
        database.jdbc().update("UPDATE inbox_message SET delete_at = now() WHERE id = ?", message.id());
        assertThat(world.ledger.deletions().deleteDue(10)).isEqualTo(1);
    }

    private void assertPending() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(this::sealed)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(FailureCode.PROOF_PENDING));
    }

    @Test
    void isPendingUntilACheckpointCoversItAndValidThen() throws Exception {
        assertPending();
        world.run();

        Report report = verify(sealed());

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.facts().statement().transferId()).isEqualTo(message.id());
        assertThat(report.facts().receipts()).hasSize(1);
    }

    @Test
    void hasTheSameBytesForEver() {
        world.run();
        SealedEvidence first = sealed();
        world.write(3);
        world.run();

        assertThat(sealed().edition()).isEqualTo(first.edition());
        assertThat(sealed().zip()).isEqualTo(first.zip());
    }

    @Test
    void isAnotherCentersSecret() {
        world.run();
        assertThat(evidence.ofMessage(message.id(), "91370200MA3C0DE999")).isEmpty();
        assertThat(evidence.ofMessage(UUID.randomUUID(), SampleMessage.CENTER)).isEmpty();
    }

    @Test
    void provesTheDeletionInThePlaceOfThePayload() throws Exception {
        world.run();
        String before = sealed().edition();
        delete();
        assertPending();
        world.run();

        SealedEvidence sealed = sealed();
        Report report = verify(sealed);

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID_PAYLOAD_WITHHELD);
        assertThat(report.facts().deletion().rule()).isEqualTo("agreement-retention");
        assertThat(sealed.edition()).isNotEqualTo(before);
        assertThat(new String(sealed.zip(), StandardCharsets.UTF_8)).doesNotContain(SampleMessage.SECRET);
    }

    @Test
    void isNotMadeUpForAPayloadThatIsGoneWithoutALeaf() {
        world.run();
        database.jdbc()
                .update("UPDATE inbox_message SET payload = NULL, deleted_at = now() WHERE id = ?", message.id());
        world.run();
        assertThatIllegalStateException()
                .isThrownBy(this::sealed)
                .withMessageContaining(message.id().toString());
    }
}
