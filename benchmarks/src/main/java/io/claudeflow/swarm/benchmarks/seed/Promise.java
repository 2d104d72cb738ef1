package io.claudeflow.swarm.benchmarks.seed;

/** A line of seed 004's table "Test Results (10,000 entries)": an operation and about how long it takes. */
enum Promise {
    STORE("Store (uncompressed)", 2),
    STORE_COMPRESSED("Store (compressed)", 5),
    RETRIEVE("Retrieve (uncompressed)", 1),
    RETRIEVE_COMPRESSED("Retrieve (compressed)", 3),
    CLEANUP("Cleanup (100 expired)", 500),
    STATS("Get stats", 10);

    private final String label;
    private final int millis;

    Promise(String label, int millis) {
        this.label = label;
        this.millis = millis;
    }

    String label() {
        return label;
    }

    /** What the table says, in milliseconds. */
    int millis() {
        return millis;
    }

    /** Whether a median is no longer than promised. */
    boolean holds(long medianNanos) {
        return medianNanos <= millis * 1_000_000L;
    }
}
