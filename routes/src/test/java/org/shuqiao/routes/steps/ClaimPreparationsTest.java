package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.platforms.ProofPlatform;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;

class ClaimPreparationsTest {
    private final PlatformAccess known = SampleTransfer.access(ProofPlatform.taking("none"));
    private final PlatformDirectory platforms = new PlatformDirectory(List.of(known));

    @Test
    void goesToTheOnlyPlatformThatItConcerns() {
        assertThat(ClaimPreparations.destinations(platforms, preparation(known.id())))
                .containsExactly(known);
    }

    @Test
    void goesNowhereWhileItsPlatformIsNotKnown() {
        assertThat(ClaimPreparations.destinations(platforms, preparation("gone")))
                .isEmpty();
    }

    private static Preparation preparation(String only) {
        return new Preparation(
                UUID.randomUUID(), 1, "91370212MA3C000039", "activity", "r1", 1, Instant.EPOCH, only, null, null);
    }
}
