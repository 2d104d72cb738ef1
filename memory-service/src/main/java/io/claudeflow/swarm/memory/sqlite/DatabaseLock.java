package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to a database: a lock of the operating system on the file {@code <database>.lock}, which ends
 * with the process however it ends. The file's text says who holds it, for people and for the command line; alone it
 * means nothing, because a killed process leaves it behind. The file is never deleted.
 */
public final class DatabaseLock implements AutoCloseable {
    /**
     * Locks held by this process. Java drops a lock when <em>any</em> channel to its file is closed, so the file of a
     * held lock is never opened a second time.
     */
    private static final Map<Path, DatabaseLock> HELD = new ConcurrentHashMap<>();

    private static final int MAX_TEXT_BYTES = 4096;
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final String URL = "url=";

    private final Path file;
    private final FileChannel channel;
    private final String owner;
    private volatile @Nullable String url;

    private DatabaseLock(Path file, FileChannel channel, String owner) {
        this.file = file;
        this.channel = channel;
        this.owner = owner;
    }

    /**
     * Takes the lock.
     *
     * @throws MemoryException of kind CONFLICT, naming the owner, when another process or engine holds it
     */
    public static DatabaseLock acquire(Path database, Clock clock) {
        var file = lockFile(database);
        synchronized (HELD) {
            var held = HELD.get(file);
            if (held != null) {
                throw heldBy(database, held.text());
            }
            try {
                var lock = open(database, file, clock);
                HELD.put(file, lock);
                return lock;
            } catch (IOException e) {
                throw MemoryException.of(
                        FailureKind.UNAVAILABLE,
                        file + " cannot be locked (" + e.getMessage()
                                + "); the directory must be writable and its file system must know locks",
                        e);
            }
        }
    }

    /** The URL that the live owner of a database has announced; empty when nobody holds it. */
    public static Optional<String> announcedUrl(Path database) {
        var file = lockFile(database);
        synchronized (HELD) {
            var held = HELD.get(file);
            if (held != null) {
                return Optional.ofNullable(held.url);
            }
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                try (var free = channel.tryLock(0, Long.MAX_VALUE, true)) {
                    return free != null ? Optional.empty() : urlIn(read(channel));
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** Adds the URL of the service to the lock's text. */
    public void announce(String newUrl) {
        url = newUrl;
        try {
            write(channel, text());
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, file + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            HELD.remove(file, this);
            try {
                channel.close();
            } catch (IOException e) {
                throw MemoryException.of(FailureKind.UNAVAILABLE, file + " cannot be closed: " + e.getMessage(), e);
            }
        }
    }

    /** Tries for half a second: whoever asks for the owner's URL holds a shared lock for a moment. */
    private static DatabaseLock open(Path database, Path file, Clock clock) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            for (int i = 0; lock == null && i < ATTEMPTS; i++) {
                LockSupport.parkNanos(PAUSE_NANOS);
                lock = channel.tryLock();
            }
            if (lock == null) {
                throw heldBy(database, read(channel));
            }
            var owner =
                    "pid=" + ProcessHandle.current().pid() + "\nhost=" + host() + "\nsince=" + clock.instant() + "\n";
            var held = new DatabaseLock(file, channel, owner);
            write(channel, held.text());
            return held;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private String text() {
        return url == null ? owner : owner + URL + url + "\n";
    }

    private static Optional<String> urlIn(String text) {
        return text.lines()
                .filter(line -> line.startsWith(URL))
                .map(line -> line.substring(URL.length()))
                .findFirst();
    }

    private static MemoryException heldBy(Path database, String owner) {
        return MemoryException.of(
                FailureKind.CONFLICT,
                database + " is in use by another process (" + owner.strip().replace("\n", ", ")
                        + "); stop it, or talk to it instead");
    }

    private static String read(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(MAX_TEXT_BYTES);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Beside the real file, by its real directory, so that two spellings of one path and a link to it are one lock. */
    private static Path lockFile(Path database) {
        var file = new DatabaseFiles(LinkedFile.followed(database.toAbsolutePath())).lock();
        try {
            var directory = file.getParent();
            return directory != null && Files.exists(directory)
                    ? directory.toRealPath().resolve(file.getFileName())
                    : file;
        } catch (IOException e) {
            return file;
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
