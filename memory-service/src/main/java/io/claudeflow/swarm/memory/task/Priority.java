package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How urgent a task is, the most urgent first. */
public enum Priority {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW;

    /** Finds a priority by its wire name. */
    public static Priority named(String field, String name) {
        return Arrays.stream(values())
                .filter(priority -> priority.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> MemoryException.invalid(
                        field,
                        name,
                        Arrays.stream(values()).map(Priority::wireName).collect(Collectors.joining(", "))));
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
