package io.claudeflow.swarm.memory.query;

import java.util.Arrays;
import java.util.HexFormat;

/** A value of SQL, in one of SQLite's five storage classes. */
public sealed interface SqlValue {
    /** The name of the storage class, as {@code typeof()} gives it. */
    String type();

    /** What it takes in an answer, an estimate in bytes. */
    default int footprint() {
        return 24;
    }

    /** {@code NULL}. */
    record Null() implements SqlValue {
        public static final SqlValue VALUE = new Null();

        @Override
        public String type() {
            return "null";
        }
    }

    /** A whole number of 64 bits. */
    record Whole(long value) implements SqlValue {
        @Override
        public String type() {
            return "integer";
        }
    }

    /** A floating-point number; may be infinite, never NaN. */
    record Real(double value) implements SqlValue {
        @Override
        public String type() {
            return "real";
        }
    }

    /** Text. */
    record Text(String value) implements SqlValue {
        @Override
        public String type() {
            return "text";
        }

        @Override
        public int footprint() {
            return 24 + value.length();
        }
    }

    /** Bytes. The array is not copied; whoever hands it over or receives it never writes to it. */
    final class Blob implements SqlValue {
        private final byte[] bytes;

        public Blob(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes;
        }

        @Override
        public String type() {
            return "blob";
        }

        @Override
        public int footprint() {
            return 24 + bytes.length / 3 * 4;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Blob that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        }
    }
}
