package io.claudeflow.swarm.operator.plan;

import java.nio.charset.StandardCharsets;

/** FNV-1a, 64 bits: a short name for a long one, stable across versions of Java. */
public final class Fingerprint {
    private Fingerprint() {}

    /** The fingerprint of {@code text}. */
    public static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
