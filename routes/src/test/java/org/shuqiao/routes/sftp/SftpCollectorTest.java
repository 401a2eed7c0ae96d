package org.shuqiao.routes.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collected.Why;
import org.shuqiao.routes.platforms.PlaceFailed;

/** Result files of a server that does what it likes. */
class SftpCollectorTest {
    @TempDir
    Path folder;

    private SftpWorld world;
    private SftpLink link;
    private SftpHealth health;
    private SftpCollector collector;
    private final Set<String> ledger = new HashSet<>();

    @BeforeEach
    void start() {
        world = new SftpWorld(folder);
        link = new SftpLink(world.asServer());
        health = new SftpHealth("qingdao", Clock.systemUTC());
        collector = collector();
    }

    private SftpCollector collector() {
        return new SftpCollector(
                link,
                "/out",
                Platforms.load(Datasets.load())
                        .find("qingdao")
                        .orElseThrow()
                        .descriptor()
                        .receipt(),
                health);
    }

    @AfterEach
    void stop() {
        link.close();
        world.close();
    }

    private List<Collected> collect() throws PlaceFailed {
        return collector.collect(100, sources -> {
            Set<String> known = new HashSet<>(ledger);
            known.retainAll(sources);
            return known;
        });
    }

    /** As the journey does it. */
    private void take(Collected collected) throws PlaceFailed {
        ledger.add(collected.source());
        if (collected.unreadable() == null) {
            collector.done(collected);
        } else {
            collector.putAside(collected);
        }
    }

    private void say(String name, String key) {
        world.put("out/" + name, ("{\"rows\":[{\"key\":\"" + key + "\",\"code\":\"0\"}]}").getBytes(UTF_8));
    }

    @Test
    void oldestFirstAndMovedWhenTaken() throws Exception {
        say("b.receipt.json", "b");
        say("a.receipt.json", "a");
        Files.setLastModifiedTime(
                folder.resolve("out/b.receipt.json"),
                FileTime.from(Instant.now().minusSeconds(60)));

        List<Collected> collected = collect();

        assertThat(collected).extracting(one -> one.rows().get(0).key()).containsExactly("b", "a");
        assertThat(collect()).as("not done with yet").hasSize(2);
        for (Collected one : collected) {
            take(one);
        }
        assertThat(collect()).isEmpty();
        assertThat(world.files("out/done")).containsExactly("a.receipt.json", "b.receipt.json");
    }

    @Test
    void theSameNameAgainIsAnotherResult() throws Exception {
        say("a.receipt.json", "first");
        take(collect().get(0));
        say("a.receipt.json", "second");

        List<Collected> again = collect();

        assertThat(again.get(0).rows().get(0).key()).isEqualTo("second");
        assertThat(ledger).doesNotContain(again.get(0).source());
        take(again.get(0));
        assertThat(world.files("out/done")).hasSize(2);
    }

    @Test
    void whatWasReplacedSinceItWasReadStays() throws Exception {
        say("a.receipt.json", "first");
        Collected first = collect().get(0);
        say("a.receipt.json", "another");

        take(first);

        assertThat(collect().get(0).rows().get(0).key()).isEqualTo("another");
    }

    @Test
    void whatCannotBeMovedIsTakenOnce() throws Exception {
        say("a.receipt.json", "a");
        world.forbidMoves();
        for (int tried = 0; tried < 3; tried++) {
            take(collect().get(0));
        }

        assertThat(collect()).isEmpty();
        assertThat(ledger).hasSize(1);
        assertThat(world.files("out")).containsExactly("a.receipt.json");
        collector = collector();
        List<Collected> afterRestart = collect();
        assertThat(afterRestart).extracting(Collected::source).containsExactlyElementsOf(ledger);
    }

    @Test
    void aHalfWrittenFileIsLeftAloneUntilItIsWhole() throws Exception {
        world.put("out/a.receipt.json", "{\"rows\":[{\"key\":".getBytes(UTF_8));
        assertThat(collect()).isEmpty();
        say("a.receipt.json", "whole");

        assertThat(collect().get(0).rows().get(0).key()).isEqualTo("whole");
    }

    @Test
    void whatStaysUnreadableIsPutAside() throws Exception {
        world.put("out/half.receipt.json", "{\"rows\":[".getBytes(UTF_8));
        world.put("out/gbk.receipt.json", "{\"rows\":[{\"key\":\"青岛\"}]}".getBytes(Charset.forName("GBK")));
        world.put("out/twice.receipt.json", "{\"rows\":[{\"key\":\"a\",\"key\":\"b\"}]}".getBytes(UTF_8));
        world.put("out/list.receipt.json", "[]".getBytes(UTF_8));
        say("good.receipt.json", "good");

        assertThat(collect()).hasSize(1);
        List<Collected> second = collect();

        assertThat(second).hasSize(5);
        assertThat(second.stream().filter(one -> one.unreadable() == Why.MALFORMED))
                .hasSize(4);
        for (Collected one : second) {
            take(one);
        }
        assertThat(world.files("out")).isEmpty();
        assertThat(world.files("out/aside")).hasSize(4);
    }

    @Test
    void whatGrowsWhileItIsReadIsNotReadForEver() throws Exception {
        say("a.receipt.json", "a");
        world.endlessReads();

        assertThat(collect().get(0).unreadable()).isEqualTo(Why.TOO_LONG);
    }

    @Test
    void whatIsGoneWhileItIsReadIsNobodysLoss() throws Exception {
        say("a.receipt.json", "a");
        say("b.receipt.json", "b");
        world.whileListing(() -> folder.resolve("out/a.receipt.json").toFile().delete());

        assertThat(collect()).extracting(one -> one.rows().get(0).key()).containsExactly("b");
    }

    @Test
    void aFileThatNobodyMayReadHoldsNobodyUp() throws Exception {
        say("a.receipt.json", "a");
        say("b.receipt.json", "b");
        world.forbidReading("a.receipt.json");

        assertThat(collect()).extracting(one -> one.rows().get(0).key()).containsExactly("b");
    }

    @Test
    void aFolderThatNeverEndsIsLookedAtInPartAndSaidToBe() throws Exception {
        say("a.receipt.json", "a");
        world.endlessListing();

        List<Collected> collected = collect();

        assertThat(collected).hasSizeLessThanOrEqualTo(1);
        assertThat(health.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble.why()).isEqualTo(PlaceFailed.Why.NOT_AS_DESCRIBED));
    }

    @Test
    void noFolderIsSaid() throws Exception {
        Files.delete(folder.resolve("out"));
        assertThatThrownBy(this::collect).isInstanceOfSatisfying(PlaceFailed.class, failed -> assertThat(failed.why())
                .isEqualTo(PlaceFailed.Why.NOT_AS_DESCRIBED));
        assertThat(health.trouble()).isPresent();
    }

    @Test
    void cutAnywhereNothingIsLost() throws Exception {
        int request = 1;
        boolean cut;
        do {
            say("a" + request + ".receipt.json", "a");
            world.cutBefore(request);
            try {
                for (Collected one : collect()) {
                    take(one);
                }
            } catch (PlaceFailed broken) {
                // Again below.
            }
            cut = world.wasCut();
            world.heal();
            for (Collected one : collect()) {
                take(one);
            }
            assertThat(ledger).as("cut before request %d", request).isNotEmpty();
            assertThat(world.files("out")).as("cut before request %d", request).isEmpty();
            ledger.clear();
            collector = collector();
            request++;
        } while (cut);
        assertThat(request).isGreaterThan(8);
    }
}
