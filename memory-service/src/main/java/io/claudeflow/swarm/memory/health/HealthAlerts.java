package io.claudeflow.swarm.memory.health;

import io.claudeflow.swarm.memory.health.HealthCheck.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tells what changed from report to report; keeps the last {@value #KEPT} alerts. Thread-safe. */
public final class HealthAlerts {
    static final int KEPT = 100;

    private final Map<Subject, HealthStatus> known = new EnumMap<>(Subject.class);
    private final Deque<HealthAlert> recent = new ArrayDeque<>();

    /** The checks whose status differs from the report before; everything counts as healthy before the first. */
    public synchronized List<HealthAlert> compare(HealthReport report) {
        var alerts = new ArrayList<HealthAlert>();
        for (var check : report.checks()) {
            var before = known.getOrDefault(check.subject(), HealthStatus.HEALTHY);
            if (before != check.status()) {
                var issue = check.issue();
                alerts.add(new HealthAlert(
                        report.at(),
                        check.subject(),
                        before,
                        check.status(),
                        issue == null ? check.subject().label() + " is healthy again" : issue));
            }
            known.put(check.subject(), check.status());
        }
        for (var alert : alerts) {
            recent.addLast(alert);
            if (recent.size() > KEPT) {
                recent.removeFirst();
            }
        }
        return alerts;
    }

    /** The alerts that are still kept, the newest first. */
    public synchronized List<HealthAlert> recent() {
        return List.copyOf(recent).reversed();
    }
}
