package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.agent.AgentQuery;
import io.claudeflow.swarm.memory.agent.AgentSpec;
import io.claudeflow.swarm.memory.consensus.Decision;
import io.claudeflow.swarm.memory.consensus.Proposal;
import io.claudeflow.swarm.memory.consensus.Quorum;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.event.EventQuery;
import io.claudeflow.swarm.memory.event.NewEvent;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.learning.Outcome;
import io.claudeflow.swarm.memory.lock.LockMode;
import io.claudeflow.swarm.memory.lock.LockRequest;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.message.NewMessage;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.pattern.PatternQuery;
import io.claudeflow.swarm.memory.pattern.PatternSpec;
import io.claudeflow.swarm.memory.revision.Revision;
import io.claudeflow.swarm.memory.sharedstate.Expectation;
import io.claudeflow.swarm.memory.task.TaskQuery;
import io.claudeflow.swarm.memory.task.TaskSpec;
import io.claudeflow.swarm.memory.task.TaskStatus;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.topology.TopologySpec;
import io.claudeflow.swarm.memory.topology.TopologyType;
import io.claudeflow.swarm.memory.workflow.Workflow;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that a disk or another program has damaged: left out of listings, named by reads and checks. */
class DamagedRowsTest {
    private static final String SWARM = "s";
    private static final String GARBAGE = "gar\"bage";

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    /**
     * A listing and what it shows.
     *
     * @param damaging columns that make a row unreadable when they hold garbage
     * @param write writes the thing with this number, 1 to 5
     * @param list a page of the numbers that are there
     * @param get reads one alone, or null when there is no such operation
     */
    record Listing(
            String table,
            String idColumn,
            Function<Integer, String> id,
            List<String> damaging,
            BiConsumer<MemoryEngine, Integer> write,
            BiFunction<MemoryEngine, PageRequest, Page<String>> list,
            @Nullable BiConsumer<MemoryEngine, Integer> get) {
        @Override
        public String toString() {
            return table;
        }
    }

    private static <T> Page<String> shown(Page<T> page, Function<T, Object> id) {
        return new Page<>(
                page.items().stream()
                        .map(item -> String.valueOf(id.apply(item)))
                        .toList(),
                page.nextCursor());
    }

    private static Function<Integer, String> named(String prefix) {
        return number -> prefix + number;
    }

