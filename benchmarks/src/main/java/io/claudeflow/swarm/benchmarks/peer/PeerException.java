package io.claudeflow.swarm.benchmarks.peer;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A peer refused an operation, answered nonsense, or did not answer. Counted as an error of its cell. */
public final class PeerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean connectionLost;

    private PeerException(String message, boolean connectionLost, @Nullable Throwable cause) {
        super(message, cause);
        this.connectionLost = connectionLost;
    }

    /** The peer answered, but not with what was asked for. */
    public static PeerException refused(String message) {
        return new PeerException(message, false, null);
    }

    /** As {@link #refused(String)}, for a client library that reports it by an exception. */
    public static PeerException refused(String message, Throwable cause) {
        return new PeerException(message, false, cause);
    }

    /** The connection is of no further use. */
    public static PeerException lost(String message, Throwable cause) {
        return new PeerException(message, true, cause);
    }

    public boolean connectionLost() {
        return connectionLost;
    }
}
