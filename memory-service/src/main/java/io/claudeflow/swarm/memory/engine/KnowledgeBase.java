package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.consensus.ConsensusStore;
import io.claudeflow.swarm.memory.event.EventStore;
import io.claudeflow.swarm.memory.learning.Learning;
import io.claudeflow.swarm.memory.message.MessageStore;
import io.claudeflow.swarm.memory.metric.MetricStore;
import io.claudeflow.swarm.memory.pattern.PatternStore;
import io.claudeflow.swarm.memory.sqlite.KnowledgeStores;
import io.claudeflow.swarm.memory.topology.TopologyStore;
import io.claudeflow.swarm.memory.workflow.WorkflowStore;
import java.time.Duration;

/**
 * What the swarms of an engine know and tell each other.
 *
 * @param messageLifetime of a message that names none
 */
public record KnowledgeBase(
        EventStore events,
        MessageStore messages,
        PatternStore patterns,
        MetricStore metrics,
        WorkflowStore workflows,
        TopologyStore topologies,
        ConsensusStore consensus,
        Learning learning,
        Duration messageLifetime) {
    static KnowledgeBase of(KnowledgeStores stores, KnowledgeConfig config) {
        return new KnowledgeBase(
                stores.events(),
                stores.messages(),
                stores.patterns(),
                stores.metrics(),
                stores.workflows(),
                stores.topologies(),
                stores.consensus(),
                new Learning(stores.learning(), config.learning()),
                config.messageLifetime());
    }
}