    static List<Listing> listings() {
        return List.of(
                new Listing(
                        "sessions",
                        "id",
                        named("s"),
                        List.of("data", "created_at", "updated_at", "last_accessed", "ended_at"),
                        (engine, i) -> engine.coordination().sessions().create(SWARM, "s" + i, "{}", null),
                        (engine, page) -> shown(
                                engine.coordination().sessions().list(SWARM, true, page), session -> session.id()),
                        (engine, i) -> engine.coordination().sessions().get(SWARM, "s" + i)),
                new Listing(
                        "agents",
                        "id",
                        named("a"),
                        List.of("capabilities", "metadata", "created_at", "last_active"),
                        (engine, i) -> engine.coordination().agents().register(SWARM, AgentSpec.of("a" + i, "coder")),
                        (engine, page) -> shown(
                                engine.coordination().agents().list(SWARM, AgentQuery.ALL.page(page)),
                                agent -> agent.id()),
                        (engine, i) -> engine.coordination().agents().get(SWARM, "a" + i)),
                new Listing(
                        "agent_memory",
                        "key",
                        named("k"),
                        List.of("value", "created_at", "updated_at"),
                        (engine, i) -> {
                            engine.coordination().agents().register(SWARM, AgentSpec.of("a", "coder"));
                            engine.coordination().agentMemory().put(SWARM, "a", "k" + i, "1", null);
                        },
                        (engine, page) -> shown(
                                engine.coordination().agentMemory().list(SWARM, "a", null, page),
                                memory -> memory.key()),
                        (engine, i) -> engine.coordination().agentMemory().get(SWARM, "a", "k" + i)),
                new Listing(
                        "agent_decisions",
                        "id",
                        String::valueOf,
                        List.of("decision", "context", "created_at"),
                        (engine, i) -> {
                            engine.coordination().agents().register(SWARM, AgentSpec.of("a", "coder"));
                            engine.coordination().agentDecisions().record(SWARM, "a", "t", "1", "2");
                        },
                        (engine, page) -> shown(
                                engine.coordination().agentDecisions().list(SWARM, "a", null, page),
                                decision -> decision.id()),
                        null),
                new Listing(
                        "tasks",
                        "id",
                        named("t"),
                        List.of("status", "metadata", "result", "progress", "dependencies", "created_at", "updated_at"),
                        (engine, i) -> engine.coordination().tasks().create(SWARM, TaskSpec.of("t" + i, "something")),
                        (engine, page) -> shown(
                                engine.coordination().tasks().list(SWARM, TaskQuery.ALL.page(page)), task -> task.id()),
                        (engine, i) -> engine.coordination().tasks().get(SWARM, "t" + i)),
                new Listing(
                        "shared_state",
                        "key",
                        named("k"),
                        List.of("value", "created_at", "updated_at"),
                        (engine, i) -> engine.coordination()
                                .sharedState()
                                .put(SWARM, "k" + i, "1", null, Expectation.ANYTHING),
                        (engine, page) -> shown(
                                engine.coordination().sharedState().list(SWARM, null, page), state -> state.key()),
                        (engine, i) -> engine.coordination().sharedState().get(SWARM, "k" + i)),
                new Listing(
                        "events",
                        "id",
                        String::valueOf,
                        List.of("data", "timestamp"),
                        (engine, i) -> engine.knowledge().events().append(SWARM, new NewEvent("t", "x", "1")),
                        (engine, page) -> shown(
                                engine.knowledge().events().query(SWARM, EventQuery.ALL.page(page)),
                                event -> event.id()),
                        null),
                new Listing(
                        "messages",
                        "id",
                        String::valueOf,
                        List.of("payload", "sent_at", "expires_at"),
                        (engine, i) -> engine.knowledge().messages().send(SWARM, NewMessage.direct("x", "a", "t", "1")),
                        (engine, page) ->
                                shown(engine.knowledge().messages().inbox(SWARM, "a", page), message -> message.id()),
                        null),
                new Listing(
                        "patterns",
                        "id",
                        named("p"),
                        List.of("pattern_data", "tags", "created_at", "updated_at", "last_used"),
                        (engine, i) -> engine.knowledge()
                                .patterns()
                                .put(SWARM, new PatternSpec("p" + i, "t", "{}", 0.5, Tags.NONE)),
                        (engine, page) -> shown(
                                engine.knowledge().patterns().list(SWARM, PatternQuery.ALL.page(page)),
                                pattern -> pattern.spec().id()),
                        (engine, i) -> engine.knowledge().patterns().get(SWARM, "p" + i)),
                new Listing(
                        "workflow_state",
                        "id",
                        named("w"),
                        List.of("state", "checkpoint_data", "status", "created_at", "updated_at"),
                        (engine, i) ->
                                engine.knowledge().workflows().save(SWARM, "w" + i, "t", "{}", Workflow.Status.RUNNING),
                        (engine, page) -> shown(
                                engine.knowledge().workflows().list(SWARM, null, page), workflow -> workflow.id()),
                        (engine, i) -> engine.knowledge().workflows().get(SWARM, "w" + i)),
                new Listing(
                        "swarm_topology",
                        "version",
                        String::valueOf,
                        List.of("topology_type", "nodes", "edges", "metadata", "created_at"),
                        (engine, i) -> engine.knowledge()
                                .topologies()
                                .save(
                                        SWARM,
                                        new TopologySpec(
                                                TopologyType.MESH,
                                                List.of(new TopologySpec.Node("a", null)),
                                                List.of(),
                                                "{}"),
                                        null),
                        (engine, page) -> shown(
                                engine.knowledge().topologies().history(SWARM, page), topology -> topology.version()),
                        null),
                new Listing(
                        "consensus_state",
                        "key",
                        named("c"),
                        List.of("value", "acceptors", "quorum", "status", "votes", "timestamp", "updated_at"),
                        (engine, i) -> engine.knowledge()
                                .consensus()
                                .propose(
                                        SWARM,
                                        new Proposal("c" + i, "1", "x", List.of("x", "y"), Quorum.MAJORITY),
                                        null),
                        (engine, page) -> shown(
                                engine.knowledge().consensus().list(SWARM, null, page),
                                state -> state.proposal().key()),
                        (engine, i) -> engine.knowledge().consensus().get(SWARM, "c" + i)),
                new Listing(
                        "decisions",
                        "id",
                        named("d"),
                        List.of("participants", "result", "created_at"),
                        (engine, i) -> engine.knowledge().consensus().record(SWARM, decision("d" + i)),
                        (engine, page) -> shown(
                                engine.knowledge().consensus().decisions(SWARM, null, page), decision -> decision.id()),
                        (engine, i) -> engine.knowledge().consensus().decision(SWARM, "d" + i)),
                new Listing(
                        "outcomes",
                        "id",
                        String::valueOf,
                        List.of("agents", "result", "context", "recorded_at"),
                        (engine, i) -> engine.knowledge()
                                .learning()
                                .record(
                                        SWARM,
                                        "t",
                                        List.of("a"),
                                        Outcome.Result.SUCCESS,
                                        1,
                                        Map.of("n", Document.of(1))),
                        (engine, page) -> shown(
                                engine.knowledge().learning().outcomes(SWARM, null, page),
                                outcome -> outcome.id().replaceAll("outcome_0*", "")),
                        null));
    }

