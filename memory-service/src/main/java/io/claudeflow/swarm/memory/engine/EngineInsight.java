package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.analytics.Analytics;
import io.claudeflow.swarm.memory.analytics.AnalyticsEntryStore;
import io.claudeflow.swarm.memory.audit.ContentAudits;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.health.EmergencyCleanup;
import io.claudeflow.swarm.memory.health.HealthReports;
import io.claudeflow.swarm.memory.health.HealthThresholds;
import io.claudeflow.swarm.memory.health.OptimizationStep;
import io.claudeflow.swarm.memory.health.Optimizer;
import io.claudeflow.swarm.memory.health.Orphans;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.schema.SchemaDescription;
import io.claudeflow.swarm.memory.snapshot.Snapshots;
import io.claudeflow.swarm.memory.sqlite.InsightStores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine knows about itself and its content. Thread-safe. */
public final class EngineInsight {
    private static final Logger log = LoggerFactory.getLogger(EngineInsight.class);

    private final InsightConfig config;
    private final EngineListener listener;
    private final Analytics analytics;
    private final EngineHealth health;
    private final Optimizer optimizer;
    private final EmergencyCleanup emergency;
    private final ContentAudits audits;
    private final Orphans orphans;
    private final Snapshots snapshots;
    private final SchemaDescription.Source schema;
    private final Clock clock;

    /** @param furtherSteps of an optimisation, beside those that look at the file */
    EngineInsight(
            InsightConfig config,
            InsightStores stores,
            List<OptimizationStep> furtherSteps,
            Maintenance maintenance,
            Analytics analytics,
            EngineHealth health,
            DocumentReader reader,
            Clock clock,
            EngineListener listener) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.analytics = analytics;
        this.health = health;
        var steps = new ArrayList<>(stores.optimizationSteps(maintenance));
        steps.addAll(furtherSteps);
        this.optimizer = new Optimizer(steps);
        this.emergency = new EmergencyCleanup(stores.emergencyTools(maintenance), HealthThresholds.DEFAULT);
        this.audits = new ContentAudits(stores.auditSource(), clock);
        this.orphans = stores.orphans();
        this.snapshots = stores.snapshots(reader);
        this.schema = stores.schema();
    }

    public Analytics analytics() {
        return analytics;
    }

    public HealthReports health() {
        return health;
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    public EmergencyCleanup emergency() {
        return emergency;
    }

    public ContentAudits audits() {
        return audits;
    }

    public Orphans orphans() {
        return orphans;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public SchemaDescription.Source schema() {
        return schema;
    }

    /** The store with every operation counted. */
    EntryStore counted(EntryStore store) {
        return new AnalyticsEntryStore(
                store,
                analytics.recorder(),
                analytics.slowOperations(),
                clock,
                (operation, failure) -> listener.failed(operation.label(), failure));
    }

    /** Writes counts and tells of slow operations; every few seconds. */
    void flush() {
        tellSlowOperations();
        if (config.analytics()) {
            analytics.flush();
        }
    }

    /** Samples, and tells of what became worse or better; every minute. */
    void watch() {
        health.note();
        if (config.analytics()) {
            analytics.sample();
        }
        for (var alert : health.watch(config.swarm())) {
            log.atWarn()
                    .addKeyValue("check", alert.subject().label())
                    .addKeyValue("before", alert.before())
                    .addKeyValue("now", alert.now())
                    .log(alert.message());
            listener.healthChanged(alert);
        }
    }

    private void tellSlowOperations() {
        var report = analytics.slowOperations().drain();
        for (var operation : report.operations()) {
            log.atWarn()
                    .addKeyValue("operation", operation.operation().label())
                    .addKeyValue("swarm", operation.swarm())
                    .addKeyValue("namespace", operation.namespace())
                    .addKeyValue("target", operation.target())
                    .addKeyValue("millis", operation.duration().toMillis())
                    .log("slow operation");
            listener.slowOperation(operation);
        }
        if (report.unnamed() > 0) {
            log.atWarn().addKeyValue("count", report.unnamed()).log("further slow operations");
        }
    }
}
