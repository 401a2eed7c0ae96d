package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.TestDatabase;

/** Two processes sequence one ledger; one after the other is killed in the middle of it. */
class TakeOverTest {
    private static final int KILLS = 3;
    private static final int BACKLOG = 300;

    @TempDir
    private Path keys;

    @TempDir
    private Path homes;

    private final AtomicInteger written = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void anotherTakesOverWithoutGapOrForkWhenOneIsKilled() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            LogWorld world = new LogWorld(database.dataSource(), homes.resolve("me"), keys, Clock.systemUTC());
            Thread writer = new Thread(() -> writeUntilEnough(world));
            writer.start();
            OtherSequencer older = another(database, 0);
            for (int kill = 1; kill <= KILLS; kill++) {
                OtherSequencer younger = another(database, kill);
                long soFar = world.head().size();
                await().atMost(Duration.ofSeconds(60)).until(() -> world.head().size() > soFar + 200);
                older.kill();
                long left = world.head().size();
                await().atMost(Duration.ofSeconds(60)).until(() -> world.head().size() > left + 200);
                older = younger;
            }
            older.kill();
            enough.set(true);
            writer.join();
            // The database holds what belonged to the dead until it notices.
            await().until(() -> {
                world.run();
                return world.published() == written.get();
            });

            assertThat(world.departures.hold()).isEmpty();
            world.requireOneWholeTree(written.get());
        }
    }

    private OtherSequencer another(TestDatabase database, int number) throws Exception {
        return OtherSequencer.on(database.address(), homes.resolve("gateway-" + number), keys);
    }

    private void writeUntilEnough(LogWorld world) {
        while (!enough.get()) {
            if (written.get() - world.head().size() < BACKLOG) {
                written.addAndGet(world.write(37).size());
            }
        }
    }
}