    private static Decision decision(String id) {
        return new Decision(
                id, "topic", List.of("a"), "1", 0.5, "accepted", null, null, Instant.EPOCH, new Revision(1, 0));
    }

    private MemoryEngine open() {
        return MemoryEngine.open(EngineConfig.defaults(directory.resolve("memory.db")), clock, EngineListener.NONE);
    }

    /** What only another program can do. */
    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("memory.db"));
                var running = connection.createStatement()) {
            running.executeUpdate("PRAGMA busy_timeout = 5000");
            running.executeUpdate("PRAGMA foreign_keys = OFF");
            running.executeUpdate("PRAGMA ignore_check_constraints = ON");
            running.executeUpdate(statement);
        }
    }

    @ParameterizedTest
    @MethodSource("listings")
    void damagedColumns_areLeftOutOfListingsAndNamed(Listing listing) throws SQLException {
        var two = " WHERE " + listing.idColumn() + " IN ('" + listing.id().apply(2) + "', '"
                + listing.id().apply(3) + "')";
        try (var engine = open()) {
            for (int i = 1; i <= 5; i++) {
                listing.write().accept(engine, i);
            }
            for (var column : listing.damaging()) {
                sql("UPDATE " + listing.table() + " SET " + column + " = '" + GARBAGE + "'" + two);
                check(engine, listing, column);
                sql("UPDATE " + listing.table() + " SET " + column + " = (SELECT " + column + " FROM "
                        + listing.table() + " WHERE " + listing.idColumn() + " = '"
                        + listing.id().apply(1) + "')" + two);
            }
            engine.maintenance().gc();
        }
    }

    private static void check(MemoryEngine engine, Listing listing, String column) {
        for (int limit = 1; limit <= 3; limit++) {
            assertThat(Paging.walk(limit, page -> listing.list().apply(engine, page)))
                    .as("%s.%s is damaged, pages of %d", listing.table(), column, limit)
                    .containsExactlyInAnyOrder(
                            listing.id().apply(1),
                            listing.id().apply(4),
                            listing.id().apply(5));
        }
        var get = listing.get();
        if (get != null) {
            assertThatExceptionOfType(MemoryException.class)
                    .as("%s.%s", listing.table(), column)
                    .isThrownBy(() -> get.accept(engine, 2))
                    .matches(failure -> failure.kind() == FailureKind.CORRUPT)
                    .withMessageStartingWith("a row of the database is damaged: " + listing.table() + " ")
                    .withMessageContaining(listing.id().apply(2));
        }
        assertThat(engine.maintenance().integrityCheck().problems())
                .as("%s.%s", listing.table(), column)
                .filteredOn(problem -> problem.startsWith(listing.table() + " "))
                .hasSize(2)
                .allMatch(problem -> problem.endsWith("(swarm s)"));
    }

    /** Nobody could release it, and it must not keep others away for ever. */
    @Test
    void damagedLock_isThrownAwayAtTheStart() throws SQLException {
        try (var engine = open()) {
            engine.access()
                    .locks()
                    .acquire(
                            SWARM, new LockRequest("n/k", "x", LockMode.EXCLUSIVE, Duration.ofHours(1), Duration.ZERO));
        }
        sql("UPDATE locks SET expires_at = 'garbage'");
        try (var engine = open()) {
            assertThat(engine.access().locks().list(SWARM)).isEmpty();
            engine.access().fences().checkWrite(SWARM, "n/k");
            assertThat(engine.maintenance().integrityCheck().problems()).isEmpty();
        }
    }

    /** Its lease cannot be ended, and those of others are. */
    @Test
    void damagedTask_doesNotStopTheSweep() throws SQLException {
        try (var engine = open()) {
            for (var id : List.of("t1", "t2")) {
                engine.coordination().tasks().create(SWARM, TaskSpec.of(id, "something"));
                engine.coordination().tasks().claim(SWARM, id, "a", Duration.ofSeconds(1));
            }
        }
        sql("UPDATE tasks SET created_at = 'garbage' WHERE id = 't1'");
        clock.advance(Duration.ofSeconds(1));
        try (var engine = open()) {
            assertThat(engine.coordination().tasks().collectExpired(10)).isEqualTo(2);
            assertThat(engine.coordination()
                            .tasks()
                            .get(SWARM, "t2")
                            .orElseThrow()
                            .status())
                    .isEqualTo(TaskStatus.PENDING);
        }
    }
}
