package io.claudeflow.swarm.memory.analytics;

import org.jspecify.annotations.Nullable;

/** Which agent the running call is made for, when its edge was told; bound by an edge around the call. */
public final class CallerAgent {
    /** 1 to 255 bytes, checked by the edge. */
    public static final ScopedValue<String> ID = ScopedValue.newInstance();

    private CallerAgent() {}

    /** The agent, or null when the caller did not say. */
    public static @Nullable String current() {
        return ID.isBound() ? ID.get() : null;
    }
}
