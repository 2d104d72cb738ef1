package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A database in a test and its stores; it can be closed and opened again, and be asked in plain SQL. */
final class KnowledgeDatabase implements AutoCloseable {
    private final Path path;
    private final Clock clock;
    private Database database;
    private KnowledgeStores stores;

    KnowledgeDatabase(Path directory, Clock clock) {
        this.path = directory.resolve("memory.db");
        this.clock = clock;
        this.database = open();
        this.stores = stores(database);
    }

    private Database open() {
        return Database.open(TestDatabases.config(path, true), clock, EngineListener.NONE);
    }

    private static KnowledgeStores stores(Database database) {
        return new KnowledgeStores(database, new JacksonDocumentReader());
    }

    void reopen() {
        database.close();
        database = open();
        stores = stores(database);
    }

    Database database() {
        return database;
    }

    KnowledgeStores stores() {
        return stores;
    }

    /** Rows as text, columns separated by a bar, as {@code sqlite3} prints them. */
    List<String> query(String sql) {
        return database.read(session -> {
            var lines = new ArrayList<String>();
            try (var row = session.prepare(sql).executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    var line = new ArrayList<String>();
                    for (int i = 1; i <= columns; i++) {
                        line.add(String.valueOf(row.getString(i)));
                    }
                    lines.add(String.join("|", line));
                }
            }
            return lines;
        });
    }

    void execute(String sql) {
        database.<Integer>write(tx -> tx.prepare(sql).executeUpdate());
    }

    /** The changelog: table, key, operation. */
    List<String> changes() {
        return query("SELECT table_name, key, operation FROM changelog ORDER BY revision, seq");
    }

    @Override
    public void close() {
        database.close();
    }
}
