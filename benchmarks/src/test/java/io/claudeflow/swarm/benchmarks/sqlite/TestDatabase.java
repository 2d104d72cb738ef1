package io.claudeflow.swarm.benchmarks.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Small databases with the tables that the harness reads, and backups of them. */
public final class TestDatabase {
    private static final String TABLES = """
            CREATE TABLE store_meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
            INSERT INTO store_meta VALUES ('epoch', 3), ('revision', 12), ('clean', 0);
            CREATE TABLE memory_store (id INTEGER PRIMARY KEY, namespace TEXT, key TEXT, value, epoch INTEGER,
              revision INTEGER);
            INSERT INTO memory_store VALUES (1, 'n', 'a', 'one', 3, 11), (2, 'other', 'b', x'02', 3, 12);
            CREATE TABLE sessions (id TEXT PRIMARY KEY, data TEXT);
            """;

    private TestDatabase() {}

    /** Makes one and runs further statements in it. */
    public static Path create(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            run(connection, TABLES);
            for (String each : statements) {
                run(connection, each);
            }
        }
        return file;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Writes the manifest that belongs to a database of {@link #create} without further statements. */
    public static BackupFile withManifest(Path file) throws IOException {
        BackupFile backup = new BackupFile(file);
        Files.writeString(
                backup.manifest(),
                "{\"sizeBytes\":" + Files.size(file) + ",\"sha256\":\"" + BackupFile.sha256(file)
                        + "\",\"epoch\":3,\"revision\":12,"
                        + "\"tables\":{\"store_meta\":3,\"memory_store\":2,\"sessions\":0}}");
        return backup;
    }
}
