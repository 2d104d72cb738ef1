package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.consensus.ConsensusStore;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.event.EventStore;
import io.claudeflow.swarm.memory.learning.LearningStore;
import io.claudeflow.swarm.memory.message.MessageStore;
import io.claudeflow.swarm.memory.metric.MetricStore;
import io.claudeflow.swarm.memory.pattern.PatternStore;
import io.claudeflow.swarm.memory.topology.TopologyStore;
import io.claudeflow.swarm.memory.workflow.WorkflowStore;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What swarms know and tell each other, on one database: the stores of seven tables of seed 002 and of learning. */
public final class KnowledgeStores {
    private final Database database;
    private final EventStore events;
    private final MessageStore messages;
    private final PatternStore patterns;
    private final MetricStore metrics;
    private final WorkflowStore workflows;
    private final TopologyStore topologies;
    private final ConsensusStore consensus;
    private final LearningStore learning;

    /**
     * @param reader for JSON that lies in columns
     */
    public KnowledgeStores(Database database, DocumentReader reader) {
        var json = new JsonColumns(reader);
        this.database = database;
        this.events = new SqliteEventStore(database);
        this.messages = new SqliteMessageStore(database);
        this.patterns = new SqlitePatternStore(database);
        this.metrics = new SqliteMetricStore(database);
        this.workflows = new SqliteWorkflowStore(database);
        this.topologies = new SqliteTopologyStore(database, json);
        this.consensus = new SqliteConsensusStore(database, json);
        this.learning = new SqliteLearningStore(database, json);
    }

    public EventStore events() {
        return events;
    }

    public MessageStore messages() {
        return messages;
    }

    public PatternStore patterns() {
        return patterns;
    }

    public MetricStore metrics() {
        return metrics;
    }

    public WorkflowStore workflows() {
        return workflows;
    }

    public TopologyStore topologies() {
        return topologies;
    }

    public ConsensusStore consensus() {
        return consensus;
    }

    public LearningStore learning() {
        return learning;
    }

    /**
     * The part of a garbage collection that removes what is older than it is kept and expired messages, and returns how
     * many rows that were.
     */
    public LongSupplier retention(Duration eventAge, Duration metricAge, Duration outcomeAge) {
        return new KnowledgeRetention(database, this, eventAge, metricAge, outcomeAge)::run;
    }
}
