package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first line of an export.
 *
 * @param namespace null when there are several; each line names its own
 * @param entries how many there were when the export began; the last line has the number of lines
 * @param revision the newest revision when the export began
 */
public record ExportHeader(
        String swarm, @Nullable String namespace, long entries, Revision revision, Instant exportedAt) {}
