package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import java.util.function.Supplier;

/**
 * Turns a write as its caller means it into the row that the policy of its key asks for: how long it lives and how its
 * value is compressed. The one place where this happens, whoever writes; it runs on the caller's thread. Thread-safe.
 */
final class EntryPreparation {
    private static final int ROW_BYTES = 256;

    private final ValueCodec codec;
    private final Supplier<Policies> policies;

    EntryPreparation(ValueCodec codec, Supplier<Policies> policies) {
        this.codec = codec;
        this.policies = policies;
    }

    /** A write whose lifetime no longer depends on a policy, and its value as it will be stored. */
    record Prepared(EntryOperation.Put put, StoredValue stored) {
        /** What the write holds in memory, roughly. */
        long bytes() {
            return (long) stored.size() + put.metadata().length() + ROW_BYTES;
        }
    }

    Prepared prepare(EntryOperation.Put put) {
        var policy = policy(put.key());
        return new Prepared(put.withTtl(policy.effective(put.ttl())), encode(put.value(), policy));
    }

    /** The policy of a key at this moment. */
    RetentionPolicy policy(EntryKey key) {
        return policies.get().of(key.namespace(), key.key());
    }

    /** The algorithm that a value of this size would be tried with under a policy. */
    Compression wanted(RetentionPolicy policy, int valueBytes) {
        return valueBytes >= threshold(policy) ? compression(policy) : Compression.NONE;
    }

    StoredValue encode(EntryValue value, RetentionPolicy policy) {
        if (value.size() > codec.maxValueBytes()) {
            throw MemoryException.limit(
                    "value", value.size() + " bytes", "at most " + codec.maxValueBytes() + " bytes");
        }
        return encode(value.content(), policy);
    }

    /** As {@link #encode(EntryValue, RetentionPolicy)}, for a value that was accepted before. */
    StoredValue encode(byte[] value, RetentionPolicy policy) {
        return codec.encode(value, compression(policy), threshold(policy));
    }

    ValueCodec codec() {
        return codec;
    }

    private Compression compression(RetentionPolicy policy) {
        var rule = policy.compression();
        if (rule == null) {
            return codec.compression();
        }
        return switch (rule.algorithm()) {
            case ZSTD -> Compression.ZSTD;
            case GZIP -> Compression.GZIP;
            case NONE -> Compression.NONE;
        };
    }

    private int threshold(RetentionPolicy policy) {
        var rule = policy.compression();
        return rule == null ? codec.threshold() : rule.thresholdBytes();
    }
}
