package io.claudeflow.swarm.memory.objectstorage;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where an object lies, written {@code s3://bucket/key}.
 *
 * @param key 1 to 1,024 bytes, without a slash at its ends
 */
public record ObjectLocation(String bucket, String key) {
    private static final String SCHEME = "s3://";
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int MAX_KEY_BYTES = 1_024;

    /** Whether the text means an object. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /** Reads {@code s3://bucket/key}; {@code field} names the text in failures. */
    public static ObjectLocation parse(String field, String text) {
        var path = isOne(text) ? text.substring(SCHEME.length()) : "";
        int slash = path.indexOf('/');
        var key = slash < 0 ? "" : path.substring(slash + 1);
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (slash < 0
                || !BUCKET.matcher(path.substring(0, slash)).matches()
                || bytes < 1
                || bytes > MAX_KEY_BYTES
                || key.startsWith("/")
                || key.endsWith("/")) {
            throw MemoryException.invalid(field, text, "s3://bucket/key");
        }
        return new ObjectLocation(path.substring(0, slash), key);
    }

    /** The last part of the key. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Another object beside it. */
    public ObjectLocation sibling(String name) {
        return new ObjectLocation(bucket, key.substring(0, key.lastIndexOf('/') + 1) + name);
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
