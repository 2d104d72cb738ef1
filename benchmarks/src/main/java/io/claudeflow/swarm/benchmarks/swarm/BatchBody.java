package io.claudeflow.swarm.benchmarks.swarm;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/batch} that puts entries, all or nothing. Used again and again by one thread. */
public final class BatchBody {
    private static final String HEAD = "{\"atomic\":true,\"operations\":[";

    private final String namespace;
    private final StringBuilder json = new StringBuilder(HEAD);

    public BatchBody(String namespace) {
        this.namespace = namespace;
    }

    /** Begins anew. */
    public BatchBody clear() {
        json.setLength(HEAD.length());
        return this;
    }

    /**
     * Adds an entry.
     *
     * @param text ASCII that JSON needs not escape
     * @param expiresAt when it ends; null for never
     */
    public BatchBody put(String key, String text, @Nullable Instant expiresAt) {
        open(key);
        if (expiresAt == null) {
            json.append("\",\"ttlSeconds\":0,\"encoding\":\"text\",\"value\":\"");
        } else {
            json.append("\",\"expiresAt\":\"").append(expiresAt).append("\",\"encoding\":\"text\",\"value\":\"");
        }
        json.append(text).append("\"}");
        return this;
    }

    /** Adds an entry of bytes that never ends. */
    public BatchBody put(String key, byte[] value) {
        open(key);
        json.append("\",\"ttlSeconds\":0,\"encoding\":\"bytes\",\"value\":\"");
        json.append(Base64.getEncoder().encodeToString(value)).append("\"}");
        return this;
    }

    private void open(String key) {
        if (json.length() > HEAD.length()) {
            json.append(',');
        }
        json.append("{\"op\":\"put\",\"namespace\":\"").append(namespace);
        json.append("\",\"key\":\"").append(key);
    }

    public byte[] bytes() {
        int length = json.length();
        byte[] body = json.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
        json.setLength(length);
        return body;
    }
}
