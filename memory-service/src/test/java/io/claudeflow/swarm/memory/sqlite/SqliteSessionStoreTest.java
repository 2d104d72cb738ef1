package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.session.SessionStore;
import io.claudeflow.swarm.memory.session.SessionStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteSessionStoreTest extends SessionStoreContract {
    @RegisterExtension
    final TestDatabase database = new TestDatabase(clock);

    @Override
    protected SessionStore open() {
        return new SqliteSessionStore(database.get(), new JacksonDocumentReader());
    }

    @Test
    void shouldBeThereAfterARestartAndReadablePlainly() {
        var before = open().create("s1", "s", "{\"user\":\"dev\"}", Duration.ofHours(1));
        database.reopen();
        assertThat(open().get("s1", "s")).contains(before);
        assertThat(database.rows("SELECT id, json_extract(data, '$.user'), created_at, last_accessed, expires_at"
                        + " FROM sessions"))
                .containsExactly("s|dev|2026-01-07 10:00:00.000|2026-01-07 10:00:00.000|2026-01-07 11:00:00.000");
    }

    @Test
    void shouldTakeWhatAgentsRememberForASessionWithIt() {
        var stores = coordination();
        stores.agents().register("s1", AgentSpec.of("a", "coder"));
        stores.agents().register("s2", AgentSpec.of("a", "coder"));
        stores.sessions().create("s1", "short", "{}", Duration.ofSeconds(5));
        stores.sessions().create("s1", "long", "{}", null);
        stores.agentMemory().put("s1", "a", "k1", "1", "short");
        stores.agentMemory().put("s1", "a", "k2", "2", "long");
        stores.agentMemory().put("s1", "a", "k3", "3", null);
        stores.agentMemory().put("s2", "a", "k1", "4", "short");
        clock.advance(Duration.ofSeconds(5));

        assertThat(stores.sweep()).isEqualTo(1);
        assertThat(database.rows("SELECT swarm, key FROM agent_memory ORDER BY swarm, key"))
                .containsExactly("s1|k2", "s1|k3", "s2|k1");
        assertThat(stores.sessions().delete("s1", "long")).isTrue();
        assertThat(stores.agentMemory().usage("s1", "a").usedBytes()).isEqualTo(3);
        assertThat(database.rows("SELECT table_name, namespace, key, operation FROM changelog"
                        + " WHERE operation <> 'put' ORDER BY revision, seq"))
                .containsExactly(
                        "agent_memory|a|k1|expire",
                        "sessions||short|expire",
                        "agent_memory|a|k2|delete",
                        "sessions||long|delete");
    }

    @Test
    void shouldHideWhatBelongsToASessionFromTheMomentItExpires() {
        var stores = coordination();
        var memory = stores.agentMemory();
        stores.agents().register("s1", AgentSpec.of("a", "coder"));
        stores.sessions().create("s1", "short", "{}", Duration.ofSeconds(5));
        memory.put("s1", "a", "k1", "1", "short");
        memory.put("s1", "a", "k2", "2", "short");
        clock.advance(Duration.ofSeconds(5));

        assertThat(memory.get("s1", "a", "k1")).isEmpty();
        assertThat(memory.list("s1", "a", null, PageRequest.FIRST).items()).isEmpty();
        assertThat(memory.delete("s1", "a", "k1")).isFalse();
        var anew = memory.put("s1", "a", "k1", "3", null).memory();
        assertThat(anew.version()).isEqualTo(1);
        assertThat(anew.createdAt()).isEqualTo(clock.instant());
        assertThat(memory.put("s1", "a", "k3", "4", "short").memory().session()).isEqualTo("short");
        assertThat(memory.list("s1", "a", null, PageRequest.FIRST).items())
                .as("what was written after the session had gone is there")
                .extracting(remembered -> remembered.key() + "=" + remembered.value())
                .containsExactly("k1=3", "k3=4");
        assertThat(stores.sweep()).isZero();
        assertThat(database.rows("SELECT key FROM agent_memory ORDER BY key")).containsExactly("k1", "k3");
    }

    @Test
    void shouldSweepInBatchesAndWriteNothingWhenThereIsNothing() {
        var stores = coordination();
        for (int i = 0; i < 250; i++) {
            int number = i;
            database.get()
                    .write(tx -> tx.prepare("INSERT INTO sessions (id, data, expires_at) VALUES ('s" + number
                                    + "', '{}', '2026-01-07 10:00:01.000')")
                            .executeUpdate());
        }
        assertThat(stores.sweep()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(stores.sweep()).isEqualTo(250);
        var writes = database.get().writerStatistics().writes();
        assertThat(stores.sweep()).isZero();
        assertThat(database.get().writerStatistics().writes()).isEqualTo(writes);
    }

    @Test
    void shouldBoundAPageByItsTextToo() {
        var store = open();
        var large = "\"" + "x".repeat(1_000_000) + "\"";
        for (int i = 0; i < 6; i++) {
            store.create("s1", "s" + i, large, null);
        }
        var first = store.list("s1", false, PageRequest.first(100));
        assertThat(first.items()).hasSize(4);
        assertThat(store.list("s1", false, new PageRequest(100, first.nextCursor()))
                        .items())
                .hasSize(2);
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "data: ",
                () -> store.update("s1", "s0", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}"));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "lifetime: PT8767200H (expected: 1 second to 100 years)",
                () -> store.create("s1", "x", "{}", Duration.ofDays(365_300)));
    }

    private CoordinationStores coordination() {
        return new CoordinationStores(database.get(), AgentQuota.DEFAULT, new JacksonDocumentReader());
    }
}
