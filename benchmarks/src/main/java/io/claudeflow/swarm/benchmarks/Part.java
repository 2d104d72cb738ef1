package io.claudeflow.swarm.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of a run, in the order in which they are measured and told. */
enum Part {
    BASE,
    BATCH,
    SEARCH,
    WATCH,
    GC,
    SEED004,
    MEMORY,
    BACKUP,
    RESTORE;

    /** Its name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String options() {
        return Arrays.stream(values()).map(Part::option).collect(Collectors.joining(","));
    }
}
