package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A target that waits, a few seconds at most, while the one behind it is busy. */
public record PatientTarget(ImportTarget target) implements ImportTarget {
    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    @Override
    public Optional<Entry> get(EntryKey key) {
        return patiently(() -> target.get(key));
    }

    @Override
    public List<OperationResult> batch(Batch batch) {
        return patiently(() -> target.batch(batch));
    }

    /** Calls again and again while the one who is called is busy. */
    public static <T> T patiently(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (MemoryException e) {
                if (e.kind() != FailureKind.BUSY || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(Objects.requireNonNullElse(e.retryAfter(), PAUSE), e);
            }
        }
    }

    private static void pause(Duration duration, MemoryException busy) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy;
        }
    }
}
