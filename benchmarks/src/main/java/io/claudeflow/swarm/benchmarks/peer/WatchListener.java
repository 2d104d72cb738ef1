package io.claudeflow.swarm.benchmarks.peer;

/** What a watch tells its reader. Called by one thread at a time, not always the same. */
public interface WatchListener {
    /** Everything was told that had happened when the watch began; from here on it is live. */
    void synced();

    /** The entry of this key changed. */
    void changed(String key);

    /** The watch is over, and not because its reader closed it. */
    void ended(String reason);
}
