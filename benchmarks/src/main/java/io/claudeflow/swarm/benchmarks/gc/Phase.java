package io.claudeflow.swarm.benchmarks.gc;

/** When a read happened. */
enum Phase {
    BEFORE("before"),
    DURING("during the collection"),
    AFTER("after");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Of a read that began in one phase and ended in another: what touched the collection belongs to it. */
    static Phase of(Phase atBegin, Phase atEnd) {
        return atBegin == atEnd ? atBegin : DURING;
    }
}
