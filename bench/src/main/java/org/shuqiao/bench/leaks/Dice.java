package org.shuqiao.bench.leaks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Chance that is the same for the same seed and number, whichever thread asks. Not thread-safe. */
final class Dice {
    /** An odd number far from any pattern, so that neighbouring numbers start far apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private final RandomGenerator random;

    private Dice(RandomGenerator random) {
        this.random = random;
    }

    static Dice of(long seed, long number) {
        return new Dice(FACTORY.create(seed + STRIDE * (number + 1)));
    }

    /** From {@code least} to {@code most}, both of which may come. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    char one(String of) {
        return of.charAt(random.nextInt(of.length()));
    }

    String some(String of, int length) {
        StringBuilder some = new StringBuilder(length);
        while (some.length() < length) {
            some.append(one(of));
        }
        return some.toString();
    }

    String digits(int length) {
        return some("0123456789", length);
    }
}
