package io.claudeflow.swarm.memory.legacy.source;

import java.nio.file.Path;

/**
 * Bounds for reading a source.
 *
 * @param workDirectory where a copy is made of a source that cannot be opened in place; on the data volume
 * @param maxCellBytes the largest text or blob that is read
 */
public record SourceLimits(Path workDirectory, int maxCellBytes) {}
