package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.ReportJson;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.stats.ServiceStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Administration, figures, probes and the API's own description. */
final class AdminHandlers {
    private static final String DESCRIPTION = "/openapi/memory-v1.yaml";

    private final Maintenance maintenance;
    private final ServiceStatistics.Source statistics;

    AdminHandlers(Maintenance maintenance, ServiceStatistics.Source statistics) {
        this.maintenance = maintenance;
        this.statistics = statistics;
    }

    Answer gc() {
        return Answer.json(200, ReportJson.gc(maintenance.gc()));
    }

    Answer vacuum() {
        return size(maintenance.vacuum());
    }

    Answer optimize() {
        return size(maintenance.optimize());
    }

    Answer reindex() {
        return size(maintenance.reindex());
    }

    Answer checkpoint() {
        return size(maintenance.checkpoint());
    }

    Answer integrityCheck() {
        return Answer.json(200, ReportJson.integrity(maintenance.integrityCheck()));
    }

    Answer stats(Exchange exchange) {
        return Answer.json(200, ReportJson.statistics(statistics.of(exchange.swarm())));
    }

    static Answer live() {
        return status("alive");
    }

    /** Reads from the database; the failure of that read is the answer. */
    Answer ready(boolean stopping) {
        if (stopping) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the service is stopping");
        }
        try {
            maintenance.ping();
        } catch (MemoryException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, "the database cannot be read: " + e.getMessage(), e);
        }
        return status("ready");
    }

    Answer description() {
        try (var input = AdminHandlers.class.getResourceAsStream(DESCRIPTION)) {
            if (input == null) {
                throw new IllegalStateException(DESCRIPTION + " is not on the class path (expected: in memory-api)");
            }
            return Answer.of("application/yaml", input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + DESCRIPTION + " failed", e);
        }
    }

    private static Answer size(Maintenance.SizeReport report) {
        return Answer.json(200, ReportJson.size(report));
    }

    private static Answer status(String status) {
        return Answer.json(200, ("{\"status\":\"" + status + "\"}").getBytes(StandardCharsets.US_ASCII));
    }
}
