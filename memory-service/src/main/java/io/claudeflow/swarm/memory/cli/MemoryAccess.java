package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A memory that commands work on: a running service, or the file. Every answer but {@link #value} is the JSON that the
 * HTTP API gives. Failures are {@link CommandFailure} or
 * {@link io.claudeflow.swarm.memory.failure.MemoryException}.
 */
interface MemoryAccess extends AutoCloseable {
    byte[] put(EntryOperation.Put operation);

    /** The entry with its value, tags and everything else. */
    byte[] entry(EntryKey key);

    /** The value alone, as it was stored. */
    byte[] value(EntryKey key);

    byte[] delete(EntryOperation.Delete operation);

    byte[] list(EntryQuery query);

    byte[] namespaces(String swarm);

    byte[] statistics(String swarm);

    byte[] gc();

    byte[] vacuum();

    byte[] check();

    /** Copies the file of a backup to where it may be opened. */
    void download(String backup, Path to) throws IOException;

    /** Where an import writes to. */
    ImportTarget importTarget();

    /** Runs an operation of the contract. */
    byte[] call(Rpc rpc, JsonObject request);

    /** Runs an operation that streams; each answer goes to the receiver, until it ends or is interrupted. */
    void stream(Rpc rpc, JsonObject request, Consumer<byte[]> receiver);

    @Override
    void close();
}
