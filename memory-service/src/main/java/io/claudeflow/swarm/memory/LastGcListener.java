package io.claudeflow.swarm.memory;

import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance.GcReport;
import io.claudeflow.swarm.memory.stats.ServiceStatistics.LastGc;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the last garbage collection for the figures. Thread-safe. */
final class LastGcListener implements EngineListener {
    private final Clock clock;
    private volatile @Nullable LastGc last;

    LastGcListener(Clock clock) {
        this.clock = clock;
    }

    Optional<LastGc> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public void gcFinished(GcReport report) {
        last = new LastGc(clock.instant(), report.deleted(), report.duration());
    }
}
