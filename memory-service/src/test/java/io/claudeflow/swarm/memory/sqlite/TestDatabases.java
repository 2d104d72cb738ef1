package io.claudeflow.swarm.memory.sqlite;

import java.nio.file.Path;
import java.time.Duration;

/** Settings of databases in tests. */
final class TestDatabases {
    private TestDatabases() {}

    static DatabaseConfig config(Path path, boolean wal) {
        return new DatabaseConfig(
                path, wal, true, true, 2, 4096, 64L << 20, Duration.ofSeconds(10), Duration.ofSeconds(10), 64L << 20);
    }

    /** Without waiting for the disk, for tests of many writes that are not about durability. */
    static DatabaseConfig quick(Path path) {
        return new DatabaseConfig(
                path, true, false, true, 2, 4096, 64L << 20, Duration.ofSeconds(10), Duration.ofSeconds(10), 64L << 20);
    }
}
