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
 */
record Accepts(LegacyFormat format, String table, List<String> required, List<String> forbidden) {
    static Accepts table(LegacyFormat format, String table, String... required) {
        return new Accepts(format, table, List.of(required), List.of());
    }

    Accepts without(String... columns) {
        return new Accepts(format, table, required, List.of(columns));
    }

    boolean matches(SqliteTable candidate) {
        return candidate.name().equalsIgnoreCase(table)
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
            return rule.matches(table) && accepts(tables);
        }

        /** Whether the tables beside it fit. */
        boolean accepts(Set<String> tables) {
            return !tables.isEmpty();
        }
    }
}
