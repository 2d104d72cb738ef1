package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.health.OptimizationStep;
import io.claudeflow.swarm.memory.health.Orphans;
import io.claudeflow.swarm.memory.maintenance.Maintenance;
import java.util.List;
import java.util.function.Supplier;

/** What can be optimised in a SQLite file. */
final class SqliteOptimization {
    /** An empty log is not worth a pause of the writers. */
    private static final long LOG_WORTH_EMPTYING = 1L << 20;

    private final Database database;
    private final Maintenance maintenance;
    private final SqliteHealthFigures figures;
    private final Orphans orphans;

    SqliteOptimization(Database database, Maintenance maintenance, SqliteHealthFigures figures, Orphans orphans) {
        this.database = database;
        this.maintenance = maintenance;
        this.figures = figures;
        this.orphans = orphans;
    }

    private record Step(Measure measure, Supplier<Gain> looking, Supplier<Gain> applying) implements OptimizationStep {
        @Override
        public Gain look(String swarm) {
            return looking.get();
        }

        @Override
        public Gain apply(String swarm) {
            return applying.get();
        }
    }

    List<OptimizationStep> steps() {
        return List.of(
                new Step(OptimizationStep.Measure.EXPIRED, this::expired, this::deleteExpired),
                new Step(OptimizationStep.Measure.ORPHANS, this::orphans, this::deleteOrphans),
                new Step(OptimizationStep.Measure.STATISTICS, this::statistics, this::refreshStatistics),
                new Step(OptimizationStep.Measure.FREE_PAGES, this::freePages, this::vacuum),
                new Step(OptimizationStep.Measure.LOG, this::log, this::emptyLog));
    }

    private OptimizationStep.Gain expired() {
        var expired = figures.expired();
        return OptimizationStep.Gain.of(expired.rows(), expired.bytes());
    }

    private OptimizationStep.Gain deleteExpired() {
        long bytes = figures.expired().bytes();
        return OptimizationStep.Gain.of(maintenance.gc().deleted(), bytes);
    }

    private OptimizationStep.Gain orphans() {
        return OptimizationStep.Gain.of(
                orphans.find().stream()
                        .filter(Orphans.Found::removable)
                        .mapToLong(Orphans.Found::rows)
                        .sum(),
                0);
    }

    private OptimizationStep.Gain deleteOrphans() {
        return OptimizationStep.Gain.of(
                orphans.clean().stream().mapToLong(Orphans.Found::rows).sum(), 0);
    }

    /** The tables that SQLite itself would look at again; its dry run lists one statement for each. */
    private OptimizationStep.Gain statistics() {
        long statements = database.pause(session -> {
            long count = 0;
            try (var row = session.prepare("PRAGMA optimize=0x10003").executeQuery()) {
                while (row.next()) {
                    count++;
                }
            }
            return count;
        });
        return OptimizationStep.Gain.of(statements, 0);
    }

    private OptimizationStep.Gain refreshStatistics() {
        var possible = statistics();
        maintenance.optimize();
        return possible;
    }

    private OptimizationStep.Gain freePages() {
        var statistics = maintenance.databaseStatistics();
        long pages = statistics.freeBytes() / SqliteConnections.PAGE_SIZE;
        boolean fits = statistics.diskFreeBytes() > 2 * statistics.databaseBytes();
        return fits
                ? new OptimizationStep.Gain(pages, statistics.freeBytes(), null)
                : new OptimizationStep.Gain(
                        0,
                        0,
                        statistics.freeBytes() + " bytes are free inside the file, and rewriting it needs more than "
                                + 2 * statistics.databaseBytes() + " bytes of disk (free: "
                                + statistics.diskFreeBytes() + ")");
    }

    private OptimizationStep.Gain vacuum() {
        var possible = freePages();
        var report = maintenance.vacuum();
        return OptimizationStep.Gain.of(possible.items(), Math.max(0, report.bytesBefore() - report.bytesAfter()));
    }

    private OptimizationStep.Gain log() {
        long bytes = database.files().logBytes();
        return bytes < LOG_WORTH_EMPTYING ? OptimizationStep.Gain.NONE : OptimizationStep.Gain.of(1, bytes);
    }

    private OptimizationStep.Gain emptyLog() {
        long before = database.files().logBytes();
        maintenance.checkpoint();
        return OptimizationStep.Gain.of(1, Math.max(0, before - database.files().logBytes()));
    }
}
