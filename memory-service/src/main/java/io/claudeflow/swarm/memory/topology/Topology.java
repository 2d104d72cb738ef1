package io.claudeflow.swarm.memory.topology;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;

/**
 * A topology as it was saved.
 *
 * @param version 1 for the first of the swarm, one more for each that followed; never used twice
 */
public record Topology(TopologySpec spec, long version, Instant createdAt, Revision revision) {}
