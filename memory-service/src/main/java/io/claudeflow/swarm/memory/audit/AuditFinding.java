package io.claudeflow.swarm.memory.audit;

import io.claudeflow.swarm.memory.entry.EntryKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One finding of an audit. */
public sealed interface AuditFinding {
    /** The kinds, in the order of a report. */
    enum Kind {
        DUPLICATE,
        NEAR_DUPLICATE,
        NEVER_READ,
        SECRET,
        DAMAGED;

        /** The word in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Kind kind();

    /**
     * Entries with the same value.
     *
     * @param sha256 of the value, in hexadecimal
     * @param entries how many there are
     * @param keys the first of them, at most {@value ContentAudit#KEYS_PER_GROUP}
     */
    record Duplicate(String sha256, int bytes, int entries, List<EntryKey> keys) implements AuditFinding {
        public Duplicate {
            keys = List.copyOf(keys);
        }

        @Override
        public Kind kind() {
            return Kind.DUPLICATE;
        }
    }

    /**
     * Two entries with similar texts.
     *
     * @param similarity common runs of three words / all of them, 0 to 1
     */
    record NearDuplicate(EntryKey first, EntryKey second, double similarity) implements AuditFinding {
        @Override
        public Kind kind() {
            return Kind.NEAR_DUPLICATE;
        }
    }

    /** An entry that no agent has read since it was created, and that was not written lately. */
    record NeverRead(EntryKey key, int bytes, Instant updatedAt) implements AuditFinding {
        @Override
        public Kind kind() {
            return Kind.NEVER_READ;
        }
    }

    /** What looks like a secret. */
    record Secret(EntryKey key, SecretFinding secret) implements AuditFinding {
        @Override
        public Kind kind() {
            return Kind.SECRET;
        }
    }

    /** An entry whose value cannot be read or is not what was written. */
    record Damaged(EntryKey key, String damage) implements AuditFinding {
        @Override
        public Kind kind() {
            return Kind.DAMAGED;
        }
    }
}
