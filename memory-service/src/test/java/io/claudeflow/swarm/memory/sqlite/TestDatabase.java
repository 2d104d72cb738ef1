package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An open database in a directory of its own for each test; ready before the test's own set-up. */
final class TestDatabase implements BeforeEachCallback, AfterEachCallback {
    private final Clock clock;
    private @Nullable Path directory;
    private @Nullable Database database;

    TestDatabase(Clock clock) {
        this.clock = clock;
    }

    Database get() {
        if (database == null) {
            throw new IllegalStateException("used outside of a test");
        }
        return database;
    }

    /** Closes the database and opens it again, as a restart does. */
    Database reopen() {
        if (directory == null) {
            throw new IllegalStateException("used outside of a test");
        }
        get().close();
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        return database;
    }

    /** The rows of a query as plain {@code sqlite3} would show them, columns joined by a bar. */
    List<String> rows(String sql) {
        return get().read(session -> {
            var lines = new ArrayList<String>();
            try (var row = session.prepare(sql).executeQuery()) {
                while (row.next()) {
                    var line = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        line.append(i == 1 ? "" : "|").append(row.getString(i));
                    }
                    lines.add(line.toString());
                }
            }
            return lines;
        });
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("swarm-memory-test");
        database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        get().close();
        if (directory != null) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
