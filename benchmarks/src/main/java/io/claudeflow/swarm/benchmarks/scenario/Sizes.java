package io.claudeflow.swarm.benchmarks.scenario;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param entries of a store
 * @param valueBytes of an entry
 * @param clients numbers of concurrent clients, a measurement each
 * @param rounds how often a measurement is repeated
 * @param cell length of one
 * @param warmUp load before the first
 * @param quick a try-out: fewer queries and readers, shorter phases; its figures mean little
 */
public record Sizes(
        int entries, int valueBytes, List<Integer> clients, int rounds, Duration cell, Duration warmUp, boolean quick) {
    /** This when all is measured, that when it is a try-out. */
    public int choose(int whole, int tryOut) {
        return quick ? tryOut : whole;
    }

    /** The same for lengths of time, in seconds. */
    public Duration chooseSeconds(int whole, int tryOut) {
        return Duration.ofSeconds(choose(whole, tryOut));
    }
}
