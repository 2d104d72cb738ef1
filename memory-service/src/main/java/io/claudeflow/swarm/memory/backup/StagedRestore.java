package io.claudeflow.swarm.memory.backup;

import io.claudeflow.swarm.memory.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A restore that is verified and prepared; the next start of the store puts it in place.
 *
 * @param source the file it came from
 * @param replaces the newest revision of the store it will replace, or null when there is none
 * @param revision the revision that the store will begin with, in a new epoch
 */
public record StagedRestore(String source, @Nullable Revision replaces, Revision revision) {}
