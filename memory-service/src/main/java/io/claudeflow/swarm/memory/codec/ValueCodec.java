package io.claudeflow.swarm.memory.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses values of at least a threshold and keeps the result only when it is smaller. Reading allocates the
 * recorded original size and no more, and for zstd only when the compressed bytes claim the same. Thread-safe.
 *
 * @param compression for new values that no policy rules; every kind can be read
 * @param threshold in bytes, for the same; smaller values are stored as they are
 * @param maxValueBytes no recorded size beyond it is believed
 */
public record ValueCodec(Compression compression, int threshold, int maxValueBytes) {
    /** The largest value that any configuration allows. */
    public static final int LARGEST = 1 << 30;

    /** Reads every value that any configuration may have written. */
    public static final ValueCodec READING = new ValueCodec(Compression.NONE, 0, LARGEST);

    private static final int ZSTD_LEVEL = 3;
    private static final int BUFFER = 64 * 1024;

    public StoredValue encode(byte[] value) {
        return encode(value, compression, threshold);
    }

    /** As {@link #encode(byte[])}, with another rule than the codec's own. */
    public StoredValue encode(byte[] value, Compression with, int from) {
        if (with != Compression.NONE && value.length >= from) {
            var compressed = with == Compression.ZSTD ? Zstd.compress(value, ZSTD_LEVEL) : gzip(value);
            if (compressed.length < value.length) {
                return new StoredValue(with, compressed, value.length);
            }
        }
        return new StoredValue(Compression.NONE, value, value.length);
    }

    /** The value, or a failure of kind CORRUPT when the bytes are not what the row says. */
    public byte[] decode(StoredValue stored) {
        if (stored.originalSize() < 0 || stored.originalSize() > Math.max(maxValueBytes, stored.size())) {
            throw corrupt(stored, null);
        }
        var value = switch (stored.compression()) {
            case NONE -> stored.bytes();
            case ZSTD -> unzstd(stored);
            case GZIP -> gunzip(stored);
        };
        if (value.length != stored.originalSize()) {
            throw corrupt(stored, null);
        }
        return value;
    }

    /**
     * The first bytes of a value of which only the first stored bytes are at hand.
     *
     * @param part the first bytes as they are stored
     * @param bytes the most that is made of them
     */
    public static byte[] beginning(Compression compression, byte[] part, int bytes) {
        var value = new ByteArrayOutputStream();
        try (var in = opened(compression, part)) {
            var buffer = new byte[BUFFER];
            while (value.size() < bytes) {
                int count = in.read(buffer, 0, Math.min(buffer.length, bytes - value.size()));
                if (count <= 0) {
                    break;
                }
                value.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // Compressed bytes end in the middle: what came out of them so far is right.
            return value.toByteArray();
        }
        return value.toByteArray();
    }

    private static InputStream opened(Compression compression, byte[] part) throws IOException {
        var in = new ByteArrayInputStream(part);
        return switch (compression) {
            case NONE -> in;
            case ZSTD -> new ZstdInputStream(in);
            case GZIP -> new GZIPInputStream(in);
        };
    }

    private static byte[] unzstd(StoredValue stored) {
        if (stored.size() == 0 || Zstd.getFrameContentSize(stored.bytes()) != stored.originalSize()) {
            throw corrupt(stored, null);
        }
        var value = new byte[stored.originalSize()];
        try {
            long size = Zstd.decompressByteArray(value, 0, value.length, stored.bytes(), 0, stored.bytes().length);
            if (Zstd.isError(size) || size != value.length) {
                throw corrupt(stored, null);
            }
            return value;
        } catch (ZstdException e) {
            throw corrupt(stored, e);
        }
    }

    private static byte[] gzip(byte[] value) {
        var out = new ByteArrayOutputStream(value.length / 2);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(value);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(StoredValue stored) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(stored.bytes()))) {
            var value = in.readNBytes(stored.originalSize());
            if (in.read() >= 0) {
                throw corrupt(stored, null);
            }
            return value;
        } catch (IOException e) {
            throw corrupt(stored, e);
        }
    }

    private static MemoryException corrupt(StoredValue stored, @Nullable Exception cause) {
        var message = "a row of the database is damaged: " + stored.size() + " bytes of "
                + stored.compression().label() + " are not a value of " + stored.originalSize() + " bytes";
        return cause == null
                ? MemoryException.of(FailureKind.CORRUPT, message)
                : MemoryException.of(FailureKind.CORRUPT, message, cause);
    }
}
