package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResumeTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static UUID resting(String record) {
        UUID transfer = world.prepared(record, 1);
        world.jdbc()
                .update(
                        "UPDATE transfer SET due_at = now(), wake_at = now() + interval '1 hour' WHERE id = ?",
                        transfer);
        return transfer;
    }

    /** Whoever looks at a transfer in that moment finds that the platform rests, and leaves its time to wake as it is. */
    @Test
    void wakesAlsoWhatSomebodyHoldsInThatMoment() {
        UUID free = resting("free");
        UUID held = resting("held");
        world.ledger().operations().pause(LedgerWorld.PLATFORM, "test", "operator");

        CompletableFuture<Boolean> resumed = world.ledger().transaction().execute(status -> {
            world.jdbc().queryForList("SELECT 1 FROM transfer WHERE id = ? FOR UPDATE", held);
            CompletableFuture<Boolean> resume =
                    LedgerWorld.atOnce(() -> world.ledger().operations().resume(LedgerWorld.PLATFORM, "operator"));
            await().until(() -> world.waitingForLocks() > 0);
            assertThat(world.ledger().operations().platforms())
                    .as("nobody has to be waited for until it is on")
                    .noneMatch(OperatorLedger.PlatformState::paused);
            assertThat(world.jdbc()
                            .queryForObject(
                                    "SELECT wake_at <= clock_timestamp() FROM transfer WHERE id = ?",
                                    Boolean.class,
                                    free))
                    .isTrue();
            return resume;
        });

        assertThat(resumed.join()).isTrue();
        assertThat(world.isAwake(held)).isTrue();
    }
}
