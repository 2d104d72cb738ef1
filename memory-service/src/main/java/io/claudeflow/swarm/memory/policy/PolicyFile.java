package io.claudeflow.swarm.memory.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Policies that follow a file. Each poll looks at the file's time and size and, when they changed or the change is too
 * young to be told apart by its time, at the SHA-256 of its content; new content is read, and only content without a
 * mistake replaces the policies in force. A file that is bad, unreadable or gone leaves them as they are, and that is
 * reported once. Polling instead of watching: a mounted ConfigMap is exchanged through a symbolic link, which file
 * system events report unreliably. Thread-safe.
 */
public final class PolicyFile implements AutoCloseable {
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Within this age two writes of a file may carry the same time. */
    private static final Duration TIME_GRAIN = Duration.ofSeconds(2);

    /** Who is told what became of the file; called from the polling thread, must not block. */
    public interface Listener {
        /** New policies are in force. */
        void reloaded(Policies policies);

        /** The file cannot be used; the policies in force stay. */
        void rejected(List<PolicyReader.Problem> problems);
    }

    private record Seen(@Nullable FileTime modified, long size, String digest) {}

    private final Path path;
    private final PolicyReader reader;
    private final Clock clock;
    private final Listener listener;
    private volatile Policies current;
    private @Nullable Seen seen;
    private @Nullable ScheduledFuture<?> polling;

    /** Starts with the given policies, normally the shipped ones, until the first poll has read the file. */
    public PolicyFile(Path path, PolicyReader reader, Policies initial, Clock clock, Listener listener) {
        this.path = path;
        this.reader = reader;
        this.clock = clock;
        this.listener = listener;
        this.current = initial;
    }

    /** The policies in force. */
    public Policies current() {
        return current;
    }

    /** Polls at once and then at intervals until {@link #close}. */
    public synchronized void start(ScheduledExecutorService scheduler, Duration interval) {
        if (polling == null) {
            polling = scheduler.scheduleWithFixedDelay(this::poll, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Looks at the file once; never throws. */
    public synchronized void poll() {
        try {
            var modified = Files.getLastModifiedTime(path);
            long size = Files.size(path);
            if (seen != null && modified.equals(seen.modified()) && size == seen.size() && !isYoung(modified)) {
                return;
            }
            if (size > MAX_BYTES) {
                reject(new Seen(modified, size, "too large"), "size", size + " bytes", "at most " + MAX_BYTES);
                return;
            }
            var content = Files.readAllBytes(path);
            accept(new Seen(modified, size, digest(content)), content);
        } catch (IOException | RuntimeException e) {
            reject(new Seen(null, -1, e.toString()), "file", e.toString(), "a readable file at " + path);
        }
    }

    @Override
    public synchronized void close() {
        if (polling != null) {
            polling.cancel(false);
        }
    }

    private void accept(Seen now, byte[] content) {
        boolean same = seen != null && seen.digest().equals(now.digest());
        seen = now;
        if (same) {
            return;
        }
        switch (reader.read(new String(content, StandardCharsets.UTF_8))) {
            case PolicyReader.Reading.Accepted accepted -> {
                current = accepted.policies();
                listener.reloaded(current);
            }
            case PolicyReader.Reading.Rejected rejected -> listener.rejected(rejected.problems());
        }
    }

    private void reject(Seen now, String field, String value, String expected) {
        boolean known = seen != null && seen.digest().equals(now.digest());
        seen = now;
        if (!known) {
            listener.rejected(List.of(new PolicyReader.Problem(1, field, value, expected)));
        }
    }

    private boolean isYoung(FileTime modified) {
        return modified.toInstant().isAfter(clock.instant().minus(TIME_GRAIN));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
