package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.knowledge.KnowledgeSharing;

/** Puts the operations of an engine together. */
public final class MemoryOperations {
    private MemoryOperations() {}

    /**
     * All operations of the contract on this engine.
     *
     * @param entries the engine's entries as the edges see them, bounded and measured
     */
    public static Catalog of(MemoryEngine engine, EntryStore entries) {
        var contract = Contract.load();
        var handlers = new Handlers();
        var admission = new Admission(engine.redaction());
        TransactionOperations.addTo(handlers, contract, admission, entries, engine.transactions());
        PolicyOperations.addTo(handlers, engine.policies(), engine.retention());
        MergeOperations.addTo(handlers, engine.merges(), engine.conflicts(), new JacksonDocumentReader());
        RetentionOperations.addTo(handlers, engine.retention(), engine.recompression());
        addCoordination(handlers, engine, entries);
        addKnowledge(handlers, engine, entries);
        BackupOperations.addTo(handlers, engine.backups(), engine::restore, engine::restartsItself);
        TransferOperations.addTo(handlers, engine.transfers());
        ArchiveOperations.addTo(handlers, engine.archives(), engine.transfers(), engine.clock());
        CleanupOperations.addTo(handlers, engine.maintenance(), engine.clock());
        addInsight(handlers, engine, entries);
        var search = engine.search();
        SearchOperations.addTo(handlers, search.search(), search.embeddings(), search.index());
        LockOperations.addTo(handlers, engine.access().locks());
        QueryOperations.addTo(handlers, engine.access().sql());
        WatchOperations.addTo(handlers, engine.access().watches());
        return new Catalog(contract, handlers, engine.access().fences(), admission);
    }

    private static void addCoordination(Handlers handlers, MemoryEngine engine, EntryStore entries) {
        var stores = engine.coordination();
        SessionOperations.addTo(
                handlers,
                stores.sessions(),
                new SessionCleanup(stores.sessions(), stores.agentMemory(), entries, engine.transactions()));
        AgentOperations.addTo(handlers, stores.agents(), stores.agentDecisions());
        AgentMemoryOperations.addTo(handlers, stores.agentMemory());
        TaskOperations.addTo(handlers, stores.tasks());
        SharedStateOperations.addTo(handlers, stores.sharedState());
    }

    private static void addInsight(Handlers handlers, MemoryEngine engine, EntryStore entries) {
        var insight = engine.insight();
        HealthOperations.addTo(handlers, insight.health());
        UpkeepOperations.addTo(handlers, insight);
        AnalyticsOperations.addTo(handlers, insight.analytics());
        AuditOperations.addTo(handlers, insight.audits());
        SnapshotOperations.addTo(handlers, insight.snapshots(), entries);
    }

    private static void addKnowledge(Handlers handlers, MemoryEngine engine, EntryStore entries) {
        var knowledge = engine.knowledge();
        var transactions = engine.transactions();
        var reader = new JacksonDocumentReader();
        var lifetime = knowledge.messageLifetime();
        EventOperations.addTo(handlers, knowledge.events());
        MessageOperations.addTo(handlers, knowledge.messages(), lifetime);
        PatternOperations.addTo(handlers, knowledge.patterns());
        MetricOperations.addTo(handlers, knowledge.metrics(), engine.clock());
        WorkflowOperations.addTo(handlers, knowledge.workflows(), transactions);
        TopologyOperations.addTo(handlers, knowledge.topologies());
        ConsensusOperations.addTo(handlers, knowledge.consensus(), engine.clock());
        LearningOperations.addTo(handlers, knowledge.learning(), transactions, reader);
        KnowledgeOperations.addTo(
                handlers,
                new KnowledgeSharing(entries, knowledge.messages(), transactions, reader, lifetime, engine.clock()));
    }
}
