package io.claudeflow.swarm.memory.maintenance;

import io.claudeflow.swarm.memory.analytics.SlowOperation;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.health.HealthAlert;
import java.time.Duration;

/** Tells two listeners; what the first throws does not reach the second, as with one alone. */
record BothListeners(EngineListener first, EngineListener second) implements EngineListener {
    @Override
    public void gcFinished(Maintenance.GcReport report) {
        try {
            first.gcFinished(report);
        } finally {
            second.gcFinished(report);
        }
    }

    @Override
    public void groupCommitted(int writes, Duration duration) {
        try {
            first.groupCommitted(writes, duration);
        } finally {
            second.groupCommitted(writes, duration);
        }
    }

    @Override
    public void checkpointFinished(Duration duration, long walBytes) {
        try {
            first.checkpointFinished(duration, walBytes);
        } finally {
            second.checkpointFinished(duration, walBytes);
        }
    }

    @Override
    public void slowOperation(SlowOperation operation) {
        try {
            first.slowOperation(operation);
        } finally {
            second.slowOperation(operation);
        }
    }

    @Override
    public void healthChanged(HealthAlert alert) {
        try {
            first.healthChanged(alert);
        } finally {
            second.healthChanged(alert);
        }
    }

    @Override
    public void failed(String work, MemoryException failure) {
        try {
            first.failed(work, failure);
        } finally {
            second.failed(work, failure);
        }
    }
}
