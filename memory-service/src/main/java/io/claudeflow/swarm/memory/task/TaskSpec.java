package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What its author says of a task.
 *
 * @param id unique in the swarm, 1 to 255 bytes
 * @param description 1 byte to 64 KiB of UTF-8
 * @param assignedTo the agent it is meant for, or null for whoever claims it
 * @param dependencies tasks that have to be completed first; repetitions dropped, at most {@value #MAX_DEPENDENCIES}
 * @param metadata a JSON object as text, or null
 */
public record TaskSpec(
        String id,
        String description,
        Priority priority,
        @Nullable String assignedTo,
        List<String> dependencies,
        @Nullable String metadata) {
    public static final int MAX_ID_BYTES = 255;
    public static final int MAX_DESCRIPTION_BYTES = 64 * 1024;
    public static final int MAX_DEPENDENCIES = 256;

    public TaskSpec {
        Names.check("id", id, MAX_ID_BYTES);
        int size = description.getBytes(StandardCharsets.UTF_8).length;
        if (size < 1 || size > MAX_DESCRIPTION_BYTES) {
            throw MemoryException.limit("description", size + " bytes", "1 to " + MAX_DESCRIPTION_BYTES + " bytes");
        }
        if (assignedTo != null) {
            Names.check("assignedTo", assignedTo, MAX_ID_BYTES);
        }
        dependencies = checkDependencies(dependencies);
        JsonText.checkOptional("metadata", metadata);
    }

    /** A task of medium priority for anybody, at once. */
    public static TaskSpec of(String id, String description) {
        return new TaskSpec(id, description, Priority.MEDIUM, null, List.of(), null);
    }

    public TaskSpec withPriority(Priority newPriority) {
        return new TaskSpec(id, description, newPriority, assignedTo, dependencies, metadata);
    }

    public TaskSpec assignedTo(@Nullable String agent) {
        return new TaskSpec(id, description, priority, agent, dependencies, metadata);
    }

    public TaskSpec after(String... newDependencies) {
        return new TaskSpec(id, description, priority, assignedTo, List.of(newDependencies), metadata);
    }

    static List<String> checkDependencies(List<String> dependencies) {
        var distinct = List.copyOf(new LinkedHashSet<>(dependencies));
        if (distinct.size() > MAX_DEPENDENCIES) {
            throw MemoryException.limit("dependencies", distinct.size() + " tasks", "at most " + MAX_DEPENDENCIES);
        }
        for (int i = 0; i < distinct.size(); i++) {
            Names.check("dependencies[" + i + "]", distinct.get(i), MAX_ID_BYTES);
        }
        return distinct;
    }
}
