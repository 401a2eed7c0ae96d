package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7Test {
    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05.678Z");

    private static Uuid7 at(Instant instant, RandomGenerator random) {
        return new Uuid7(Clock.fixed(instant, ZoneOffset.UTC), random);
    }

    @Test
    void hasVersionSevenAndTheVariantOfTheStandard() {
        Uuid7 ids = at(NOW, new Random(1));
        for (int i = 0; i < 1000; i++) {
            UUID id = ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void beginsWithItsMillisecond() {
        assertThat(at(NOW, new Random(1)).next().getMostSignificantBits() >>> 16)
                .isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void matchesTheVectorOfTheStandard() {
        // RFC 9562, appendix A.6: 2022-02-22T19:22:22.000Z, rand_a CC3, rand_b 18C4DC0C0C07398F.
        RandomGenerator vector = new RandomGenerator() {
            private boolean first = true;

            @Override
            public long nextLong() {
                long next = first ? 0xCC3L : 0x18C4DC0C0C07398FL << 2;
                first = false;
                return next;
            }
        };

        assertThat(at(Instant.parse("2022-02-22T19:22:22Z"), vector).next())
                .isEqualTo(UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    }

    @Test
    void sortsByTimeAsTextAndAsBytes() {
        Random random = new Random(1);
        List<String> ids = Stream.of(NOW, NOW.plusMillis(1), NOW.plusSeconds(1), NOW.plusSeconds(86_400L * 365))
                .map(instant -> at(instant, random).next().toString())
                .toList();

        assertThat(ids).isSorted();
    }

    @Test
    void doesNotRepeatWithinAMillisecond() {
        Uuid7 ids = at(NOW, new Random(1));
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.next())).isTrue();
        }
    }
}
