package io.claudeflow.swarm.operator.memoryentry;

import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.memoryaccess.Door;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Changed;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.EntryName;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Got;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Later;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Refused;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Reply;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenEntry;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Silent;
import io.claudeflow.swarm.operator.plan.EntryFacts;
import io.claudeflow.swarm.operator.plan.EntryMove;
import io.claudeflow.swarm.operator.plan.Marks;
import io.claudeflow.swarm.operator.reading.EntryReader;
import io.claudeflow.swarm.operator.resource.EntryResource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes the entry of a resource that goes out of its memory, and always comes to an end. */
final class EntryRemoval {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ObjectApplier applier;
    private final StoreDirectory stores;
    private final MemoryContents contents;
    private final Events events;
    private final Clock clock;

    EntryRemoval(ObjectApplier applier, StoreDirectory stores, MemoryContents contents, Events events, Clock clock) {
        this.applier = applier;
        this.stores = stores;
        this.contents = contents;
        this.events = events;
        this.clock = clock;
    }

    /** Whether the resource may go. */
    boolean finished(EntryResource entry) {
        return switch (stores.find(entry.getMetadata().getNamespace(), EntryReader.store(entry))) {
            case Door.NoStore() -> left(entry, "there is no such store any more");
            case Door.Closed(var why, var leaving, var _) ->
                leaving ? left(entry, "the store is being deleted") : waitedEnough(entry, why);
            case Door.Open(var place, var leaving) ->
                removed(entry, place) || (leaving && left(entry, "the store is being deleted"));
        };
    }

    private boolean removed(EntryResource entry, Place place) {
        var outline = EntryReader.outline(entry);
        if (outline.key() == null) {
            return true;
        }
        var name = new EntryName(Optional.ofNullable(outline.namespace()).orElse("default"), outline.key());
        return ended(entry, contents.entry(place, name), seen -> {
            if (!EntryMove.removable(facts(entry, seen))) {
                return true;
            }
            return ended(entry, contents.remove(place, name, seen.orElseThrow().tag()), _ -> {
                events.tell(
                        entry,
                        EventReason.ENTRY_REMOVED,
                        "Entry " + name.namespace() + "/" + name.key() + " was removed from SwarmMemoryStore "
                                + EntryReader.store(entry) + ".");
                return true;
            });
        });
    }

    private static EntryFacts facts(EntryResource entry, Optional<SeenEntry> seen) {
        var metadata = entry.getMetadata();
        return new EntryFacts(
                seen.map(found -> new EntryFacts.Seen(found.tag(), false, Owner.resource(found), true)),
                EntryReader.status(entry).writtenAt() != null,
                false,
                Optional.empty(),
                Instant.EPOCH,
                Marks.resource(metadata.getNamespace(), metadata.getName()));
    }

    /** What follows a good answer. */
    @FunctionalInterface
    private interface Next<T> {
        boolean after(T value);
    }

    private <T> boolean ended(EntryResource entry, Reply<T> reply, Next<T> next) {
        return switch (reply) {
            case Got<T>(var value) -> next.after(value);
            case Changed<T> _ -> false;
            case Later<T>() -> false;
            case Refused<T>(var message) -> left(entry, message);
            case Silent<T>(var problem, var _) -> waitedEnough(entry, problem);
        };
    }

    private boolean waitedEnough(EntryResource entry, String why) {
        var deleted = Instant.parse(entry.getMetadata().getDeletionTimestamp());
        return (!clock.instant().isBefore(deleted.plus(PATIENCE))
                        || applier.namespaceEnds(entry.getMetadata().getNamespace()))
                && left(entry, why);
    }

    /** The resource goes without its entry; people are told if there may be one. */
    private boolean left(EntryResource entry, String why) {
        if (EntryReader.status(entry).writtenAt() != null) {
            events.tell(
                    entry,
                    EventReason.ENTRY_LEFT,
                    "The entry was not removed from SwarmMemoryStore " + EntryReader.store(entry) + ": " + why
                            + ". Wherever the data is, the entry still is in it.");
        }
        return true;
    }
}
