package org.shuqiao.certs.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.certs.Samples.utf8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Samples;
import org.shuqiao.certs.SigningKey;

class LogAuditTest {
    @TempDir
    private Path keys;

    @TempDir
    private Path folder;

    private DevelopmentAuthority authority;
    private SigningKey logKey;
    private PublishedLog log;
    private KeptCheckpoint kept;

    @BeforeEach
    void publish() throws Exception {
        authority = Samples.authority(keys);
        logKey = authority.issue("log", "log");
        log = new PublishedLog(LogHash.SM3, folder, logKey);
        kept = keep("earlier", log.grow(300));
        log.grow(300);
    }

    @Test
    void passesAnHonestLog() {
        assertThat(audit(kept))
                .containsExactly(
                        new Check("checkpoint", true, "log.example has signed for 600 leaves"),
                        new Check("root", true, "the signed root is the root over the first 600 leaves"),
                        new Check("tiles", true, "1 tiles above level 0 agree"),
                        new Check("entries", true, "600 leaves agree"),
                        new Check("kept", true, "earlier: its root is the root over the first 300 leaves"));
    }

    @ParameterizedTest
    @EnumSource
    void passesALogOfEitherHashAndOfAnySize(LogHash hash, @TempDir Path other) throws Exception {
        var growing = new PublishedLog(hash, other, logKey);
        KeptCheckpoint empty = keep("empty", growing.sign(new TreeHead(0, hash.empty())));
        for (int more : new int[] {0, 1, 255, 1, 300}) {
            KeptCheckpoint latest = keep("latest", growing.grow(more));
            assertThat(audit(growing.source(), List.of(growing.key()), empty, latest))
                    .allMatch(Check::passed);
        }
    }

    /** What a log may do as soon as a tile is full, although its checkpoint is not as far yet. */
    @Test
    void readsTheFullTileWhereThePartialOneIsGone() throws Exception {
        log.write("checkpoint", kept.note());
        for (String partial : List.of("tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44")) {
            log.delete(partial);
        }
        log.write("tile/1/000", Arrays.copyOf(log.read("tile/1/000.p/2"), 8_192));

        assertThat(audit(kept)).allMatch(Check::passed);
    }

