package org.shuqiao.routes.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.sftp.PutDrop.Fate;
import org.shuqiao.routes.sftp.SftpTrouble.Kind;

/** A drop is delivered whole or not at all, wherever the connection breaks. */
class PutDropTest {
    private static final Instant MADE = Instant.parse("2026-06-01T04:05:06Z");
    private static final String NAME = "QD0120260601120506";

    @TempDir
    Path folder;

    private SftpWorld world;
    private SftpLink link;

    @BeforeEach
    void start() {
        world = new SftpWorld(folder);
        link = new SftpLink(world.asServer());
    }

    @AfterEach
    void stop() {
        link.close();
        world.close();
    }

    private Fate put(Drop drop) throws SftpTrouble {
        return new PutDrop(link, Duration.ofSeconds(60), Clock.systemUTC()).put(drop);
    }

    private static Drop drop(String rows, int attempt) {
        byte[] bytes = rows.getBytes(UTF_8);
        byte[] proof = new byte[200_000];
        String id = Sm3.hex(bytes).substring(0, 32);
        return new Drop(
                "/in",
                "QD01",
                MADE,
                id,
                attempt,
                List.of(
                        Drop.Content.of(".jsonl", bytes, Sm3.hex(bytes), 1),
                        Drop.Content.of("-1.pdf", proof, Sm3.hex(proof), 0)),
                name -> new Drop.Sealed(
                        ("manifest of " + name + " attempt " + attempt).getBytes(UTF_8),
                        ("signature " + attempt).getBytes(UTF_8)));
    }

    private List<String> delivered() {
        return world.files("in").stream().filter(name -> name.endsWith(".ok")).toList();
    }

    /** Everything that {@code .ok} promises is there, whole. */
    private void requireWhole() {
        assertThat(delivered()).hasSize(1);
        String name = delivered().get(0).replace(".ok", "");
        assertThat(name).startsWith(NAME).hasSize(NAME.length() + 5);
        assertThat(world.bytes("in/" + name + ".jsonl")).isEqualTo("rows".getBytes(UTF_8));
        assertThat(world.bytes("in/" + name + "-1.pdf")).hasSize(200_000);
        String manifest = new String(world.bytes("in/" + name + ".manifest.json"), UTF_8);
        assertThat(manifest).startsWith("manifest of " + name);
        assertThat(new String(world.bytes("in/" + name + ".manifest.sig"), UTF_8).replace("signature", "attempt"))
                .isEqualTo(manifest.substring(manifest.indexOf("attempt")));
    }

