package io.claudeflow.swarm.benchmarks.load;

import java.util.Locale;
import java.util.Optional;

/**
 * Processor time by time: 1.5 is one and a half cores.
 *
 * @param serverCores of the server and its children
 * @param generatorCores of the harness, which makes the load on the same machine
 */
public record CpuShare(double serverCores, double generatorCores) {
    /** From this share of the machine on it counts as full: nobody gets all of it. */
    private static final double FULL = 0.85;

    /** From this share of what was used on, the load is part of the limit. */
    private static final double HEAVY = 0.3;

    /**
     * Says so when the load itself limits what was measured: the machine was full, and the generator took much of it.
     *
     * @param what was measured
     * @param machineCores of the machine
     */
    public Optional<String> caution(String what, int machineCores) {
        double used = serverCores + generatorCores;
        if (used < FULL * machineCores || generatorCores < HEAVY * used) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: the machine was full and the generator took %.0f %% of what was used (server %.2f, generator"
                        + " %.2f of %d cores); with a load from elsewhere the server would do more",
                what,
                100 * generatorCores / used,
                serverCores,
                generatorCores,
                machineCores));
    }
}
