package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.merge.ConflictQueue;
import io.claudeflow.swarm.memory.merge.ConflictQueueContract;
import io.claudeflow.swarm.memory.merge.MergeOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteConflictQueueTest extends ConflictQueueContract {
    @TempDir
    private Path directory;

    private final List<Database> opened = new ArrayList<>();

    @Override
    protected ConflictQueue open() {
        var database =
                Database.open(TestDatabases.config(directory.resolve("memory.db"), true), clock, EngineListener.NONE);
        opened.add(database);
        return new SqliteConflictQueue(database, new JacksonDocumentReader());
    }

    @AfterEach
    void close() {
        opened.forEach(Database::close);
    }

    private Database database() {
        return opened.getFirst();
    }

    @Test
    void shouldKeepBaseAndPointersAndNeverReuseAnId() {
        var queue = new SqliteConflictQueue(database(), new JacksonDocumentReader());
        var key = new EntryKey("s", "n", "k");
        var conflict = new MergeOutcome.Conflict(
                Document.of(1), Document.of("zwei"), Document.Null.VALUE, List.of("/a~1b", ""));
        var added = queue.add(key, conflict);
        assertThat(queue.get("s", added.id())).contains(added);
        queue.resolved("s", added.id());
        assertThat(queue.add(key, conflict).id()).isGreaterThan(added.id());
        assertThat(
                        database()
                                .<Long>read(
                                        session -> session.queryLong(
                                                "SELECT count(*) FROM changelog WHERE table_name = 'merge_conflicts' AND namespace = 'n'")))
                .isEqualTo(3);
    }

    @Test
    void shouldRefuseWhenASwarmHasTooMany() {
        var fill = """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                INSERT INTO merge_conflicts (swarm, namespace, key, epoch, revision, queued_at, pointers, ours, theirs)
                SELECT 's', 'n', 'k' || i, 1, 1, '2026-01-07 10:00:00.000', '[]', '1', '2' FROM n""";
        database().<Integer>write(tx -> tx.prepare(fill).executeUpdate());
        var queue = new SqliteConflictQueue(database(), new JacksonDocumentReader());
        var conflict = new MergeOutcome.Conflict(Document.of(1), Document.of(2), null, List.of(""));
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "swarm: 10000 conflicts wait",
                () -> queue.add(new EntryKey("s", "n", "new"), conflict));
        assertThat(queue.add(new EntryKey("other", "n", "new"), conflict).id()).isPositive();
    }
}
