package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.function.Supplier;

/** Names the operation of a batch in failures about one of its fields, such as {@code operations[3].key}. */
public final class BatchPlace {
    private BatchPlace() {}

    /** Runs what reads or checks the operation at {@code index}. */
    public static <T> T at(int index, Supplier<T> reading) {
        var place = "operations[" + index + "]";
        try {
            return reading.get();
        } catch (MemoryException e) {
            var field = e.field();
            var value = e.value();
            var expected = e.expected();
            if (field == null || value == null || expected == null || field.startsWith(place)) {
                throw e;
            }
            throw MemoryException.ofField(e.kind(), place + "." + field, value, expected);
        }
    }
}
