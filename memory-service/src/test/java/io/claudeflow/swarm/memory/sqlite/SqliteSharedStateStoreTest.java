package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.sharedstate.Expectation;
import io.claudeflow.swarm.memory.sharedstate.SharedStateStore;
import io.claudeflow.swarm.memory.sharedstate.SharedStateStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteSharedStateStoreTest extends SharedStateStoreContract {
    @RegisterExtension
    final TestDatabase database = new TestDatabase(clock);

    @Override
    protected SharedStateStore open() {
        return new SqliteSharedStateStore(database.get());
    }

    @Test
    void shouldBeThereAfterARestartAndReadablePlainly() {
        var before = open().put("s1", "k", "{\"a\":1}", "coder", Expectation.ANYTHING);
        database.reopen();
        assertThat(open().get("s1", "k")).contains(before);
        assertThat(database.rows("SELECT key, value, updated_by, version, updated_at FROM shared_state"))
                .containsExactly("k|{\"a\":1}|coder|1|2026-01-07 10:00:00.000");
        assertThat(database.rows("SELECT table_name, key, operation FROM changelog"))
                .containsExactly("shared_state|k|put");
    }
}
