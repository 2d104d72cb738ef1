package io.claudeflow.swarm.memory.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One thing that may make a store smaller or faster. */
public interface OptimizationStep {
    /** What is done, in the order it is done. */
    enum Measure {
        /** Deletes what has expired. The only one that needs no {@code auto_apply}. */
        EXPIRED,
        /** Deletes rows whose owner is gone. */
        ORPHANS,
        /** Compresses values that were stored before compression was switched on or its threshold lowered. */
        RECOMPRESSION,
        /** Drops learned patterns that were tried and do not work, and merges those that are one. */
        PATTERNS,
        /** Refreshes the statistics of the query planner. */
        STATISTICS,
        /** Rewrites the file without what holds nothing; writers wait. */
        FREE_PAGES,
        /** Copies the write-ahead log into the file and empties it. */
        LOG;

        /** The word in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it runs without being asked for by name: nobody can tell the difference but by the space. */
        boolean isSafe() {
            return this == EXPIRED;
        }
    }

    /**
     * What there is to gain, or what was gained.
     *
     * @param items rows, values, patterns; 0 when there is nothing to do
     * @param bytes space, exact or as {@code note} says
     * @param note what the figures do not say, or null
     */
    record Gain(long items, long bytes, @Nullable String note) {
        public static final Gain NONE = new Gain(0, 0, null);

        public static Gain of(long items, long bytes) {
            return new Gain(items, bytes, null);
        }
    }

    Measure measure();

    /** Measures and changes nothing. Most steps are about the file; learned patterns are the swarm's. */
    Gain look(String swarm);

    /** Does it. */
    Gain apply(String swarm);
}
