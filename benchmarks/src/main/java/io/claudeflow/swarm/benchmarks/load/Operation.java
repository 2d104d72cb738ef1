package io.claudeflow.swarm.benchmarks.load;

/** What a cell does. */
public enum Operation {
    /** Replaces the value of a random key; answered when durable. */
    WRITE("durable write"),
    /** Reads the value of a random key. */
    READ("read");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
