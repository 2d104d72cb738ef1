package io.claudeflow.swarm.memory.testing;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/** The seeds of property tests; a failure names the seed that repeats it. */
public final class Seeds {
    private Seeds() {}

    public static List<Long> count(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** One of the given things. */
    @SafeVarargs
    public static <T> T pick(RandomGenerator random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
