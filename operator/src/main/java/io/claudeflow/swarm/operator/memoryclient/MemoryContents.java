package io.claudeflow.swarm.operator.memoryclient;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Entries and tasks in the memory of a store. No call takes longer than a few seconds, none is repeated here. Nothing
 * of it counts as an agent's read but {@link #entry}. Implementations are thread-safe.
 */
public interface MemoryContents {

    /**
     * Where to ask.
     *
     * @param host address of the pod
     * @param swarm the swarm whose memory it is
     */
    record Place(String host, String swarm) {}

    /** What came back. */
    sealed interface Reply<T> {
        /** What follows when it was done; anything else stays what it is. */
        default <B> Reply<B> then(Function<T, Reply<B>> next) {
            return switch (this) {
                case Got<T>(var value) -> next.apply(value);
                case Refused<T>(var message) -> new Refused<>(message);
                case Changed<T>(var message) -> new Changed<>(message);
                case Silent<T>(var problem, var reached) -> new Silent<>(problem, reached);
                case Later<T>() -> new Later<>();
            };
        }
    }

    /** The service did it. */
    record Got<T>(T value) implements Reply<T> {}

    /** The service refused it and would again; {@code message} is its own. */
    record Refused<T>(String message) implements Reply<T> {}

    /** It is not as the caller expected: another etag, an id that is in use, a claim that has moved on. */
    record Changed<T>(String message) implements Reply<T> {}

    /**
     * The service did not answer in time, or asks for patience.
     *
     * @param reached whether anything came back at all
     */
    record Silent<T>(String problem, boolean reached) implements Reply<T> {}

    /** It was not asked: too many are being asked at this moment. */
    record Later<T>() implements Reply<T> {}

    /** Where an entry lies. */
    record EntryName(String namespace, String key) {}

    /**
     * What an entry holds.
     *
     * @param encoding json, text or bytes
     * @param value as JSON text: any value, a text, or bytes in base64
     */
    record EntryContent(String encoding, String value, List<String> tags, JsonNode metadata) {}

    /**
     * An entry that is there.
     *
     * @param tag its etag
     * @param content empty when it is larger than anything a resource declares
     */
    record SeenEntry(
            String tag, Optional<SeenContent> content, Optional<Instant> expiresAt, Instant updatedAt, long bytes) {}

    /** What an entry that is there holds; {@code value} is a JSON text for text and bytes. */
    record SeenContent(String encoding, JsonNode value, List<String> tags, JsonNode metadata) {}

    /** An entry was written. */
    record WrittenEntry(String tag, Instant at, Optional<Instant> expiresAt) {}

    /** How long an entry lives. */
    sealed interface Lifetime {}

    /** As the memory's policy for the key says. */
    record ByPolicy() implements Lifetime {}

    /** For ever. */
    record Permanent() implements Lifetime {}

    /** So many seconds from now. */
    record Seconds(long seconds) implements Lifetime {}

    /** Until a moment. */
    record Until(Instant moment) implements Lifetime {}

    /** The etag of an entry. */
    Reply<Optional<String>> tag(Place place, EntryName name);

    /** An entry. */
    Reply<Optional<SeenEntry>> entry(Place place, EntryName name);

    /** Writes an entry if the present one has the etag {@code expected}; empty: if there is none. */
    Reply<WrittenEntry> write(
            Place place, EntryName name, EntryContent content, Lifetime lifetime, Optional<String> expected);

    /** Removes an entry if it has the etag. */
    Reply<Boolean> remove(Place place, EntryName name, String tag);

    /**
     * What the author of a task says of it.
     *
     * @param priority critical, high, medium or low
     */
    record TaskContent(String id, String description, String priority, List<String> dependencies, JsonNode metadata) {}

    /**
     * A task that is there.
     *
     * @param status pending, assigned, in_progress, blocked, completed, failed or cancelled
     * @param agent who holds it
     * @param fence the token of the claim
     * @param result any JSON value
     * @param progress the data of the last report, any JSON value
     */
    record SeenTask(
            TaskContent content,
            String status,
            Optional<String> agent,
            Optional<String> fence,
            long attempts,
            Optional<JsonNode> result,
            Optional<JsonNode> progress,
            Optional<Instant> completedAt) {}

    /** A task. */
    Reply<Optional<SeenTask>> task(Place place, String id);

    /** Makes a task; {@link Changed} when the id is in use. */
    Reply<SeenTask> create(Place place, TaskContent content);

    /** Replaces what its author says of a task; what became of it stays. */
    Reply<SeenTask> redefine(Place place, TaskContent content);

    /** Gives a task up; {@code fence} is the token of the claim it is under. */
    Reply<SeenTask> cancel(Place place, String id, Optional<String> fence);
}
