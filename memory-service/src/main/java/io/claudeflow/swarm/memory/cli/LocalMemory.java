package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.contract.Rpc;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.EntryJson;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.json.ReportJson;
import io.claudeflow.swarm.memory.lock.Fence;
import io.claudeflow.swarm.memory.logging.LogSetup;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.operation.Catalog;
import io.claudeflow.swarm.memory.operation.MemoryOperations;
import io.claudeflow.swarm.memory.operation.Sink;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The memory in a file that no service has open. */
final class LocalMemory implements MemoryAccess {
    private final MemoryEngine engine;
    private final String swarm;
    private final @Nullable String fence;
    private final String version;
    private @Nullable Catalog catalog;

    /** Warnings go to standard error; standard output is for results. */
    LocalMemory(EngineConfig config, String swarm, @Nullable String fence, Clock clock, String version) {
        LogSetup.apply("warn", "text");
        this.engine = MemoryEngine.open(config, clock, EngineListener.NONE);
        this.swarm = swarm;
        this.fence = fence;
        this.version = version;
    }

    @Override
    public byte[] put(EntryOperation.Put operation) {
        return fenced(() -> EntryJson.stored(operation.key(), engine.entries().put(operation)));
    }

    @Override
    public byte[] entry(EntryKey key) {
        return EntryJson.entry(read(key));
    }

    @Override
    public byte[] value(EntryKey key) {
        var value = read(key).value();
        return value == null ? new byte[0] : value.content();
    }

    @Override
    public byte[] delete(EntryOperation.Delete operation) {
        return fenced(() -> EntryJson.deleted(operation.key(), engine.entries().delete(operation)));
    }

    @Override
    public byte[] list(EntryQuery query) {
        return EntryJson.page(engine.entries().list(query));
    }

    @Override
    public byte[] namespaces(String swarm) {
        return EntryJson.namespaces(engine.entries().namespaces(swarm));
    }

    @Override
    public byte[] statistics(String swarm) {
        var cache = engine.cacheStatistics();
        var writer = engine.writerStatistics();
        var counts = engine.maintenance().aggregateCounts(swarm);
        return ReportJson.statistics(new ServiceStatistics(
                swarm,
                Duration.ZERO,
                engine.entries().statistics(swarm),
                counts.agents(),
                counts.tasks(),
                counts.patterns(),
                new ServiceStatistics.Cache(
                        cache.hits(), cache.misses(), cache.evictions(), cache.entries(), cache.bytes()),
                engine.maintenance().databaseStatistics(),
                new ServiceStatistics.Writer(writer.queued(), writer.capacity()),
                null,
                version));
    }

    @Override
    public byte[] gc() {
        return ReportJson.gc(engine.maintenance().gc());
    }

    @Override
    public byte[] vacuum() {
        return ReportJson.size(engine.maintenance().vacuum());
    }

    @Override
    public byte[] check() {
        return ReportJson.integrity(engine.maintenance().integrityCheck());
    }

    @Override
    public void download(String backup, Path to) throws IOException {
        Files.copy(engine.backups().file(backup), to);
    }

    @Override
    public ImportTarget importTarget() {
        return ImportTarget.of(engine.entries());
    }

    @Override
    public byte[] call(Rpc rpc, JsonObject request) {
        var catalog = operations();
        return catalog.fenced(
                swarm,
                fence,
                rpc.fenceable(),
                () -> catalog.call(rpc, swarm, request).toBytes());
    }

    @Override
    public void stream(Rpc rpc, JsonObject request, Consumer<byte[]> receiver) {
        operations().stream(rpc, swarm, request, new Sink() {
            @Override
            public boolean isOpen() {
                return !Thread.currentThread().isInterrupted();
            }

            @Override
            public void send(JsonWriter answer) {
                receiver.accept(answer.toBytes());
            }

            @Override
            public void keepAlive() {
                // A process sees that it lives.
            }
        });
    }

    /** Without the catalog, which takes a moment to make. */
    private byte[] fenced(Supplier<byte[]> write) {
        return fence == null
                ? write.get()
                : engine.access().fences().guarded(swarm, Fence.parse("--if-fence", fence), write);
    }

    private Catalog operations() {
        var known = catalog;
        if (known == null) {
            known = MemoryOperations.of(engine, engine.entries());
            catalog = known;
        }
        return known;
    }

    @Override
    public void close() {
        engine.close();
    }

    private Entry read(EntryKey key) {
        return engine.entries()
                .get(key, ReadMode.COUNTED)
                .orElseThrow(() -> MemoryException.of(
                        FailureKind.NOT_FOUND,
                        "no entry " + key.key() + " in namespace " + key.namespace() + " of swarm " + key.swarm()));
    }
}
