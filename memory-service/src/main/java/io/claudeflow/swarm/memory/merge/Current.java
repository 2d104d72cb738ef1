package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.Crdt;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * What is stored under a key when something is merged into it.
 *
 * @param value what readers see
 * @param stamp of the last write that counted
 * @param state what an earlier merge under the same strategy left behind; null after a plain store, which starts anew
 */
public record Current(Document value, Stamp stamp, @Nullable Crdt<?> state) {}
