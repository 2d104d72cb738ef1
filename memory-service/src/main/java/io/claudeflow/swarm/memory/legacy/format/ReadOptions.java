package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.decode.ValueDecoder;
import io.claudeflow.swarm.memory.legacy.source.SourceLimits;
import java.time.ZoneId;

/**
 * How sources are read.
 *
 * @param localZone the zone of times that were written as local time without one
 * @param archived whether rows that their system had archived are imported, with the tag {@code archived}
 */
public record ReadOptions(ValueDecoder values, ZoneId localZone, boolean archived, SourceLimits limits) {
    private static final int ROOM_FOR_ESCAPES = 1 << 20;

    /** The longest text accepted in a JSON file: a value of the largest size, even when it was encoded twice. */
    int maxTextLength() {
        return (int) Math.min(2L * values.maxBytes() + ROOM_FOR_ESCAPES, Integer.MAX_VALUE - 8);
    }
}
