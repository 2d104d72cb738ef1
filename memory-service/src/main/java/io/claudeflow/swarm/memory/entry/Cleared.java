package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.revision.Revision;

/**
 * The outcome of clearing a namespace.
 *
 * @param entries live entries removed
 * @param revision the revision of the removal
 */
public record Cleared(long entries, Revision revision) {}
