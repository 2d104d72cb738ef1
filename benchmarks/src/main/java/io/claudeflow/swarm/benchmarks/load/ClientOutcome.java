package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/** What one client saw. Filled by its thread, read after it ended. */
public final class ClientOutcome {
    /** A client gives up after this many; a broken peer is not worth a flood of messages. */
    private static final int MAX_ERRORS = 100;

    private final LatencyHistogram latencies = new LatencyHistogram();
    private long errors;
    private @Nullable String firstError;

    public LatencyHistogram latencies() {
        return latencies;
    }

    public void error(String message) {
        errors++;
        if (firstError == null) {
            firstError = message;
        }
    }

    public boolean hopeless() {
        return errors >= MAX_ERRORS;
    }

    public long errors() {
        return errors;
    }

    public @Nullable String firstError() {
        return firstError;
    }
}
