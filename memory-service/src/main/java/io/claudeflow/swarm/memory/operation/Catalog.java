package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.contract.Contract;
import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.lock.Fence;
import io.claudeflow.swarm.memory.lock.Fences;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of the contract with their code, as the edges call them. Thread-safe. */
public final class Catalog {
    /** The header and metadata that show a fence. */
    public static final String IF_FENCE = "If-Fence";

    private final Contract contract;
    private final Fences fences;
    private final Admission admission;
    private final Map<String, Handler> answering;
    private final Map<String, StreamHandler> streaming;

    /** @throws IllegalStateException when an operation has no code, or code has no operation */
    Catalog(Contract contract, Handlers handlers, Fences fences, Admission admission) {
        this.contract = contract;
        this.fences = fences;
        this.admission = admission;
        this.answering = Map.copyOf(handlers.answering());
        this.streaming = Map.copyOf(handlers.streaming());
        var open = new TreeSet<String>();
        for (var rpc : contract.rpcs()) {
            if (!(rpc.streaming() ? streaming : answering).containsKey(rpc.name())) {
                open.add(rpc.name() + " has no handler");
            }
        }
        answering.keySet().stream()
                .filter(name ->
                        contract.rpc(name).filter(rpc -> !rpc.streaming()).isEmpty())
                .forEach(name -> open.add(name + " is no operation with one answer"));
        streaming.keySet().stream()
                .filter(name -> contract.rpc(name).filter(Rpc::streaming).isEmpty())
                .forEach(name -> open.add(name + " is no operation that streams"));
        if (!open.isEmpty()) {
            throw new IllegalStateException("contract and code differ: " + String.join("; ", open));
        }
    }

    public Contract contract() {
        return contract;
    }

    /**
     * Runs the work of a call that may show a fence: its writes happen only while the lock is held.
     *
     * @param fence the text of the header, or null when the call shows none
     * @param fenceable whether the operation can be fenced; showing a fence to another one is refused
     */
    public <T extends @Nullable Object> T fenced(
            String swarm, @Nullable String fence, boolean fenceable, Supplier<T> work) {
        if (fence == null) {
            return work.get();
        }
        if (!fenceable) {
            throw unfenceable(fence);
        }
        return fences.guarded(EntryKey.checkSwarm(swarm), Fence.parse(IF_FENCE, fence), work);
    }

    /** The refusal of a fence. */
    public MemoryException unfenceable(String fence) {
        return MemoryException.ofField(
                FailureKind.NOT_SUPPORTED, IF_FENCE, fence, "no fence: only writes in one transaction take one");
    }

    /** Runs an operation with one answer. */
    public JsonWriter call(Rpc rpc, String swarm, JsonObject request) {
        return Objects.requireNonNull(answering.get(rpc.name()), rpc.name()).handle(checked(rpc, swarm, request));
    }

    /** Runs an operation that streams, until it ends. */
    public void stream(Rpc rpc, String swarm, JsonObject request, Sink sink) {
        Objects.requireNonNull(streaming.get(rpc.name()), rpc.name()).stream(checked(rpc, swarm, request), sink);
    }

    private Arguments checked(Rpc rpc, String swarm, JsonObject request) {
        EntryKey.checkSwarm(swarm);
        return admission.admit(rpc, swarm, request);
    }
}
