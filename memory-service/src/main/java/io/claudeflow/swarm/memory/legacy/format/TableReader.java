package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import io.claudeflow.swarm.memory.legacy.source.SqliteTable;
import java.util.Set;

/** One shape of a table: how it is told from others, and what a row of it means. Stateless. */
interface TableReader {
    LegacyFormat format();

    /**
     * Whether a table has this shape.
     *
     * @param tables the names of all tables of the file
     */
    boolean accepts(SqliteTable table, Set<String> tables);

    /** Reads a row; a {@link io.claudeflow.swarm.memory.failure.MemoryException} says what is wrong with it. */
    RowOutcome read(RowFields row);
}
