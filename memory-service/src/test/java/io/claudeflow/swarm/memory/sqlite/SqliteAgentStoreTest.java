package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.agent.AgentQuery;
import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.agent.AgentStoreContract;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SqliteAgentStoreTest extends AgentStoreContract {
    static final List<Long> SEEDS = Seeds.count(5);

    private static final String SUMS = """
            SELECT 'agent', agent_id, sum(bytes) FROM
                (SELECT swarm, agent_id, length(CAST(key AS BLOB)) + length(CAST(value AS BLOB)) AS bytes
                 FROM agent_memory
                 UNION ALL
                 SELECT swarm, agent_id, length(CAST(decision AS BLOB)) + coalesce(length(CAST(context AS BLOB)), 0)
                 FROM agent_decisions)
            GROUP BY swarm, agent_id
            UNION ALL
            SELECT 'session', session_id, sum(length(CAST(key AS BLOB)) + length(CAST(value AS BLOB)))
            FROM agent_memory WHERE session_id IS NOT NULL GROUP BY swarm, session_id
            ORDER BY 1, 2""";

    @RegisterExtension
    final TestDatabase database = new TestDatabase(clock);

    @Override
    protected Stores open() {
        return new Stores(
                new SqliteAgentStore(database.get()),
                new SqliteAgentMemoryStore(database.get(), QUOTA),
                new SqliteAgentDecisionStore(database.get(), QUOTA));
    }

    @Test
    void shouldBeThereAfterARestartAndReadablePlainly() {
        var spec = new AgentSpec("a", "coder", "Ada", List.of("java", "quo\"te", "back\\slash"), "busy", "{\"m\":1}");
        var before = open().agents().register("s1", spec);
        open().memories().put("s1", "a", "k", "[1,2]", "session");
        database.reopen();
        assertThat(open().agents().get("s1", "a")).contains(before);
        assertThat(open().agents()
                        .list("s1", new AgentQuery(null, null, "quo\"te", PageRequest.FIRST))
                        .items())
                .containsExactly(before);
        assertThat(database.rows("SELECT a.id, a.type, state, swarm_id, value FROM agents a, json_each(capabilities)"))
                .containsExactly("a|coder|busy|s1|java", "a|coder|busy|s1|quo\"te", "a|coder|busy|s1|back\\slash");
        assertThat(database.rows("SELECT agent_id, key, value, session_id, bytes FROM agent_memory"))
                .containsExactly("a|k|[1,2]|session|6");
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void usage_randomWrites_agreesWithTheRows(long seed) {
        var random = Seeds.random(seed);
        var stores = open();
        for (var agent : List.of("a", "b", "ä")) {
            stores.agents().register("s1", AgentSpec.of(agent, "coder"));
        }
        for (int i = 0; i < 150; i++) {
            var agent = Seeds.pick(random, "a", "b", "ä");
            var key = Seeds.pick(random, "k", "ключ", "k3");
            switch (random.nextInt(8)) {
                case 0 -> stores.memories().delete("s1", agent, key);
                case 1 -> stores.memories().deleteSession("s1", Seeds.pick(random, "x", "y"));
                case 2 -> {
                    stores.agents().unregister("s1", agent);
                    stores.agents().register("s1", AgentSpec.of(agent, "coder"));
                }
                case 3 -> stores.decisions().forget("s1", agent, clock.instant());
                case 4 -> stores.decisions().record("s1", agent, "t", "1", random.nextBoolean() ? "\"é\"" : null);
                default ->
                    stores.memories()
                            .put(
                                    "s1",
                                    agent,
                                    key,
                                    "\"é" + "x".repeat(random.nextInt(9)) + "\"",
                                    random.nextInt(3) == 0 ? null : Seeds.pick(random, "x", "y"));
            }
            if (random.nextInt(4) == 0) {
                stores.decisions().forget("s1", agent, clock.instant());
                stores.memories().deleteSession("s1", "x");
            }
        }
        assertThat(database.rows("SELECT kind, id, bytes FROM agent_usage ORDER BY kind, id"))
                .isEqualTo(database.rows(SUMS));
    }
}
