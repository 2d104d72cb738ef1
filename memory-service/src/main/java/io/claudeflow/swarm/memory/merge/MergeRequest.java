package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.CausalContext;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A value or a state to be merged into an entry.
 *
 * @param replica who wrote it; {@link #SERVER} for a caller that does not say
 * @param micros when it was written, in microseconds since 1970; null makes it the newest write there is
 * @param ttl as for a store
 * @param tags null leaves those of the entry
 * @param metadata a JSON object as text; null leaves that of the entry
 */
public record MergeRequest(
        EntryKey key,
        Input input,
        String replica,
        @Nullable Long micros,
        Ttl ttl,
        @Nullable Tags tags,
        @Nullable String metadata) {
    /** The writer of what comes without one. */
    public static final String SERVER = "server";

    /** How far a writer's clock may be ahead of ours: a write from the far future would win for ever. */
    public static final Duration MAX_AHEAD = Duration.ofDays(1);

    /** What is merged. */
    public sealed interface Input {
        /**
         * A value or an operation, as the strategy of the key reads it.
         *
         * @param sequence the writer's own number of this operation, so that a repetition counts once, or null
         * @param context what the writer had read; empty when it had read nothing
         * @param base what the value grew from, or null when unknown
         */
        record Value(
                Document value,
                @Nullable Long sequence,
                CausalContext context,
                @Nullable Document base) implements Input {}

        /** The state of another replica, as {@link io.claudeflow.swarm.memory.crdt.CrdtCodec} writes it. */
        record State(Document encoded) implements Input {}
    }

    /** A value from the server itself with nothing else. */
    public static MergeRequest of(EntryKey key, Document value) {
        return new MergeRequest(
                key, new Input.Value(value, null, CausalContext.EMPTY, null), SERVER, null, Ttl.BY_POLICY, null, null);
    }

    public MergeRequest by(String newReplica, @Nullable Long newMicros) {
        return new MergeRequest(key, input, newReplica, newMicros, ttl, tags, metadata);
    }

    public MergeRequest with(Input newInput) {
        return new MergeRequest(key, newInput, replica, micros, ttl, tags, metadata);
    }

    public MergeRequest living(Ttl newTtl) {
        return new MergeRequest(key, input, replica, micros, newTtl, tags, metadata);
    }

    public MergeRequest tagged(@Nullable Tags newTags) {
        return new MergeRequest(key, input, replica, micros, ttl, newTags, metadata);
    }

    /** What comes in, with its stamp. */
    public Incoming incoming(@Nullable Current current, Instant now) {
        var stamp = new Stamp(time(current, micros(now)), replica);
        return switch (input) {
            case Input.Value value ->
                new Incoming.Value(value.value(), stamp, value.sequence(), value.context(), value.base());
            case Input.State state -> new Incoming.State(state.encoded(), stamp);
        };
    }

    private long time(@Nullable Current current, long now) {
        if (micros == null) {
            return current == null ? now : Math.max(now, current.stamp().micros() + 1);
        }
        if (micros < 0 || micros > now + MAX_AHEAD.toNanos() / 1_000) {
            throw MemoryException.invalid(
                    "writtenAt", micros + " µs", "microseconds since 1970, at most a day ahead of the server's clock");
        }
        return micros;
    }

    /** A moment in microseconds since 1970. */
    public static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
