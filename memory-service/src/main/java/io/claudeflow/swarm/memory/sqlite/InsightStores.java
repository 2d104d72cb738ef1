package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.analytics.GrowthStore;
import io.claudeflow.swarm.memory.analytics.UsageStore;
import io.claudeflow.swarm.memory.audit.AuditSource;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.health.EmergencyCleanup;
import io.claudeflow.swarm.memory.health.OptimizationStep;
import io.claudeflow.swarm.memory.health.Orphans;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import io.claudeflow.swarm.memory.schema.SchemaDescription;
import io.claudeflow.swarm.memory.snapshot.Snapshots;
import java.util.List;

/** Everything about a SQLite file that looks at it as a whole: health, analytics, audit, snapshots, schema. */
public final class InsightStores {
    private final Database database;
    private final ValueCodec codec;
    private final SqliteHealthFigures figures;
    private final Orphans orphans;

    public InsightStores(Database database, ValueCodec codec) {
        this.database = database;
        this.codec = codec;
        this.figures = new SqliteHealthFigures(database);
        this.orphans = new SqliteOrphans(database);
    }

    public UsageStore usage() {
        return new SqliteUsageStore(database);
    }

    public GrowthStore growth() {
        return new SqliteGrowthStore(database);
    }

    public SqliteHealthFigures figures() {
        return figures;
    }

    public Orphans orphans() {
        return orphans;
    }

    public List<OptimizationStep> optimizationSteps(Maintenance maintenance) {
        return new SqliteOptimization(database, maintenance, figures, orphans).steps();
    }

    public EmergencyCleanup.Tools emergencyTools(Maintenance maintenance) {
        return new SqliteEmergencyTools(database, maintenance, figures, orphans);
    }

    public AuditSource auditSource() {
        return new SqliteAuditSource(database, codec);
    }

    public Snapshots snapshots(DocumentReader reader) {
        return new SqliteSnapshots(database, codec, reader);
    }

    public SchemaDescription.Source schema() {
        return new SqliteSchemaDescription(database);
    }
}
