package io.claudeflow.swarm.operator.desired;

/** Names of the objects of a store; fixed, people and other programs use them. */
public final class Names {
    /** Container that {@code kubectl exec} picks. */
    public static final String MEMORY_CONTAINER = "memory";
    /** Container that makes, upgrades or restores the database before the service starts. */
    public static final String INIT_CONTAINER = "init-db";

    private Names() {}

    /** StatefulSet, headless Service, NetworkPolicy and PodDisruptionBudget bear the store's own name. */
    public static String statefulSet(String store) {
        return store;
    }

    /** The only pod. */
    public static String pod(String store) {
        return store + "-0";
    }

    /** The Service for clients. */
    public static String clientService(String store) {
        return store + "-api";
    }

    /** The claim with the database. */
    public static String claim(String store) {
        return store + "-storage";
    }
}
