package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Puts the figures of an engine together. Thread-safe. */
final class EngineStatistics implements ServiceStatistics.Source {
    private final MemoryEngine engine;
    private final LastGcListener lastGc;
    private final Clock clock;
    private final Instant startedAt;
    private final String version;

    EngineStatistics(MemoryEngine engine, LastGcListener lastGc, Clock clock, String version) {
        this.engine = engine;
        this.lastGc = lastGc;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.version = version;
    }

    @Override
    public ServiceStatistics of(String swarm) {
        var cache = engine.cacheStatistics();
        var writer = engine.writerStatistics();
        var counts = engine.maintenance().aggregateCounts(swarm);
        return new ServiceStatistics(
                swarm,
                Duration.between(startedAt, clock.instant()),
                engine.entries().statistics(swarm),
                counts.agents(),
                counts.tasks(),
                counts.patterns(),
                new ServiceStatistics.Cache(
                        cache.hits(), cache.misses(), cache.evictions(), cache.entries(), cache.bytes()),
                engine.maintenance().databaseStatistics(),
                new ServiceStatistics.Writer(writer.queued(), writer.capacity()),
                lastGc.last().orElse(null),
                version);
    }
}
