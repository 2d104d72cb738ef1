package io.claudeflow.swarm.operator.plan;

import java.util.List;
import java.util.Optional;

/** What a new store begins with. */
public sealed interface BootstrapPlan {

    /** As people say it, and as it is noted on the claim once it is done. */
    String text();

    /** The backup of this name. */
    record FromBackup(String backup) implements BootstrapPlan {
        @Override
        public String text() {
            return "SwarmMemoryBackup " + backup;
        }
    }

    /** The newest verified backup of a store, which may be gone. */
    record FromNewestOf(String store) implements BootstrapPlan {
        @Override
        public String text() {
            return "the newest verified backup of SwarmMemoryStore " + store;
        }
    }

    /**
     * The data of a running store as it is now.
     *
     * @param namespaces only entries of these; empty means all; likewise tags
     * @param maxAge only entries written within this time, as people type it
     */
    record FromStore(String store, List<String> namespaces, List<String> tags, Optional<String> maxAge)
            implements BootstrapPlan {
        @Override
        public String text() {
            return "SwarmMemoryStore " + store;
        }
    }
}
