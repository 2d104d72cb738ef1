package io.claudeflow.swarm.memory.watch;

import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wish to watch.
 *
 * @param from what the watch has seen already, or null to begin with what comes next
 * @param heartbeat how long it may be silent, 1 second to 5 minutes
 * @param reader a name that comes back with {@code sync_complete}, or null; 1 to 255 bytes
 */
public record WatchRequest(
        WatchFilter filter,
        @Nullable Position from,
        Duration heartbeat,
        @Nullable String reader) {
    public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(15);
    public static final Duration MIN_HEARTBEAT = Duration.ofSeconds(1);
    public static final Duration MAX_HEARTBEAT = Duration.ofMinutes(5);

    public WatchRequest {
        if (heartbeat.compareTo(MIN_HEARTBEAT) < 0 || heartbeat.compareTo(MAX_HEARTBEAT) > 0) {
            throw MemoryException.invalid("heartbeat", heartbeat, "1s to 5m");
        }
        if (reader != null) {
            Names.check("reader", reader, 255);
        }
    }

    /** A watch of what comes next. */
    public static WatchRequest of(WatchFilter filter) {
        return new WatchRequest(filter, null, DEFAULT_HEARTBEAT, null);
    }

    public WatchRequest from(Position place) {
        return new WatchRequest(filter, place, heartbeat, reader);
    }
}
