package io.claudeflow.swarm.operator.plan;

import java.util.Optional;

/**
 * Who a store is.
 *
 * @param uid of this incarnation; a store that is made again has another one
 * @param swarm the swarm whose memory it is
 * @param cluster the SwarmCluster it belongs to, if any
 */
public record StoreIdentity(String namespace, String name, String uid, String swarm, Optional<String> cluster) {
    private static final String SUFFIX = "-memory";

    /** The swarm of a store that names none: the store's name without {@code -memory}. */
    public static String defaultSwarm(String storeName) {
        return storeName.endsWith(SUFFIX) && storeName.length() > SUFFIX.length()
                ? storeName.substring(0, storeName.length() - SUFFIX.length())
                : storeName;
    }

    /** The name of the store of a cluster. */
    public static String storeOf(String clusterName) {
        return clusterName + SUFFIX;
    }
}
