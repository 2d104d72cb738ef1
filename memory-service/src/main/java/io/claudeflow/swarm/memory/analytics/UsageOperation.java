package io.claudeflow.swarm.memory.analytics;

import java.util.Locale;

/** What is done with entries, as usage counts it; the parts of a batch count one by one. */
public enum UsageOperation {
    STORE,
    RETRIEVE,
    DELETE,
    SEARCH,
    CLEAR;

    /** The word in tables and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
