package io.claudeflow.swarm.operator.management;

/** What the kubelet asks about the operator. Implementations answer at once and from any thread. */
public interface Health {
    /** False when only a restart can help. */
    boolean alive();

    /** True when the process does its work or waits for the Lease in good order. */
    boolean ready();
}
