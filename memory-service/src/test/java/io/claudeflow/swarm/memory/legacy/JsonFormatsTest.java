package io.claudeflow.swarm.memory.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON files: J1 to J5 and their relatives. */
class JsonFormatsTest {
    @TempDir
    Path directory;

    private Reading read(String json) {
        try {
            return Reading.of(Files.writeString(directory.resolve("any"), json), directory.resolve("work"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldReadNamespacesWithLists() {
        var read = read("""
                {"default": [{"key": "greeting", "value": "hello", "namespace": "default", "timestamp": 1752018127114}],
                 "sparc": [{"key": "plan/1", "value": "{\\"step\\":1}", "namespace": "sparc",
                            "timestamp": 1752018139320, "redacted": true},
                           {"key": "no value"}, 7, {"value": "no key"}, {"key": "typed", "value": [1, 2.50]}]}""");

        assertThat(read.formats()).containsValue(LegacyFormat.JSON_NAMESPACES);
        assertThat(read.value("greeting")).isEqualTo("TEXT hello");
        assertThat(read.value("plan/1")).isEqualTo("JSON {\"step\":1}");
        var entry = read.entry("plan/1");
        assertThat(entry.namespace()).isEqualTo("sparc");
        assertThat(entry.lifecycle().createdAt()).isEqualTo(Instant.ofEpochMilli(1752018139320L));
        assertThat(entry.metadata().isTrue("redacted")).isTrue();
        assertThat(read.value("typed")).isEqualTo("JSON [1,2.50]");
        assertThat(read.failed()).extracting(row -> row.origin().row()).containsExactly("2", "3");
    }

    @Test
    void shouldReadNamespacesBesideOddOnes() {
        var read = read("""
                {"default": [null, "text", {"key": "no value"}, {"key": "k", "value": "v", "namespace": "default"}],
                 "odd": {"a": {"deep": [1]}}, "none": null, "number": 7, "texts": ["a"], "empty": [],
                 "after": [{"key": "k2", "value": "v2"}]}""");

        assertThat(read.formats()).containsValue(LegacyFormat.JSON_NAMESPACES);
        assertThat(read.value("k")).isEqualTo("TEXT v");
        assertThat(read.value("k2")).isEqualTo("TEXT v2");
        assertThat(read.failed())
                .extracting(row -> row.origin().table() + " " + row.origin().row())
                .containsExactly("default 0", "default 1", "odd odd", "none none", "number number", "texts 0");
        assertThat(read.failed().get(2).reason())
                .isEqualTo("namespace: odd (expected: a list of entries, not another value)");
    }

    @Test
    void shouldRecogniseAListByTheElementsThatAreSound() {
        var read = read("""
                [null, {"key": "broken"}, {"key": "k", "value": "v"}]""");

        assertThat(read.value("k")).isEqualTo("TEXT v");
        assertThat(read.failed()).isNotEmpty();
    }

    @Test
    void shouldReadAgentsTasksAndTheRest() {
        var read = read("""
                {"agents": [{"id": "a1", "type": "coder", "name": "A", "status": "idle", "capabilities": ["js"],
                             "createdAt": 1752018127114}],
                 "tasks": [{"id": "t1", "type": "x", "description": "d", "status": "pending", "assignedAgent": "a1"},
                           {"description": "no id"}],
                 "lastUpdated": 1752018127114, "swarm": {"k": 1}}""");

        assertThat(read.only(LegacyRecord.Agent.class).capabilities()).containsExactly("js");
        assertThat(read.only(LegacyRecord.Task.class).assignedTo()).containsExactly("a1");
        assertThat(read.value("swarm")).isEqualTo("JSON {\"k\":1}");
        assertThat(read.failed()).hasSize(1);
    }

    @Test
    void shouldVerifyChecksumsAndDecodeOnceWhenEntriesAreManaged() throws Exception {
        var checksum = EntryTablesTest.sha256("{\"a\":1}");
        var json = """
                [{"id": "entry_1", "key": "k1", "value": {"a": 1}, "type": "object", "namespace": "n",
                  "tags": ["x", null], "metadata": {"m": 1}, "owner": "o", "accessLevel": "private",
                  "createdAt": "2026-01-01T00:00:00.000Z", "updatedAt": "2026-01-02T00:00:00.000Z",
                  "expiresAt": "2099-01-01T00:00:00.000Z", "version": 1, "compressed": false, "checksum": "ACCEPTED"},
                 {"id": "entry_2", "key": "k2", "value": "{\\"b\\":\\"{}\\"}", "namespace": "n", "compressed": true},
                 {"id": "entry_3", "key": "k3", "value": "v", "namespace": "n", "checksum": "REFUSED"}]""";
        var read = read(json.replace("ACCEPTED", checksum).replace("REFUSED", "0".repeat(64)));

        assertThat(read.formats()).containsValue(LegacyFormat.JSON_ENTRIES);
        var entry = read.entry("k1");
        assertThat(entry.tags()).containsExactly("x");
        assertThat(entry.metadata().text("owner")).isEqualTo("o");
        assertThat(entry.lifecycle().updatedAt()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(entry.lifecycle().expiresAt()).isEqualTo(Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(read.value("k2")).isEqualTo("JSON {\"b\":\"{}\"}");
        assertThat(read.failed()).extracting(RowOutcome.Failed::name).containsExactly("k3");
    }

    @Test
    void shouldReadBackupsPartitionsAndKeyedEntries() {
        assertThat(read("""
                        {"timestamp": "2026-01-01T00:00:00Z", "version": "1.0", "statistics": {},
                         "entries": [{"id": "e", "key": "k", "value": 1, "namespace": "n"}]}""").value("k")).isEqualTo("JSON 1");
        var state = read("""
                {"namespace": "team", "timestamp": "2026-01-01T00:00:00Z", "partitions": [],
                 "entries": [{"id": "e", "key": "k", "value": "v", "createdAt": "2026-01-01T00:00:00Z"}]}""");
        assertThat(state.formats()).containsValue(LegacyFormat.JSON_PARTITIONS);
        assertThat(state.entry("k").namespace()).isEqualTo("team");
        var keyed = read("""
                {"version": "3.0.0", "entries": {"greeting": {"key": "greeting", "value": {"a": 1},
                 "metadata": {"by": "cli"}, "storedAt": "2026-01-19T10:00:00.000Z", "accessCount": 2,
                 "lastAccessed": "2026-01-19T11:00:00.000Z"}, "bad": 3}}""");
        assertThat(keyed.value("greeting")).isEqualTo("JSON {\"a\":1}");
        assertThat(keyed.entry("greeting").namespace()).isEqualTo("default");
        assertThat(keyed.entry("greeting").lifecycle().accessCount()).isEqualTo(2);
        assertThat(keyed.entry("greeting").lifecycle().accessedAt()).isEqualTo(Instant.parse("2026-01-19T11:00:00Z"));
        assertThat(keyed.failed()).extracting(RowOutcome.Failed::name).containsExactly("bad");
    }

    @Test
    void shouldReadSessionsAgentEntriesKnowledgeBasesAndLists() {
        var session = read("""
                {"sessionId": "s1", "name": "n", "savedAt": "2026-01-01T00:00:00Z", "stats": {},
                 "data": {"memory": {"entries": {"k": {"key": "k", "value": 1}}}}}""");
        assertThat(session.only(LegacyRecord.Session.class).id()).isEqualTo("s1");
        var entries = read("""
                [{"id": "m1", "agentId": "a1", "type": "knowledge", "content": "c", "timestamp": "2026-01-01T00:00:00Z",
                  "metadata": {"shareLevel": "team", "tags": ["t"]}}]""");
        assertThat(entries.entry("m1").namespace()).isEqualTo("agent:a1");
        assertThat(entries.entry("m1").tags()).containsExactly("t");
        assertThat(entries.entry("m1").metadata().get("shareLevel")).isEqualTo(new JsonText("team"));
        var knowledge = read("[{\"id\": \"kb1\", \"name\": \"base\", \"entries\": [{\"id\": \"x\"}]}]");
        assertThat(knowledge.entry("kb1").namespace()).isEqualTo("knowledge-bases");
        var list = read("[{\"key\": \"k\", \"value\": \"v\", \"namespace\": \"n\"}]");
        assertThat(list.entry("k").namespace()).isEqualTo("n");
        var index = read("{\"m1\": {\"id\": \"m1\", \"agentId\": \"a\", \"sessionId\": \"s\","
                + " \"content\":" + "" + ""
                + " \"c\"}}");
        assertThat(index.entry("m1").metadata().text("sessionId")).isEqualTo("s");
    }

    @Test
    void shouldKeepWhatStandsBeforeTheFaultWhenAFileIsTruncatedOrConflicted() {
        var truncated = read("""
                {"default": [{"key": "a", "value": "1"}, {"key": "b", "val""");
        assertThat(truncated.value("a")).isEqualTo("TEXT 1");
        assertThat(truncated.faults())
                .singleElement()
                .asString()
                .contains("valid JSON")
                .contains("line 1");

        var conflicted = read("""
                {
                  "agents": [
                <<<<<<< HEAD
                    {"id": "a1", "type": "coder"}
                =======
                  ],
                  "tasks": []
                }""");
        assertThat(conflicted.records()).isEmpty();
        assertThat(conflicted.damaged()).isTrue();
        assertThat(conflicted.problem()).contains("line 3");
    }

    @Test
    void shouldReplaceHalfASurrogatePairAndReadPythonsNumbers() {
        var read = read("""
                {"default": [{"key": "cut", "value": "smile \\ud83d"}, {"key": "nan", "value": {"x": NaN}}]}""");

        assertThat(read.value("cut")).isEqualTo("TEXT smile \uFFFD");
        assertThat(read.value("nan")).isEqualTo("JSON {\"x\":\"NaN\"}");
        assertThat(read.notes()).anyMatch(note -> note.contains("surrogate"));
    }
}