    @ParameterizedTest
    @CsvSource({
        "tile/0/000, root",
        "tile/0/001, root",
        "tile/0/002.p/88, root",
        "tile/1/000.p/2, tiles",
        "tile/entries/000, entries",
        "tile/entries/002.p/88, entries"
    })
    void findsEveryChangedByte(String path, String check) throws Exception {
        byte[] content = log.read(path);
        for (int position : new int[] {0, 1, 33, content.length / 2, content.length - 1}) {
            byte[] changed = content.clone();
            changed[position] ^= 1;
            log.write(path, changed);
            assertThat(failed(audit(kept))).contains(check);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000",
                "tile/0/002.p/88",
                "tile/1/000.p/2",
                "tile/entries/000",
                "tile/entries/002.p/88",
                "checkpoint"
            })
    void findsWhatIsCutShortOrHasSomethingAdded(String path) throws Exception {
        byte[] content = log.read(path);
        for (int bytes : new int[] {0, content.length - 1, content.length + 1, content.length + 32}) {
            log.write(path, Arrays.copyOf(content, bytes));
            assertThat(failed(audit(kept))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tile/0/000, root tiles entries kept",
        "tile/0/002.p/88, root tiles entries",
        "tile/1/000.p/2, tiles",
        "checkpoint, checkpoint root tiles entries kept"
    })
    void findsWhatIsMissing(String path, String checks) throws Exception {
        log.delete(path);

        assertThat(failed(audit(kept))).containsExactly(checks.split(" "));
    }

    @Test
    void saysThatLeavesAreNotShown() throws Exception {
        log.delete("tile/entries/000");

        assertThat(audit(kept)).contains(new Check("entries", true, "344 leaves agree, 256 are not shown"));
    }

    /** The other leaves are signed for properly, so only who remembers can tell. */
    @Test
    void findsARewrittenPast(@TempDir Path other) throws Exception {
        var rewritten = new PublishedLog(LogHash.SM3, other, logKey);
        rewritten.append(IntStream.range(0, 600)
                .mapToObj(i -> utf8(i == 299 ? "leaf of another past" : "leaf " + i))
                .toList());

        assertThat(failed(audit(rewritten.source(), List.of(log.key())))).isEmpty();
        assertThat(audit(rewritten.source(), List.of(log.key()), kept))
                .filteredOn(check -> !check.passed())
                .containsExactly(new Check(
                        "kept",
                        false,
                        "earlier: its root is not the root over the first 300 leaves: the leaves have another root"));
    }

    @Test
    void findsALogThatHasShrunk() throws Exception {
        KeptCheckpoint latest = keep("latest", SignedCheckpoint.parse(log.read("checkpoint")));
        log.write("checkpoint", kept.note());

        assertThat(audit(kept, latest))
                .filteredOn(check -> !check.passed())
                .containsExactly(new Check("kept", false, "latest: the log had 600 leaves and now shows 300"));
    }

    @Test
    void findsASignedRootThatIsNotThatOfTheLeaves() throws Exception {
        log.sign(new TreeHead(600, LogHash.SM3.empty()));

        assertThat(failed(audit(kept))).containsExactly("root");
    }

    @Test
    void believesNobodyWithoutAKey() {
        assertThat(failed(audit(log.source(), List.of(), kept)))
                .containsExactly("checkpoint", "root", "tiles", "entries", "kept");
    }

    @Test
    void believesNoStrangerOfTheSameName() throws Exception {
        LogKey stranger = LogKey.of(
                PublishedLog.ORIGIN, authority.issue("stranger", "stranger").chain());

        assertThat(failed(audit(log.source(), List.of(stranger)))).contains("checkpoint");
        assertThat(failed(audit(log.source(), List.of(stranger, log.key()), kept)))
                .isEmpty();
    }

    /** A trusted key's signature that does not hold is an attack, whatever other keys have signed. */
    @Test
    void refusesAForgedSignature() throws Exception {
        var text = new String(log.read("checkpoint"), java.nio.charset.StandardCharsets.UTF_8);
        log.write("checkpoint", utf8(text.replace("\n600\n", "\n599\n")));

        assertThat(audit(kept).get(0))
                .isEqualTo(new Check(
                        "checkpoint", false, "refused: the signature does not match the message and the key"));
    }

    @Test
    void reportsEveryKeptCheckpointThatSaysNothing(@TempDir Path other) throws Exception {
        SigningKey strangerKey = authority.issue("stranger", "stranger");
        var ofStranger = new PublishedLog(LogHash.SM3, other, strangerKey);
        var ofOtherHash = new PublishedLog(LogHash.SHA_256, other, logKey);
        List<Check> checks = audit(
                new KeptCheckpoint("garbage", utf8("garbage")),
                new KeptCheckpoint("empty", new byte[0]),
                new KeptCheckpoint("long", new byte[100_000]),
                keep("stranger", ofStranger.grow(1)),
                keep("sha256", ofOtherHash.grow(1)),
                kept);

        assertThat(checks.subList(4, 10))
                .extracting(Check::detail)
                .containsExactly(
                        "garbage: malformed: a signed checkpoint has no empty line before its signatures",
                        "empty: malformed: a signed checkpoint has no empty line before its signatures",
                        "long: malformed: a signed checkpoint is longer than 16384 bytes",
                        "stranger: no trusted key has signed it",
                        "sha256: is of another log",
                        "earlier: its root is the root over the first 300 leaves");
        assertThat(failed(checks)).hasSize(5).containsOnly("kept");
    }

    @Test
    void readsWhatWasKeptInAFolder(@TempDir Path other) throws Exception {
        Files.write(other.resolve("2026-11-21.txt"), kept.note());
        Files.write(other.resolve("2026-11-20.txt"), new byte[20_000]);
        Files.write(other.resolve(".hidden"), new byte[1]);

        assertThat(KeptCheckpoint.in(other))
                .extracting(KeptCheckpoint::name)
                .containsExactly("2026-11-20.txt", "2026-11-21.txt");
        assertThat(failed(audit(KeptCheckpoint.in(other).toArray(KeptCheckpoint[]::new))))
                .containsExactly("kept");
    }

    private List<Check> audit(KeptCheckpoint... earlier) {
        return audit(log.source(), List.of(log.key()), earlier);
    }

    private static List<Check> audit(LogSource source, List<LogKey> trusted, KeptCheckpoint... earlier) {
        return new LogAudit(trusted).audit(source, List.of(earlier));
    }

    private static List<String> failed(List<Check> checks) {
        return checks.stream().filter(check -> !check.passed()).map(Check::name).toList();
    }

    private static KeptCheckpoint keep(String name, SignedCheckpoint checkpoint) {
        return new KeptCheckpoint(name, checkpoint.bytes());
    }
}
