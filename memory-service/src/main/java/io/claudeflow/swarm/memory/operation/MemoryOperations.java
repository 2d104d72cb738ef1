package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;

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
        TransactionOperations.addTo(handlers, contract, entries, engine.transactions());
        PolicyOperations.addTo(handlers, engine.policies(), engine.retention());
        MergeOperations.addTo(handlers, engine.merges(), engine.conflicts(), new JacksonDocumentReader());
        MaintenanceOperations.addTo(handlers, engine.retention(), engine.recompression());
        return new Catalog(contract, handlers);
    }
}
