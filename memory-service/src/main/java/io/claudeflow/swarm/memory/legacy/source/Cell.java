package io.claudeflow.swarm.memory.legacy.source;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/** What one column of one row holds, by SQLite's storage class: columns of earlier systems mix them freely. */
public sealed interface Cell {
    record Empty() implements Cell {}

    record Whole(long value) implements Cell {}

    record Real(double value) implements Cell {}

    /** Text as its bytes, because SQLite does not check them. */
    record Text(ByteBuffer bytes, Charset charset) implements Cell {}

    record Blob(ByteBuffer bytes) implements Cell {
        public byte[] copy() {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return copy;
        }
    }

    /** Not read, because it is larger than the bound. */
    record TooLarge(long bytes) implements Cell {}

    Empty EMPTY = new Empty();
}
