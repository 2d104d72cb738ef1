package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance.GcReport;
import io.claudeflow.swarm.memory.stats.ServiceStatistics.LastGc;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the last garbage collection for the figures and passes everything on. Thread-safe. */
final class LastGcListener implements EngineListener {
    private final Clock clock;
    private final EngineListener next;
    private volatile @Nullable LastGc last;

    LastGcListener(Clock clock, EngineListener next) {
        this.clock = clock;
        this.next = next;
    }

    Optional<LastGc> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public void gcFinished(GcReport report) {
        last = new LastGc(clock.instant(), report.deleted(), report.duration());
        next.gcFinished(report);
    }

    @Override
    public void groupCommitted(int writes, Duration duration) {
        next.groupCommitted(writes, duration);
    }

    @Override
    public void checkpointFinished(Duration duration, long walBytes) {
        next.checkpointFinished(duration, walBytes);
    }
}
