package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.shuqiao.routes.sftp.ReceivingPlatform.refusal;

import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.mappings.platforms.QingdaoLaidDown;
import org.shuqiao.routes.ledger.PutAside;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.sftp.NoAttachments;
import org.shuqiao.routes.sftp.ReceivingPlatform;
import org.shuqiao.routes.sftp.SftpWorld;
import tools.jackson.databind.JsonNode;

/** Records on their way to a platform that takes files from an SFTP server, and says there what became of them. */
class SftpRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static SftpWorld world;
    private static ReceivingPlatform platform;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        SecureRandom random = new SecureRandom();
        DevelopmentAuthority authority =
                DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), random);
        world = new SftpWorld(home.resolve("sftp"));
        SigningKey client = authority.issue("qingdao-client", "Gateway");
        SigningKey receipts = authority.issue("qingdao", "qingdao");
        platform = new ReceivingPlatform(world, receipts, client.chain(), authority.trusted());
        byte[] chain = receipts.chain().pem();
        PlatformAccess access = new PlatformAccess(
                QingdaoLaidDown.by(QingdaoLaidDown.descriptor(QingdaoLaidDown.SFTP)),
                URI.create("sftp://127.0.0.1:" + world.port()),
                SftpWorld.USER,
                () -> SftpWorld.PASSWORD.getBytes(UTF_8),
                new PlatformAccess.CallKeys(client.signer(random), null),
                authority::trusted,
                chain,
                chain,
                URI.create("sftp://127.0.0.1"),
                world.hostKeyLine());
        gateway = new TestGateway(
                home, TestGateway.CENTER, "370212", access, new Places(new NoAttachments(), Clock.systemUTC()));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        world.close();
    }

    private static void awaitState(UUID submission, String expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(expected));
    }

    private static JsonNode dropped(UUID submission) throws Exception {
        awaitState(submission, "UNKNOWN RECEIPT_AWAITED");
        return platform.row(gateway.transferId(submission));
    }

    private static void patienceIsOver(UUID submission) {
        gateway.database()
                .jdbc()
                .update("UPDATE transfer SET wake_at = now() WHERE id = ?", gateway.transferId(submission));
    }

    @Test
    void whatIsDroppedIsStoredOnceItsSignedReceiptIsCollected() throws Exception {
        UUID submission = gateway.accept("dropped", 1);
        JsonNode row = dropped(submission);
        assertThat(new String(Base64.getDecoder().decode(row.path("content").asString()), UTF_8))
                .contains("dropped");
        assertThat(row.path("statement").asString()).isNotEmpty();

        String result = platform.say(platform.receipt(row));

        awaitState(submission, "STORED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(world.files("out/done")).contains(result));
        assertThat(world.files("out")).doesNotContain(result);
    }

    @Test
    void oneRowIsRefusedBesideItsNeighbour() throws Exception {
        UUID good = gateway.accept("good", 1);
        UUID bad = gateway.accept("bad", 1);
        JsonNode row = dropped(good);
        awaitState(bad, "UNKNOWN RECEIPT_AWAITED");

        platform.say(platform.receipt(row), refusal(gateway.transferId(bad), "4090"));

        awaitState(good, "STORED");
        awaitState(bad, "PARKED PLATFORM_REJECT");
    }

    @Test
    void whatSaysNothingIsPutAsideAndHoldsNobodyUp() throws Exception {
        UUID submission = gateway.accept("beside-nonsense", 1);
        JsonNode row = dropped(submission);
        world.put("out/nonsense.receipt.json", "{\"rows\":[{\"key\"".getBytes(UTF_8));
        world.put("out/文件.receipt.json", "{}".getBytes(UTF_8));
        world.put("out/.hidden.receipt.json", "{}".getBytes(UTF_8));
        try (RandomAccessFile huge =
                new RandomAccessFile(home.resolve("sftp/out/huge.receipt.json").toFile(), "rw")) {
            huge.setLength(1L << 30);
        }

        platform.say(platform.receipt(row));

        awaitState(submission, "STORED");
        await().atMost(SOON).untilAsserted(() -> assertThat(world.files("out/aside"))
                .contains("nonsense.receipt.json", "huge.receipt.json"));
        assertThat(gateway.ledger.collected().asides("qingdao", 100))
                .extracting(PutAside::reason)
                .contains("MALFORMED", "TOO_LONG");
        assertThat(world.files("out")).contains("文件.receipt.json", ".hidden.receipt.json");
    }

    @Test
    void whoseReceiptDoesNotComeIsDroppedAgainUnderTheSameKeyAndSaysSo() throws Exception {
        UUID submission = gateway.accept("again", 1);
        JsonNode first = dropped(submission);
        String name = platform.batches().stream()
                .filter(batch -> batch.rows().contains(first))
                .findFirst()
                .orElseThrow()
                .name();
        // Taken away by the platform, which then forgets it.
        for (String file : world.files("in")) {
            if (file.startsWith(name)) {
                Files.delete(world.root.resolve("in").resolve(file));
            }
        }

        patienceIsOver(submission);

        await().atMost(SOON).until(() -> platform.batches().stream()
                .anyMatch(batch -> batch.resend() && batch.rows().contains(first)));
        platform.say(platform.receipt(first));
        awaitState(submission, "STORED");
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        gateway.accept("before", 1);
        world.refuseAfterCut();
        world.cutBefore(1);
        UUID submission = gateway.accept("while-away", 1);
        await().atMost(SOON).until(() -> gateway.transfer(submission).equals("READY NOT_CONNECTED"));

        world.heal();

        JsonNode row = dropped(submission);
        platform.say(platform.receipt(row));
        awaitState(submission, "STORED");
        assertThat(Optional.ofNullable(row)).isPresent();
    }
}
