package io.claudeflow.swarm.memory.backup;

import java.time.Duration;
import java.util.List;

/**
 * The outcome of opening a backup and comparing it with its manifest.
 *
 * @param problems what is wrong, at most 100; empty when the backup can be restored
 */
public record Verification(String name, boolean ok, List<String> problems, Duration duration) {
    public Verification {
        problems = List.copyOf(problems);
    }
}
