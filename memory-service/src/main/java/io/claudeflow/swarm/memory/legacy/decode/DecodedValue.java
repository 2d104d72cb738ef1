package io.claudeflow.swarm.memory.legacy.decode;

import io.claudeflow.swarm.memory.entry.EntryValue;
import java.util.List;

/**
 * A value, and what was guessed, replaced or already lost in the source.
 *
 * @param damaged whether the source itself no longer holds the whole value
 */
public record DecodedValue(EntryValue value, boolean damaged, List<String> notes) {
    public DecodedValue {
        notes = List.copyOf(notes);
    }

    static DecodedValue of(EntryValue value) {
        return new DecodedValue(value, false, List.of());
    }
}
