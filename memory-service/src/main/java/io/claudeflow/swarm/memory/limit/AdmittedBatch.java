package io.claudeflow.swarm.memory.limit;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Batches of which operations may be refused before they reach the store. */
final class AdmittedBatch {
    private AdmittedBatch() {}

    /**
     * Runs the batch with its writes as they are admitted. A refusal fails the whole of an atomic batch, and otherwise
     * that operation alone, as in the store itself.
     *
     * @param admit the write as it may be, or the refusal, whose field is named as in a single write
     */
    static List<OperationResult> run(EntryStore store, Batch batch, UnaryOperator<EntryOperation.Put> admit) {
        var admitted = new ArrayList<EntryOperation>();
        var refused = new ArrayList<OperationResult.Failed>();
        for (int i = 0; i < batch.operations().size(); i++) {
            var operation = batch.operations().get(i);
            OperationResult.Failed refusal = null;
            try {
                admitted.add(operation instanceof EntryOperation.Put put ? admit.apply(put) : operation);
            } catch (MemoryException e) {
                if (batch.atomic()) {
                    throw e.within("operations[" + i + "]");
                }
                refusal = new OperationResult.Failed(e);
            }
            refused.add(refusal);
        }
        var done = admitted.isEmpty()
                ? List.<OperationResult>of().iterator()
                : store.batch(new Batch(admitted, batch.atomic())).iterator();
        return refused.stream()
                .map(refusal -> refusal == null ? done.next() : refusal)
                .toList();
    }
}
