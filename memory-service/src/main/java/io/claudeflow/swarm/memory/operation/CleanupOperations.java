package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.json.ReportJson;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import java.time.Clock;
import java.util.Objects;

/** Deleting what has expired in one swarm, or in one namespace of it. */
final class CleanupOperations {
    private CleanupOperations() {}

    static void addTo(Handlers handlers, Maintenance maintenance, Clock clock) {
        handlers.add("CleanupService.Expired", arguments -> {
            var moment = Objects.requireNonNullElse(arguments.instant("expiredBefore"), clock.instant());
            var report = maintenance.cleanup(arguments.swarm(), arguments.optionalText("namespace"), moment);
            return new JsonWriter().raw(ReportJson.gc(report));
        });
    }
}
