package io.claudeflow.swarm.memory.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema as the program defines it, and how the file differs from it.
 *
 * @param version the program's
 * @param fileVersion the file's, {@code PRAGMA user_version}
 * @param problems what the file lacks or has otherwise, one sentence each; empty when they agree
 */
public record SchemaDescription(int version, int fileVersion, List<Table> tables, List<String> problems) {
    public SchemaDescription {
        tables = List.copyOf(tables);
        problems = List.copyOf(problems);
    }

    public boolean consistent() {
        return problems.isEmpty();
    }

    /**
     * A table.
     *
     * @param description the comment above its definition; empty when there is none
     */
    public record Table(String name, String description, List<Column> columns, List<String> indexes) {
        public Table {
            columns = List.copyOf(columns);
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * A column.
     *
     * @param type {@code TEXT}, {@code INTEGER}, {@code REAL}, or empty for any
     * @param defaultValue an SQL expression, or null
     * @param keyPosition its place in the primary key from 1 on, 0 when it is not part of it
     */
    public record Column(
            String name,
            String type,
            boolean required,
            @Nullable String defaultValue,
            int keyPosition) {}

    /** Where edges get it from. */
    @FunctionalInterface
    public interface Source {
        SchemaDescription describe();
    }
}
