package io.claudeflow.swarm.memory.legacy.record;

import java.util.List;

/** What became of one row, element or file when it was read. */
public sealed interface RowOutcome {
    /**
     * It was read.
     *
     * @param records what it holds, rarely more than one
     * @param notes what was guessed, replaced or already lost in the source
     */
    record Read(List<LegacyRecord> records, List<String> notes) implements RowOutcome {
        public Read {
            records = List.copyOf(records);
            notes = List.copyOf(notes);
        }

        public static Read of(LegacyRecord record) {
            return new Read(List.of(record), List.of());
        }

        public static Read of(LegacyRecord record, List<String> notes) {
            return new Read(List.of(record), notes);
        }
    }

    /** It is left out on purpose, such as a row that its own system had marked deleted. */
    record Skipped(Origin origin, String name, String reason) implements RowOutcome {}

    /** It cannot be read; the rows after it are. */
    record Failed(Origin origin, String name, String reason) implements RowOutcome {}
}
