package io.claudeflow.swarm.memory.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections a port may hold at once, of the files that the process may have open. The framework's server
 * ends for good when it cannot accept a connection because there are no more, so it is held back before: further
 * clients wait until a connection ends. The rest is for the database, backups and gRPC.
 */
final class ConnectionShare {
    /** For the database, its readers, backups, libraries that are not loaded yet. */
    private static final long RESERVED = 64;

    private static final long LEAST = 8;
    private static final long MOST = 1_000_000;
    private static final int UNLIMITED = -1;

    private ConnectionShare() {}

    /** One part of so many of the files that are not open yet. */
    static int partOf(int parts) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? of(system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount(), parts)
                : UNLIMITED;
    }

    static int of(long free, int parts) {
        return Math.toIntExact(Math.clamp((free - RESERVED) / parts, LEAST, MOST));
    }
}
