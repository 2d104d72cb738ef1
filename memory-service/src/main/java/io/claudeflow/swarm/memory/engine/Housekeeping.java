package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.backup.BackupSchedule;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.sqlite.AccessCounts;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs by itself on one background thread: garbage collection, writing counts, watching the health. */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(2);
    private static final Duration USAGE_INTERVAL = Duration.ofSeconds(10);

    private static final Duration WATCH_INTERVAL = Duration.ofMinutes(1);

    private final AccessCounts counts;
    private final EngineInsight insight;
    private final EngineListener listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("swarm-memory-housekeeping").daemon().factory());

    private final ScheduledExecutorService backupThread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("swarm-memory-backup").daemon().factory());

    Housekeeping(
            Maintenance maintenance,
            AccessCounts counts,
            EngineInsight insight,
            EngineConfig config,
            EngineListener listener) {
        this.counts = counts;
        this.insight = insight;
        this.listener = listener;
        if (config.features().insight().autoCleanup()) {
            every(config.gcInterval(), "garbage collection", maintenance::gcDue);
        }
        every(FLUSH_INTERVAL, "writing the counts of reads", counts::flush);
        every(USAGE_INTERVAL, "writing usage", insight::flush);
        every(WATCH_INTERVAL, "watching the health", insight::watch);
    }

    /** Takes backups by a schedule, on a thread of their own: one may take minutes. */
    void takeBackups(BackupSchedule schedule) {
        long pause = schedule.lookEvery().toNanos();
        var _ = backupThread.scheduleWithFixedDelay(
                () -> guarded("scheduled backup", schedule::run), pause, pause, TimeUnit.NANOSECONDS);
    }

    /** Does more work at intervals, on the same thread. */
    void every(Duration interval, String what, Runnable work) {
        var _ = thread.scheduleWithFixedDelay(
                () -> guarded(what, work), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A failure is logged and the next turn comes: a full disk must not end the collection that frees it. */
    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (MemoryException e) {
            log.atWarn().addKeyValue("work", what).addKeyValue("kind", e.kind()).log(e.getMessage());
            listener.failed(what, e);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("work", what).setCause(e).log("failed");
        }
    }

    /** Ends the thread after its present work and writes the last counts. */
    void close() throws InterruptedException {
        var _ = backupThread.shutdownNow();
        thread.shutdown();
        if (!thread.awaitTermination(FLUSH_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
            var _ = thread.shutdownNow();
        }
        guarded("writing the counts of reads", counts::flushAll);
        guarded("writing usage", insight::flush);
    }
}
