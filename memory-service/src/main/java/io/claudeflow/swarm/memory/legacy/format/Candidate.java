package io.claudeflow.swarm.memory.legacy.format;

import java.nio.file.Path;

/**
 * A place where memory may lie.
 *
 * @param path the real path of a file, or of the directory of a file store
 * @param name the path relative to the source that was named, for people
 */
public record Candidate(Path path, String name) {}
