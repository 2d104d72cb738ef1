package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.merge.EntryMergesContract;
import io.claudeflow.swarm.memory.merge.MergeReceipt;
import io.claudeflow.swarm.memory.merge.MergeRequest;
import io.claudeflow.swarm.memory.policy.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEntryMergesTest extends EntryMergesContract {
    @TempDir
    private Path directory;

    private final List<Database> opened = new ArrayList<>();
    private Policies inForce = Policies.NONE;

    @Override
    protected Stores open(Policies policies) {
        var database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        opened.add(database);
        var codec = new ValueCodec(Compression.ZSTD, 1000, 16 << 20);
        var lifecycle = new LifecycleStores(database, codec, new JacksonDocumentReader(), () -> policies, _ -> {});
        inForce = policies;
        var entries = new SqliteEntryStore(database, codec, _ -> {}, () -> policies);
        return new Stores(entries, lifecycle.merges(), lifecycle.conflicts());
    }

    @AfterEach
    void close() {
        opened.forEach(Database::close);
    }

    private Database database() {
        return opened.getFirst();
    }

    private SqliteMaintenance maintenance() {
        return new SqliteMaintenance(
                database(),
                EngineListener.NONE,
                1000,
                Duration.ofHours(1),
                () -> inForce,
                () -> Long.MAX_VALUE,
                List.of(),
                null);
    }

    private long count(String table) {
        return database().read(session -> session.queryLong("SELECT count(*) FROM " + table));
    }

    @Test
    void storeAndMergeInOneTransaction_shareARevision_andAreNotMistakenForEachOther() {
        var key = key("counter/a");
        database().run(0, () -> {
            applied(numbered(key, "5", 1).by("a", START));
            return stores.entries().put(Put.of(key, EntryValue.json("100")));
        });
        assertThat(stores.merges().find(key).orElseThrow().state()).isNull();
        var entry = database().run(0, () -> {
            stores.entries().put(Put.of(key, EntryValue.json("1")));
            return applied(numbered(key, "5", 1).by("a", START)).entry();
        });
        assertThat(stores.merges().find(key)).contains(entry);
        assertThat(stored(key)).isEqualTo("6");
    }

    @Test
    void statesLeftBehindByStores_areRemovedByTheCollection_othersStay() {
        applied(write(key("counter/a"), "1"));
        applied(write(key("counter/b"), "1"));
        stores.entries().put(Put.of(key("counter/a"), EntryValue.json("2")));
        assertThat(count("merge_state")).isEqualTo(2);
        maintenance().gcDue();
        assertThat(count("merge_state")).isEqualTo(1);
        assertThat(stores.merges().find(key("counter/b")).orElseThrow().state()).isNotNull();
        clock.advance(Duration.ofHours(1));
        maintenance().gc();
        assertThat(count("merge_state")).isZero();
    }

    @Test
    void clearNamespace_takesStatesAndConflictsWithIt() {
        applied(write(key("counter/a"), "1"));
        applied(write(key("manual/a"), "1"));
        stores.merges().merge(write(key("manual/a"), "2"));
        stores.entries().clear("s", "default");
        assertThat(count("merge_state")).isZero();
        assertThat(count("merge_conflicts")).isZero();
        assertThat(count("changelog WHERE table_name = 'merge_conflicts' AND operation = 'clear'"))
                .isEqualTo(1);
    }

    @Test
    void largeValues_areMergedAsWell_andStatesCompressed() {
        var key = key("multi-value/large");
        applied(MergeRequest.of(key, Document.of("x".repeat(200_000))).by("a", START));
        applied(MergeRequest.of(key, Document.of("y".repeat(200_000))).by("b", START + 1));
        var found = stores.merges().find(key).orElseThrow();
        assertThat(found.value()).isEqualTo(Document.of("y".repeat(200_000)));
        assertThat(found.conflicting()).hasSize(1);
        assertThat(count("merge_state WHERE compression = 'zstd' AND length(state) < 5000"))
                .isEqualTo(1);
        var again =
                applied(MergeRequest.of(key, Document.of("x".repeat(200_000))).by("a", START));
        assertThat(again.changed()).isTrue();
    }

    @Test
    void manyWritersAtOnce_loseNothing() {
        var key = key("counter/hot");
        var large = key("or-set/large");
        applied(MergeRequest.of(large, json("{'add':['" + "z".repeat(100_000) + "']}")));
        var writers = new ArrayList<CompletableFuture<MergeReceipt>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                var replica = "r" + i % 7;
                var element = "e" + i;
                writers.add(CompletableFuture.supplyAsync(
                        () -> stores.merges().merge(write(key, "1").by(replica, null)), threads));
                writers.add(CompletableFuture.supplyAsync(
                        () -> stores.merges()
                                .merge(write(large, "{'add':['" + element + "']}")
                                        .by(replica, null)),
                        threads));
            }
        }
        assertThat(writers)
                .allMatch(writer -> writer.join() instanceof MergeReceipt.Applied(var _, var changed) && changed);
        assertThat(stored(key)).isEqualTo("100");
        assertThat(((Document.Items) stores.merges().find(large).orElseThrow().value()).items())
                .hasSize(101);
    }
}
