package io.claudeflow.swarm.memory.query;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a statement's parameters. */
public sealed interface SqlParameters {
    int MAX = 1_000;
    /** Of all values together, as JSON. */
    int MAX_BYTES = 1 << 20;

    SqlParameters NONE = new Positional(List.of());

    /** For {@code ?} and {@code ?1}, in their order. */
    record Positional(List<SqlValue> values) implements SqlParameters {
        public Positional {
            values = List.copyOf(values);
            checkCount(values.size());
        }
    }

    /** For {@code :name}, {@code @name} and {@code $name}; the names may be given with or without their mark. */
    record Named(Map<String, SqlValue> values) implements SqlParameters {
        public Named {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            checkCount(values.size());
        }
    }

    private static void checkCount(int count) {
        if (count > MAX) {
            throw MemoryException.limit("parameters", count, "at most " + MAX);
        }
    }
}
