package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.health.EmergencyCleanup.Removed;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Space;
import io.claudeflow.swarm.memory.health.EmergencyCleanup.Tools;
import io.claudeflow.swarm.memory.health.Orphans;
import io.claudeflow.swarm.memory.maintenance.Maintenance;

/** An emergency cleanup of a SQLite file. */
final class SqliteEmergencyTools implements Tools {
    private final Database database;
    private final Maintenance maintenance;
    private final SqliteHealthFigures figures;
    private final Orphans orphans;
    private final EntryEviction eviction;

    SqliteEmergencyTools(Database database, Maintenance maintenance, SqliteHealthFigures figures, Orphans orphans) {
        this.database = database;
        this.maintenance = maintenance;
        this.figures = figures;
        this.orphans = orphans;
        this.eviction = new EntryEviction(database);
    }

    @Override
    public Space space() {
        var statistics = maintenance.databaseStatistics();
        return new Space(
                figures.diskTotalBytes(), statistics.diskFreeBytes(), statistics.freeBytes(), statistics.walBytes());
    }

    @Override
    public long emptyLog() {
        long before = database.files().logBytes();
        maintenance.checkpoint();
        return Math.max(0, before - database.files().logBytes());
    }

    @Override
    public Removed expired() {
        var expired = figures.expired();
        return new Removed(expired.rows(), expired.bytes());
    }

    @Override
    public Removed deleteExpired() {
        long bytes = figures.expired().bytes();
        return new Removed(maintenance.gc().deleted(), bytes);
    }

    @Override
    public Removed orphans() {
        return new Removed(
                orphans.find().stream()
                        .filter(Orphans.Found::removable)
                        .mapToLong(Orphans.Found::rows)
                        .sum(),
                0);
    }

    @Override
    public Removed deleteOrphans() {
        return new Removed(
                orphans.clean().stream().mapToLong(Orphans.Found::rows).sum(), 0);
    }

    @Override
    public Removed entries(String swarm, boolean permanent, long bytes) {
        return eviction.look(swarm, permanent, bytes);
    }

    @Override
    public Removed deleteEntries(String swarm, boolean permanent, long bytes) {
        return eviction.delete(swarm, permanent, bytes);
    }

    /** No VACUUM: it needs as much space again as the file has. */
    @Override
    public long giveBack() {
        long before = database.files().databaseBytes();
        maintenance.gc();
        maintenance.checkpoint();
        return Math.max(0, before - database.files().databaseBytes());
    }
}
