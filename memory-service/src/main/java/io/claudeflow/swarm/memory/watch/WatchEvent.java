package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a watch tells. */
public sealed interface WatchEvent {
    /** The name of the event on the wire. */
    String wireName();

    /** Whether nothing comes after it. */
    default boolean isLast() {
        return false;
    }

    /** Something changed. */
    record Message(MessageType type, LoggedChange change) implements WatchEvent {
        @Override
        public String wireName() {
            return type.wireName();
        }
    }

    /**
     * Everything is told that had happened when the watch began; from here on it is live. Comes once.
     *
     * @param reader the name that the watch was opened with
     */
    record Synced(Position position, Instant at, @Nullable String reader) implements WatchEvent {
        @Override
        public String wireName() {
            return "sync_complete";
        }
    }

    /** Nothing was to be told for a while; everything up to the position is seen. */
    record Heartbeat(Position position, Instant at) implements WatchEvent {
        @Override
        public String wireName() {
            return "heartbeat";
        }
    }

    /**
     * Changes behind the wanted place are gone, or it belongs to the time before a restore: read the state anew, and
     * watch from {@code newest}.
     *
     * @param oldest the oldest revision that a watch can begin from
     */
    record Compacted(Revision oldest, Revision newest, String reason) implements WatchEvent {
        @Override
        public String wireName() {
            return "compacted";
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }

    /** Why a watch ends that could go on. */
    enum EndReason {
        /** The reader took its events too slowly. */
        SLOW,
        /** The store is closing. */
        STOPPING
    }

    /**
     * The watch is over; another one can go on from the position.
     *
     * @param reason in words
     */
    record Ended(EndReason cause, String reason, Position position) implements WatchEvent {
        @Override
        public String wireName() {
            return cause == EndReason.SLOW ? "dropped" : cause.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }
}
