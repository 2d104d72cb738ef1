package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.source.SqliteTable;
import java.util.List;
import java.util.Set;

/**
 * The shape of a table as a rule.
 *
 * @param table the table's name
 * @param required columns it must have
 * @param forbidden columns it must not have, which tell it from a look-alike
 * @param beside tables that must be there, too
 */
record Accepts(LegacyFormat format, String table, List<String> required, List<String> forbidden, List<String> beside) {
    static Accepts table(LegacyFormat format, String table, String... required) {
        return new Accepts(format, table, List.of(required), List.of(), List.of());
    }

    Accepts without(String... columns) {
        return new Accepts(format, table, required, List.of(columns), beside);
    }

    Accepts beside(String... tables) {
        return new Accepts(format, table, required, forbidden, List.of(tables));
    }

    boolean matches(SqliteTable candidate, Set<String> tables) {
        return tables.containsAll(beside)
                && candidate.name().equalsIgnoreCase(table)
                && candidate.has(required.toArray(String[]::new))
                && !candidate.hasAny(forbidden.toArray(String[]::new));
    }

    /** A reader of tables that follow this rule. */
    abstract static class Reader implements TableReader {
        private final Accepts rule;

        Reader(Accepts rule) {
            this.rule = rule;
        }

        @Override
        public final LegacyFormat format() {
            return rule.format();
        }

        @Override
        public final boolean accepts(SqliteTable table, Set<String> tables) {
            return rule.matches(table, tables);
        }
    }
}
