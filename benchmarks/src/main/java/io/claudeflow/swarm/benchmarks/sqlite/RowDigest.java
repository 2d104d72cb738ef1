package io.claudeflow.swarm.benchmarks.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of rows: each column as a letter for its SQLite type, its length and its bytes, so that neither the
 * border between two columns nor a number beside its text can be mistaken. Not thread-safe.
 */
public final class RowDigest {
    private static final int HEAD_BYTES = 1 + Long.BYTES;

    private final MessageDigest digest = sha256();
    private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    private long rows;

    /** What was seen. */
    public record Result(long rows, String sha256) {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @param value as JDBC gives it: a whole number, a fraction, a text, bytes or null */
    void column(@Nullable Object value) {
        switch (value) {
            case null -> head('N', 0);
            case Integer number -> head('I', number);
            case Long number -> head('I', number);
            case Double fraction -> head('F', Double.doubleToLongBits(fraction));
            case byte[] bytes -> content('B', bytes);
            case String text -> content('T', text.getBytes(StandardCharsets.UTF_8));
            default ->
                throw new IllegalArgumentException(
                        "column is " + value.getClass() + ", expected one of SQLite's five types");
        }
    }

    void endOfRow() {
        rows++;
        head('R', rows);
    }

    private void content(char type, byte[] bytes) {
        head(type, bytes.length);
        digest.update(bytes);
    }

    private void head(char type, long number) {
        digest.update(head.clear().put((byte) type).putLong(number).flip());
    }

    /** The end: nothing can be added after. */
    Result result() {
        return new Result(rows, HexFormat.of().formatHex(digest.digest()));
    }
}
