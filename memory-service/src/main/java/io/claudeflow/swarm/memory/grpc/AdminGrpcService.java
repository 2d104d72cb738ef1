package io.claudeflow.swarm.memory.grpc;

import io.claudeflow.swarm.memory.api.v1.AdminServiceGrpc;
import io.claudeflow.swarm.memory.api.v1.CacheStats;
import io.claudeflow.swarm.memory.api.v1.CheckpointRequest;
import io.claudeflow.swarm.memory.api.v1.CompressionStats;
import io.claudeflow.swarm.memory.api.v1.DatabaseStats;
import io.claudeflow.swarm.memory.api.v1.GcRequest;
import io.claudeflow.swarm.memory.api.v1.GcResponse;
import io.claudeflow.swarm.memory.api.v1.GetStatsRequest;
import io.claudeflow.swarm.memory.api.v1.IntegrityCheckRequest;
import io.claudeflow.swarm.memory.api.v1.IntegrityReport;
import io.claudeflow.swarm.memory.api.v1.LastGc;
import io.claudeflow.swarm.memory.api.v1.OptimizeRequest;
import io.claudeflow.swarm.memory.api.v1.ReindexRequest;
import io.claudeflow.swarm.memory.api.v1.SizeReport;
import io.claudeflow.swarm.memory.api.v1.Stats;
import io.claudeflow.swarm.memory.api.v1.VacuumRequest;
import io.claudeflow.swarm.memory.api.v1.WriterStats;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import io.grpc.stub.StreamObserver;

/** The care of a store. Failures are thrown and become a status in {@link CallGuard}. Thread-safe. */
final class AdminGrpcService extends AdminServiceGrpc.AdminServiceImplBase {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Maintenance maintenance;
    private final ServiceStatistics.Source statistics;

    AdminGrpcService(Maintenance maintenance, ServiceStatistics.Source statistics) {
        this.maintenance = maintenance;
        this.statistics = statistics;
    }

    @Override
    public void getStats(GetStatsRequest request, StreamObserver<Stats> observer) {
        answer(observer, stats(statistics.of(CallGuard.SWARM.get())));
    }

    @Override
    public void gc(GcRequest request, StreamObserver<GcResponse> observer) {
        var report = maintenance.gc();
        answer(
                observer,
                GcResponse.newBuilder()
                        .setDeleted(report.deleted())
                        .setDuration(Messages.duration(report.duration()))
                        .build());
    }

    @Override
    public void vacuum(VacuumRequest request, StreamObserver<SizeReport> observer) {
        answer(observer, size(maintenance.vacuum()));
    }

    @Override
    public void optimize(OptimizeRequest request, StreamObserver<SizeReport> observer) {
        answer(observer, size(maintenance.optimize()));
    }

    @Override
    public void reindex(ReindexRequest request, StreamObserver<SizeReport> observer) {
        answer(observer, size(maintenance.reindex()));
    }

    @Override
    public void checkpoint(CheckpointRequest request, StreamObserver<SizeReport> observer) {
        answer(observer, size(maintenance.checkpoint()));
    }

    @Override
    public void integrityCheck(IntegrityCheckRequest request, StreamObserver<IntegrityReport> observer) {
        var report = maintenance.integrityCheck();
        answer(
                observer,
                IntegrityReport.newBuilder()
                        .setOk(report.ok())
                        .addAllProblems(report.problems())
                        .setDuration(Messages.duration(report.duration()))
                        .build());
    }

    private static Stats stats(ServiceStatistics statistics) {
        var database = statistics.database();
        var stats = Stats.newBuilder()
                .setSwarm(statistics.swarm())
                .setEpoch(database.revision().epoch())
                .setRevision(database.revision().number())
                .setUptimeSeconds(statistics.uptime().toSeconds())
                .setEntries(statistics.entries().entries())
                .setAgents(statistics.agents())
                .setTasks(statistics.tasks())
                .setPatterns(statistics.patterns())
                .setCache(cache(statistics.cache()))
                .setDatabase(DatabaseStats.newBuilder()
                        .setSizeBytes(database.databaseBytes())
                        .setWalBytes(database.walBytes())
                        .setFreeBytes(database.freeBytes())
                        .setDiskFreeBytes(database.diskFreeBytes())
                        .setSchemaVersion(database.schemaVersion())
                        .setTables(database.tables()))
                .setCompression(CompressionStats.newBuilder()
                        .setEntries(statistics.entries().compressedEntries())
                        .setRatio(statistics.entries().compressionRatio()))
                .setWriter(WriterStats.newBuilder()
                        .setQueued(statistics.writer().queued())
                        .setCapacity(statistics.writer().capacity()))
                .setVersion(statistics.version());
        var lastGc = statistics.lastGc();
        if (lastGc != null) {
            stats.setLastGc(LastGc.newBuilder()
                    .setAt(Messages.timestamp(lastGc.at()))
                    .setDeleted(lastGc.deleted())
                    .setSeconds(lastGc.duration().toNanos() / NANOS_PER_SECOND));
        }
        return stats.build();
    }

    private static CacheStats cache(ServiceStatistics.Cache cache) {
        var stats = CacheStats.newBuilder()
                .setHits(cache.hits())
                .setMisses(cache.misses())
                .setEvictions(cache.evictions())
                .setEntries(cache.entries())
                .setBytes(cache.bytes());
        var hitRate = cache.hitRate();
        if (hitRate != null) {
            stats.setHitRate(hitRate);
        }
        return stats.build();
    }

    private static SizeReport size(Maintenance.SizeReport report) {
        return SizeReport.newBuilder()
                .setBytesBefore(report.bytesBefore())
                .setBytesAfter(report.bytesAfter())
                .setDuration(Messages.duration(report.duration()))
                .build();
    }

    private static <A> void answer(StreamObserver<A> observer, A answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
