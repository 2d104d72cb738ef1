package io.claudeflow.swarm.memory.codec;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Whole files compressed by zstd, with a checksum, readable by the tool {@code zstd}. */
public final class CompressedFiles {
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 16;

    private CompressedFiles() {}

    /** Compresses what is written; closing it ends the file and closes the stream behind it. */
    public static OutputStream writer(OutputStream out) throws IOException {
        var compressing = new ZstdOutputStream(out, LEVEL);
        compressing.setChecksum(true);
        return new BufferedOutputStream(compressing, BUFFER);
    }

    /** Decompresses; a damaged file fails with an {@link IOException} when the damage is reached. */
    public static InputStream reader(InputStream in) throws IOException {
        return new BufferedInputStream(new ZstdInputStream(in), BUFFER);
    }
}
