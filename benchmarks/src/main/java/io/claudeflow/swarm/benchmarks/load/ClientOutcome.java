package io.claudeflow.swarm.benchmarks.load;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/** What one client saw. Filled by its thread, read after it ended. */
final class ClientOutcome {
    /** A client gives up after this many; a broken peer is not worth a flood of messages. */
    private static final int MAX_ERRORS = 100;

    private final LatencyHistogram latencies = new LatencyHistogram();
    private long errors;
    private @Nullable String firstError;

    LatencyHistogram latencies() {
        return latencies;
    }

    void error(String message) {
        errors++;
        if (firstError == null) {
            firstError = message;
        }
    }

    boolean hopeless() {
        return errors >= MAX_ERRORS;
    }

    long errors() {
        return errors;
    }

    @Nullable
    String firstError() {
        return firstError;
    }
}