    @Test
    void everythingIsThereUnderItsNameAndNothingElse() throws SftpTrouble {
        assertThat(put(drop("rows", 1))).isEqualTo(Fate.DELIVERED);

        requireWhole();
        assertThat(world.files("in")).hasSize(5).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void theSameBatchAgainChangesNothing() throws Exception {
        put(drop("rows", 1));
        List<String> before = world.files("in");
        byte[] manifest = world.bytes("in/" + before.get(2));

        assertThat(put(drop("rows", 2))).isEqualTo(Fate.DELIVERED);

        assertThat(world.files("in")).isEqualTo(before);
        assertThat(world.bytes("in/" + before.get(2))).isEqualTo(manifest);
    }

    @Test
    void anotherBatchUnderTheSameNameIsNotOverwritten() throws Exception {
        put(drop("rows", 1));
        String name = delivered().get(0);
        Files.writeString(folder.resolve("in/" + name), "{\"batchId\":\"another\"}\n");

        put(drop("rows", 1));

        assertThat(delivered()).hasSize(2);
        assertThat(new String(world.bytes("in/" + name), UTF_8)).contains("another");
    }

    @Test
    void cutBeforeAnyRequestItIsDeliveredOnceByTheNextAttempt() throws Exception {
        int request = 1;
        while (true) {
            world.cutBefore(request);
            Fate first = attempt(1);
            boolean cut = world.wasCut();
            world.heal();
            if (first == null) {
                assertThat(delivered()).as("cut before request %d", request).isEmpty();
            }
            assertThat(attempt(2)).isEqualTo(Fate.DELIVERED);
            requireWhole();
            assertThat(world.files("in"))
                    .as("cut before request %d", request)
                    .noneMatch(name -> name.endsWith(".part"));
            if (!cut) {
                break;
            }
            empty();
            request++;
        }
        assertThat(request).isGreaterThan(30);
    }

    @Test
    void cutAfterAnyChangeItIsDeliveredOnceByTheNextAttempt() throws Exception {
        int change = 1;
        while (true) {
            world.cutAfter(change);
            Fate first = attempt(1);
            boolean cut = world.wasCut();
            world.heal();
            if (first == null) {
                assertThat(delivered()).as("cut after change %d", change).isEmpty();
            } else {
                assertThat(first).isEqualTo(Fate.DELIVERED);
            }
            assertThat(attempt(2)).isEqualTo(Fate.DELIVERED);
            requireWhole();
            if (!cut) {
                break;
            }
            empty();
            change++;
        }
        assertThat(change).isGreaterThan(10);
    }

    @Test
    void brokenWhileOkGetsItsNameAndNobodyToAskIsUnknown() throws Exception {
        List<Fate> fates = new ArrayList<>();
        for (int change = 1; fates.stream().noneMatch(Fate.DELIVERED::equals); change++) {
            world.refuseAfterCut();
            world.cutAfter(change);
            Fate fate = attempt(1);
            if (fate == Fate.UNKNOWN) {
                assertThat(delivered()).hasSize(1);
            }
            if (fate != null) {
                fates.add(fate);
            }
            world.heal();
            empty();
        }
        assertThat(fates).containsExactly(Fate.UNKNOWN, Fate.DELIVERED);
    }

    @Test
    void whatAnEarlierAttemptLeftBehindIsTakenAway() throws Exception {
        put(drop("rows", 1));
        String name = delivered().get(0).replace(".ok", "");
        empty();
        Files.writeString(folder.resolve("in/" + name + ".manifest.json.1.part"), "half");
        Files.writeString(folder.resolve("in/QD0120200101000000123.jsonl.part"), "new");
        Path old = Files.writeString(folder.resolve("in/QD0120200101000000124.jsonl.part"), "old");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.writeString(folder.resolve("in/another.part"), "not ours");

        put(drop("rows", 2));

        assertThat(world.files("in").stream().filter(file -> file.endsWith(".part")))
                .containsExactly("QD0120200101000000123.jsonl.part", "another.part");
    }

    @Test
    void anotherKeyThanThePinnedOneIsNeverSpokenTo() {
        SftpServer strange = world.asServer(
                HostKeys.parse(PublicKeyEntry.toString(SftpWorld.key().getPublic())),
                SftpWorld.PASSWORD,
                Duration.ofSeconds(30));
        refused(strange, Kind.WRONG_HOST_KEY);
        refused(
                world.asServer(HostKeys.parse("# none\n"), SftpWorld.PASSWORD, Duration.ofSeconds(30)),
                Kind.WRONG_HOST_KEY);
    }

    @Test
    void aWrongPasswordAndAPrivateKeyThatIsNoneAreRefusedLogins() {
        HostKeys keys = HostKeys.parse(world.hostKeyLine());
        refused(world.asServer(keys, "wrong", Duration.ofSeconds(30)), Kind.LOGIN_REFUSED);
        refused(world.asServer(keys, "-----BEGIN nonsense", Duration.ofSeconds(30)), Kind.LOGIN_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519, 256", "ecdsa-sha2-nistp256, 256", "ssh-rsa, 2048"})
    void logsInWithAPrivateKey(String type, int bits) throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(type, bits);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "", null, file);
        world.allow(pair.getPublic());
        SftpServer server =
                world.asServer(HostKeys.parse(world.hostKeyLine()), file.toString(UTF_8), Duration.ofSeconds(30));

        try (SftpLink byKey = new SftpLink(server)) {
            assertThat(new PutDrop(byKey, Duration.ofSeconds(60), Clock.systemUTC()).put(drop("rows", 1)))
                    .isEqualTo(Fate.DELIVERED);
        }
    }

    @Test
    void nobodyListeningIsNotReached() {
        SftpServer server = world.asServer();
        world.close();
        refused(server, Kind.NOT_REACHED);
    }

    private void refused(SftpServer server, Kind kind) {
        try (SftpLink other = new SftpLink(server)) {
            assertThatThrownBy(() -> new PutDrop(other, Duration.ofSeconds(60), Clock.systemUTC()).put(drop("rows", 1)))
                    .isInstanceOfSatisfying(SftpTrouble.class, trouble -> assertThat(trouble.kind())
                            .isEqualTo(kind));
        }
        assertThat(world.files("in")).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsSaid() throws Exception {
        Files.delete(folder.resolve("in"));
        assertThatThrownBy(() -> put(drop("rows", 1)))
                .isInstanceOfSatisfying(
                        SftpTrouble.class, trouble -> assertThat(trouble.kind()).isEqualTo(Kind.NOT_THERE));
    }

    /** @return null where it surely failed */
    private Fate attempt(int attempt) {
        try {
            return put(drop("rows", attempt));
        } catch (SftpTrouble surelyNot) {
            return null;
        }
    }

    private void empty() throws Exception {
        for (String file : world.files("in")) {
            Files.delete(folder.resolve("in").resolve(file));
        }
    }
}
