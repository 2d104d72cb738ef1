package io.claudeflow.swarm.memory.snapshot;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;

/**
 * A snapshot.
 *
 * @param id {@code snapshot_<swarm>_<agent>_<epoch milliseconds>}, as in seed 003's system; without the agent for a
 *     swarm
 * @param revision the newest revision it contains
 * @param content an object
 */
public record Snapshot(String id, Instant createdAt, Revision revision, Document.Fields content) {}
