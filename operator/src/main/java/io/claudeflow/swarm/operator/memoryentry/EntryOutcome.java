package io.claudeflow.swarm.operator.memoryentry;

import io.claudeflow.swarm.crd.v1alpha1.SwarmMemorySpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStatus;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenEntry;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.WrittenEntry;
import io.claudeflow.swarm.operator.reading.EntryReader;
import io.claudeflow.swarm.operator.resource.EntryResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.claudeflow.swarm.operator.status.Rounded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what became of an entry to the status of its resource. Pure but for the time it is given. */
final class EntryOutcome {
    private final SwarmMemoryStatus previous;
    private final SwarmMemorySpec outline;
    private final Long generation;
    private final String store;
    private final Instant now;

    EntryOutcome(EntryResource entry, String store, Instant now) {
        this.previous = EntryReader.status(entry);
        this.outline = EntryReader.outline(entry);
        this.generation = entry.getMetadata().getGeneration();
        this.store = store;
        this.now = now;
    }

    /** The entry that was there is as declared. */
    SwarmMemoryStatus kept(Declared declared, SeenEntry seen) {
        return synced(declared, seen.tag(), seen.updatedAt(), seen.expiresAt());
    }

    /** It was written. */
    SwarmMemoryStatus written(Declared declared, WrittenEntry written) {
        return synced(declared, written.tag(), written.at(), written.expiresAt());
    }

    private SwarmMemoryStatus synced(Declared declared, String tag, Instant at, Optional<Instant> ends) {
        var message = "Entry " + place(declared) + " is in the memory as declared.";
        return status(
                List.of(
                        Finding.yes(ConditionType.READY, Reason.SYNCED, message),
                        Finding.yes(ConditionType.SYNCED, Reason.SYNCED, message)),
                tag,
                previous.writtenAt() == null ? moment(at) : previous.writtenAt(),
                ends.map(EntryOutcome::moment).orElse(null),
                declared.bytes());
    }

    /** Its time is over. */
    SwarmMemoryStatus expired() {
        var message = "The lifetime of the entry has ended"
                + Optional.ofNullable(previous.expiresAt())
                        .map(end -> " (" + end + ")")
                        .orElse("")
                + "; it is not written again. Change spec.ttl or create another SwarmMemory to have it back.";
        return status(
                List.of(
                        Finding.no(ConditionType.READY, Reason.EXPIRED, message),
                        Finding.yes(ConditionType.SYNCED, Reason.EXPIRED, message)),
                null,
                previous.writtenAt(),
                previous.expiresAt(),
                previous.sizeBytes());
    }

    /** The entry of that key belongs to somebody else. */
    SwarmMemoryStatus conflict(Declared declared, String tag, String holder) {
        var message = "Entry " + place(declared) + " (" + tag + ") was written by " + holder
                + " (expected: none, or this resource's own). It was left alone. Choose another key, remove it, or set"
                + " spec.adopt: true to take over what no SwarmMemory declares.";
        return status(no(Reason.CONFLICT, message), tag, null, null, null);
    }

    /** The memory does not take it. */
    SwarmMemoryStatus refused(String why) {
        return unfinished(Reason.REFUSED, "The memory of SwarmMemoryStore " + store + " refused the entry: " + why);
    }

    /** The spec cannot be followed. */
    SwarmMemoryStatus invalid(String why) {
        return unfinished(Reason.INVALID_SPEC, why);
    }

    SwarmMemoryStatus noStore() {
        return unfinished(
                Reason.STORE_NOT_FOUND,
                (outline.clusterRef() == null ? "spec.storeRef.name" : "spec.clusterRef") + ": there is no"
                        + " SwarmMemoryStore " + store
                        + " in this namespace (expected: one). The entry is written when it appears.");
    }

    SwarmMemoryStatus storeNotReady(String why) {
        return unfinished(
                Reason.STORE_NOT_READY,
                "SwarmMemoryStore " + store + " takes no requests, the entry waits for it: " + why);
    }

    private SwarmMemoryStatus unfinished(Reason reason, String message) {
        return status(
                no(reason, message), previous.etag(), previous.writtenAt(), previous.expiresAt(), previous.sizeBytes());
    }

    private static List<Finding> no(Reason reason, String message) {
        return List.of(
                Finding.no(ConditionType.READY, reason, message), Finding.no(ConditionType.SYNCED, reason, message));
    }

    private SwarmMemoryStatus status(
            List<Finding> findings,
            @Nullable String tag,
            @Nullable String writtenAt,
            @Nullable String expiresAt,
            @Nullable Long bytes) {
        var all = new ArrayList<>(findings);
        ignored().ifPresent(all::add);
        return new SwarmMemoryStatus(
                generation,
                Conditions.of(previous.conditions(), all, generation, now),
                store.isEmpty() ? null : store,
                tag,
                writtenAt,
                expiresAt,
                bytes,
                bytes == null ? null : Rounded.size(bytes));
    }

    private Optional<Finding> ignored() {
        var fields = new ArrayList<String>();
        if (outline.accessPattern() != null) {
            fields.add("spec.accessPattern");
        }
        if (Boolean.TRUE.equals(outline.compression())) {
            fields.add("spec.compression");
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.yes(
                        ConditionType.SETTINGS_IGNORED,
                        Reason.NOT_ACTED_ON,
                        "Accepted and kept, but not acted on: " + String.join(", ", fields) + "."));
    }

    private String place(Declared declared) {
        return declared.name().namespace() + "/" + declared.name().key() + " of SwarmMemoryStore " + store;
    }

    private static String moment(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
