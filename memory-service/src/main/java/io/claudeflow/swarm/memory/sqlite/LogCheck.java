package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Finds transactions in a write-ahead log that SQLite would drop without a word: it reads a log up to the first frame
 * whose checksum is wrong, as if a power failure had cut it off there, also when that frame was damaged long after it
 * was written and others follow. With {@code synchronous=FULL} a transaction is on the disk before the next one is
 * written, so two whole transactions in a row behind a wrong frame prove damage; one may be torn itself and was never
 * acknowledged. Format: <a href="https://sqlite.org/fileformat2.html#the_write_ahead_log">sqlite.org/fileformat2</a>.
 */
final class LogCheck {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int BATCH_BYTES = 1 << 20;

    /** The checksum of what came before, in the log's own byte order. */
    private int sum0;

    private int sum1;
    private long salt;
    private ByteOrder words = ByteOrder.LITTLE_ENDIAN;

    private @Nullable String where;
    private int run;
    private int lost;

    private LogCheck() {}

    /**
     * What is wrong with a log that nobody writes, or null.
     *
     * @param pageSize of the database, for a log whose header cannot be read
     */
    static @Nullable String damage(Path log, int pageSize) {
        if (Files.notExists(log)) {
            return null;
        }
        try (var channel = FileChannel.open(log, StandardOpenOption.READ)) {
            var check = new LogCheck();
            check.read(channel, pageSize);
            return check.lost < 2
                    ? null
                    : check.where + " is not as it was written, and at least " + check.lost
                            + " transactions behind it would be lost";
        } catch (IOException e) {
            throw MemoryException.of(FailureKind.UNAVAILABLE, log + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(FileChannel channel, int pageSize) throws IOException {
        var header = ByteBuffer.allocate(HEADER);
        if (!fill(channel, header, 0)) {
            return;
        }
        int size = header(header) ? header.getInt(8) : pageSize;
        int length = FRAME_HEADER + size;
        var frames = ByteBuffer.allocate(length * Math.max(1, BATCH_BYTES / length));
        long position = HEADER;
        int read = 1;
        long number = 0;
        while (read > 0) {
            frames.clear();
            read = 0;
            while (frames.hasRemaining() && channel.read(frames, position + frames.position()) > 0) {
                read = frames.position();
            }
            for (int at = 0; at + length <= read; at += length) {
                frame(frames, at, length, ++number);
            }
            position += read - read % length;
            read = read < length ? 0 : read;
        }
    }

    /** Takes over the header; false, and the log's name for the damage, when it is damaged. */
    private boolean header(ByteBuffer header) {
        words = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        salt = header.getLong(16);
        add(header, 0, 24);
        int size = header.getInt(8);
        if ((header.getInt(0) & ~1) == MAGIC
                && sum0 == header.getInt(24)
                && sum1 == header.getInt(28)
                && size >= 512
                && size <= 65_536) {
            return true;
        }
        where = "its header";
        words = ByteOrder.LITTLE_ENDIAN;
        salt = 0;
        return false;
    }

    private void frame(ByteBuffer frames, int at, int length, long number) {
        long found = frames.getLong(at + 8);
        if (salt == 0) {
            salt = found;
        }
        add(frames, at, 8);
        add(frames, at + FRAME_HEADER, length - FRAME_HEADER);
        boolean whole = found == salt && sum0 == frames.getInt(at + 16) && sum1 == frames.getInt(at + 20);
        if (where != null) {
            run = !whole ? 0 : frames.getInt(at + 4) != 0 ? run + 1 : run;
            lost = Math.max(lost, run);
        } else if (!whole) {
            where = "frame " + number;
        }
        sum0 = frames.getInt(at + 16);
        sum1 = frames.getInt(at + 20);
    }

    private void add(ByteBuffer bytes, int from, int length) {
        bytes.order(words);
        int s0 = sum0;
        int s1 = sum1;
        for (int i = from; i < from + length; i += 8) {
            s0 += bytes.getInt(i) + s1;
            s1 += bytes.getInt(i + 4) + s0;
        }
        sum0 = s0;
        sum1 = s1;
        bytes.order(ByteOrder.BIG_ENDIAN);
    }

    private static boolean fill(FileChannel channel, ByteBuffer target, long position) throws IOException {
        while (target.hasRemaining()) {
            int read = channel.read(target, position + target.position());
            if (read < 0) {
                return false;
            }
        }
        return true;
    }
}
