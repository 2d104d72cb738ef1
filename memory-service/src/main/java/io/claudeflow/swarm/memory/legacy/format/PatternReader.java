package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.decode.ValueDecoder;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Pattern;
import io.claudeflow.swarm.memory.legacy.record.Lifecycle;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of learned patterns: which columns name a pattern, its type and its data differs, the rest does not. */
final class PatternReader extends Accepts.Reader {
    private final String idColumn;
    private final String typeColumn;
    private final String dataColumn;

    /**
     * A reader of one table.
     *
     * @param idColumn also two columns joined by a plus sign, where no column alone names the pattern
     * @param typeColumn a column, or {@code =} and the type of all rows
     * @param dataColumn a column, or {@code *} for the whole row
     * @param beside tables that must be there, too
     */
    PatternReader(
            LegacyFormat format,
            String table,
            String idColumn,
            String typeColumn,
            String dataColumn,
            String... beside) {
        super(Accepts.table(format, table, required(idColumn, typeColumn, dataColumn))
                .without("swarm")
                .beside(beside));
        this.idColumn = idColumn;
        this.typeColumn = typeColumn;
        this.dataColumn = dataColumn;
    }

    private static String[] required(String... columns) {
        return Stream.of(columns)
                .flatMap(column -> Stream.of(column.split("\\+")))
                .filter(column -> !column.startsWith("=") && !column.equals("*"))
                .toArray(String[]::new);
    }

    @Override
    public RowOutcome read(RowFields row) {
        return row.read(pattern(row, idColumn, typeColumn, dataColumn));
    }

    static Pattern pattern(Fields row, String idColumn, String typeColumn, String dataColumn) {
        var id = Stream.of(idColumn.split("\\+")).map(row::required).collect(Collectors.joining(":"));
        var type = typeColumn.startsWith("=") ? typeColumn.substring(1) : row.textOr("pattern", typeColumn);
        var data = dataColumn.equals("*") ? row.document() : Fields.documentValue(row.value(dataColumn));
        return pattern(row, id, type, data);
    }

    /** A pattern in a JSON object. */
    static Pattern pattern(Fields row, String id) {
        var data = row.value("data").equals(JsonValue.NULL) ? row.value("patternData") : row.value("data");
        return pattern(row, id, row.textOr("pattern", "type"), ValueDecoder.nested(data));
    }

    private static Pattern pattern(Fields row, String id, String type, JsonValue data) {
        long successes = row.count("success_count");
        long failures = row.count("failure_count");
        double counted = successes + failures == 0 ? 0 : (double) successes / (successes + failures);
        var lifecycle = Lifecycle.between(
                row.time("created_at", "learned_at", "createdAt", "last_used", "last_seen"),
                row.time("updated_at", "updatedAt", "last_used_at", "last_used", "last_seen"));
        return new Pattern(
                row.origin(),
                id,
                type,
                data,
                row.number(0, "confidence", "effectiveness_score"),
                Math.max(row.count("usage_count", "usageCount", "frequency", "occurrence_count"), successes + failures),
                row.number(counted, "success_rate", "successRate"),
                row.time("last_used_at", "last_used", "lastUsedAt", "last_seen"),
                row.document(),
                lifecycle);
    }
}
