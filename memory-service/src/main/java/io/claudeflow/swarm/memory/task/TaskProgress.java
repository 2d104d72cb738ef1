package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last report on the work on a task.
 *
 * @param data JSON as text, such as {@code {"percent":40}}
 * @param agent who reported, or null when nobody said
 */
public record TaskProgress(String data, @Nullable String agent, Instant at) {
    public TaskProgress {
        JsonText.check("progress", data);
        if (agent != null) {
            Names.check("agent", agent, TaskSpec.MAX_ID_BYTES);
        }
    }
}
