package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Event;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Metric;
import io.claudeflow.swarm.memory.legacy.record.Lifecycle;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/**
 * Tables that are a log of events or of measurements. Rows have no name of their own; one is derived from their place
 * and content, the same in every run.
 */
final class LogReader extends Accepts.Reader {
    private final boolean metrics;
    private final String nameColumn;
    private final String sourceOrValue;

    private LogReader(Accepts rule, boolean metrics, String nameColumn, String sourceOrValue) {
        super(rule);
        this.metrics = metrics;
        this.nameColumn = nameColumn;
        this.sourceOrValue = sourceOrValue;
    }

    /** A log of events: their type is that of the table, {@code source} the column that says who or what caused one. */
    static LogReader events(LegacyFormat format, String table, String source, String... required) {
        return new LogReader(Accepts.table(format, table, required), false, table, source);
    }

    /** A log of measurements. */
    static LogReader metrics(LegacyFormat format, String table, String name, String value) {
        return new LogReader(Accepts.table(format, table, name, value).without("swarm"), true, name, value);
    }

    @Override
    public RowOutcome read(RowFields row) {
        var id = row.derivedId();
        var lifecycle = Lifecycle.madeAt(row.time("timestamp", "created_at", "recorded_at", "started_at"));
        if (metrics) {
            var name = row.required(nameColumn);
            double value = row.number(0, sourceOrValue);
            return row.read(new Metric(row.origin(), id, name, value, row.document(), lifecycle));
        }
        var source = row.textOr("unknown", sourceOrValue);
        return row.read(new Event(row.origin(), id, nameColumn, source, row.document(), lifecycle));
    }
}
