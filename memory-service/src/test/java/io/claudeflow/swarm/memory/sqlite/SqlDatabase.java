package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.query.SqlAccess;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A database with something in it, and a digest that tells whether it is still the same. */
final class SqlDatabase implements AutoCloseable {
    final Path directory;
    final Database database;
    final AccessStores stores;
    final ManualClock clock = new ManualClock();

    SqlDatabase(Path directory, boolean wal) {
        this.directory = directory;
        this.database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), wal), clock, EngineListener.NONE);
        this.stores = new AccessStores(
                database, () -> new SqliteMaintenance(database, EngineListener.NONE, 1000, Duration.ofHours(1)));
        var entries = new SqliteEntryStore(database, new ValueCodec(Compression.ZSTD, 10_240, 16 << 20), _ -> {});
        for (int i = 0; i < 50; i++) {
            entries.put(Put.of(new EntryKey("s", "n", "key" + i), EntryValue.json("{\"i\":" + i + "}"))
                    .withTags(Tags.of("t" + i % 3)));
        }
    }

    SqlAccess sql() {
        return stores.sql();
    }

    /** Everything in every table, the schema, the settings in the header, and which files there are. */
    String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var text : database.<List<String>>read(SqlDatabase::contents)) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            try (var files = Files.list(directory)) {
                files.map(file -> file.getFileName().toString())
                        .sorted()
                        .forEach(name -> digest.update(name.getBytes(StandardCharsets.UTF_8)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> contents(SqliteSession session) throws SQLException {
        var texts = new ArrayList<String>();
        var tables = new ArrayList<String>();
        try (var row = session.prepare("SELECT name, sql FROM sqlite_schema ORDER BY type, name")
                .executeQuery()) {
            while (row.next()) {
                texts.add(row.getString(1) + row.getString(2));
            }
        }
        var select = session.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"
                + " AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_stat%' ORDER BY name");
        try (var row = select.executeQuery()) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        for (var table : tables) {
            try (var row = session.prepare("SELECT * FROM \"" + table + "\"").executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    for (int i = 1; i <= columns; i++) {
                        texts.add(i + ":" + row.getString(i));
                    }
                }
            }
        }
        for (var pragma : List.of("user_version", "application_id", "encoding", "journal_mode", "auto_vacuum")) {
            texts.add(pragma + session.queryText("PRAGMA " + pragma));
        }
        return texts;
    }

    @Override
    public void close() {
        stores.close();
        database.close();
    }
}
