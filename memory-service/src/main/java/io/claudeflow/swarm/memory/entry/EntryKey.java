package io.claudeflow.swarm.memory.entry;

/**
 * The identity of an entry. All three parts are compared byte for byte; none of them has structure that the store
 * interprets, so {@code a/b} and {@code a:b} are ordinary keys.
 *
 * @param swarm the swarm that owns the entry: 1 to 255 bytes of UTF-8 without control characters
 * @param namespace 1 to 255 bytes of UTF-8 without control characters
 * @param key 1 to 1,024 bytes of UTF-8 without control characters
 */
public record EntryKey(String swarm, String namespace, String key) {
    /** The namespace of a call that names none. */
    public static final String DEFAULT_NAMESPACE = "default";

    public static final int MAX_SWARM_BYTES = 255;
    public static final int MAX_NAMESPACE_BYTES = 255;
    public static final int MAX_KEY_BYTES = 1024;

    public EntryKey {
        checkSwarm(swarm);
        checkNamespace(namespace);
        Names.check("key", key, MAX_KEY_BYTES);
    }

    /** Returns the swarm id, or throws what names its fault. */
    public static String checkSwarm(String swarm) {
        return Names.check("swarm", swarm, MAX_SWARM_BYTES);
    }

    /** Returns the namespace, or throws what names its fault. */
    public static String checkNamespace(String namespace) {
        return Names.check("namespace", namespace, MAX_NAMESPACE_BYTES);
    }
}
