package io.claudeflow.swarm.memory.codec;

/**
 * The bytes of a value as they lie on the disk.
 *
 * @param bytes not a copy, never to be modified
 * @param originalSize bytes before compression
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
public record StoredValue(Compression compression, byte[] bytes, int originalSize) {
    public int size() {
        return bytes.length;
    }
}
