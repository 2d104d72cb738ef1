package io.claudeflow.swarm.operator.memoryentry;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStatus;
import io.claudeflow.swarm.operator.event.EventReason;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.memoryaccess.Door;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.ByPolicy;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Changed;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.EntryName;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Got;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Later;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Lifetime;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Permanent;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Refused;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Reply;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Seconds;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenEntry;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Silent;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Until;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.WrittenEntry;
import io.claudeflow.swarm.operator.plan.EntryFacts;
import io.claudeflow.swarm.operator.plan.EntryMove;
import io.claudeflow.swarm.operator.plan.Marks;
import io.claudeflow.swarm.operator.reading.EntryReader;
import io.claudeflow.swarm.operator.resource.EntryResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at one entry: at rest a question after its etag; otherwise it is compared and written, removed or left. */
final class EntryWork {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration WHILE_WAITING = Duration.ofSeconds(10);
    private static final Duration WHILE_CONTESTED = Duration.ofSeconds(30);
    private static final Duration FOR_EVER = Duration.ofHours(24);
    /** For so long an entry counts as being there while its store is silent. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ObjectApplier applier;
    private final StoreDirectory stores;
    private final MemoryContents contents;
    private final PrimaryIndex<EntryResource> entries;
    private final Events events;
    private final Duration interval;
    private final Clock clock;

    EntryWork(
            ObjectApplier applier,
            StoreDirectory stores,
            MemoryContents contents,
            PrimaryIndex<EntryResource> entries,
            Events events,
            Duration interval,
            Clock clock) {
        this.applier = applier;
        this.stores = stores;
        this.contents = contents;
        this.entries = entries;
        this.events = events;
        this.interval = interval;
        this.clock = clock;
    }

    /** The status after a look, and when the next one is due. */
    record Pass(SwarmMemoryStatus status, Duration again) {}

    /** What a look is about. */
    private record Look(
            EntryResource entry, SwarmMemoryStatus previous, EntryOutcome outcome, String store, Instant now) {
        /** Whether the present spec was followed before, with {@code reason} as what came of it. */
        boolean followed(Reason reason) {
            return Conditions.find(previous.conditions(), ConditionType.SYNCED)
                    .filter(condition -> reason.wire().equals(condition.reason()))
                    .map(Condition::observedGeneration)
                    .filter(entry.getMetadata().getGeneration()::equals)
                    .isPresent();
        }

        String self() {
            return Marks.resource(
                    entry.getMetadata().getNamespace(), entry.getMetadata().getName());
        }
    }

    Pass pass(EntryResource entry) {
        var now = clock.instant();
        var store = EntryReader.store(entry);
        var look = new Look(entry, EntryReader.status(entry), new EntryOutcome(entry, store, now), store, now);
        if (look.followed(Reason.EXPIRED)) {
            return new Pass(look.previous(), FOR_EVER);
        }
        return switch (stores.find(entry.getMetadata().getNamespace(), store)) {
            case Door.NoStore() -> new Pass(look.outcome().noStore(), WHILE_WAITING);
            case Door.Closed(var why, var leaving, var since) -> {
                var soon = since.map(begin -> begin.plus(PATIENCE).isAfter(now)).orElse(true);
                yield soon && !leaving
                        ? waiting(look, why)
                        : new Pass(look.outcome().storeNotReady(why), WHILE_WAITING);
            }
            case Door.Open(var place, var _) -> look(look, place);
        };
    }

    /** What was true a moment ago is not taken back at once: pods restart. */
    private static Pass waiting(Look look, String why) {
        return new Pass(
                look.followed(Reason.SYNCED) ? look.previous() : look.outcome().storeNotReady(why), WHILE_WAITING);
    }

    private Pass look(Look look, Place place) {
        var known = look.previous().etag();
        var outline = EntryReader.outline(look.entry());
        // With adopt it matters too whether the holder is still there.
        var settled = look.followed(Reason.SYNCED)
                || (look.followed(Reason.CONFLICT) && !Boolean.TRUE.equals(outline.adopt()));
        if (known != null && settled) {
            var name = new EntryName(
                    Optional.ofNullable(outline.namespace()).orElse("default"),
                    Optional.ofNullable(outline.key()).orElse(""));
            switch (contents.tag(place, name)) {
                case Got<Optional<String>>(var tag) -> {
                    if (tag.filter(known::equals).isPresent()) {
                        return next(look, look.previous());
                    }
                }
                case Refused<Optional<String>>(var message) -> {
                    return next(look, look.outcome().refused(message));
                }
                case Changed<Optional<String>> _ -> {
                    return new Pass(look.previous(), AT_ONCE);
                }
                case Later<Optional<String>>() -> {
                    return new Pass(look.previous(), AT_ONCE);
                }
                case Silent<Optional<String>>(var problem, var _) -> {
                    return waiting(look, problem);
                }
            }
        }
        var metadata = look.entry().getMetadata();
        var spec = applier.wholeSpec(look.entry());
        if (spec.isEmpty()) {
            return new Pass(look.previous(), WHILE_WAITING);
        }
        return switch (Declared.read(spec.get(), metadata.getNamespace(), metadata.getName(), metadata.getUid())) {
            case Declared.Unfit(var why) -> new Pass(look.outcome().invalid(why), FOR_EVER);
            case Declared.Fit(var declared) ->
                settle(look, contents.entry(place, declared.name()), seen -> compare(look, place, declared, seen));
        };
    }

    /** The interface of what follows a good answer. */
    @FunctionalInterface
    private interface Next<T> {
        Pass after(T value);
    }

    private <T> Pass settle(Look look, Reply<T> reply, Next<T> next) {
        return switch (reply) {
            case Got<T>(var value) -> next.after(value);
            case Refused<T>(var message) -> next(look, look.outcome().refused(message));
            case Changed<T> _ -> new Pass(look.previous(), AT_ONCE);
            case Later<T>() -> new Pass(look.previous(), AT_ONCE);
            case Silent<T>(var problem, var _) -> waiting(look, problem);
        };
    }

    private Pass compare(Look look, Place place, Declared declared, Optional<SeenEntry> seen) {
        var uid = look.entry().getMetadata().getUid();
        // The operator may have ended between writing the entry and writing that down.
        var unnoted = look.previous().writtenAt() == null
                ? seen.filter(entry -> Owner.uid(entry).filter(uid::equals).isPresent())
                : Optional.<SeenEntry>empty();
        var writtenAt = unnoted.map(SeenEntry::updatedAt)
                .or(() -> Optional.ofNullable(look.previous().writtenAt()).map(Instant::parse));
        var noted = unnoted.flatMap(SeenEntry::expiresAt)
                .or(() -> Optional.ofNullable(look.previous().expiresAt()).map(Instant::parse));
        var ends = ends(declared.ttl(), writtenAt, noted);
        var lifetime = lifetime(declared.ttl(), ends);
        var facts = new EntryFacts(
                seen.map(entry -> new EntryFacts.Seen(
                        entry.tag(),
                        entry.content().filter(declared::equalTo).isPresent() && endsAlike(declared, ends, entry),
                        Owner.resource(entry),
                        Owner.resource(entry).filter(this::lives).isPresent())),
                writtenAt.isPresent(),
                declared.adopt(),
                ends,
                look.now(),
                look.self());
        return switch (EntryMove.of(facts)) {
            case EntryMove.Keep keep -> next(look, look.outcome().kept(declared, seen.orElseThrow()));
            case EntryMove.Create() -> write(look, place, declared, lifetime, Optional.empty());
            case EntryMove.Replace(var tag) -> write(look, place, declared, lifetime, Optional.of(tag));
            case EntryMove.Yield(var tag, var holder) ->
                new Pass(look.outcome().conflict(declared, tag, holder), shorter(interval, WHILE_CONTESTED));
            case EntryMove.Rest() -> expired(look);
            case EntryMove.Remove(var tag) ->
                settle(look, contents.remove(place, declared.name(), tag), _ -> expired(look));
        };
    }

    private Pass expired(Look look) {
        events.tell(look.entry(), EventReason.ENTRY_EXPIRED, "The lifetime of the entry has ended.");
        return new Pass(look.outcome().expired(), FOR_EVER);
    }

    private Pass write(Look look, Place place, Declared declared, Lifetime lifetime, Optional<String> expected) {
        var reply = contents.write(place, declared.name(), declared.content(), lifetime, expected);
        return settle(look, reply, written -> {
            tell(look, declared, written, expected);
            return next(look, look.outcome().written(declared, written));
        });
    }

    private void tell(Look look, Declared declared, WrittenEntry written, Optional<String> expected) {
        var place = declared.name().namespace() + "/" + declared.name().key();
        if (look.followed(Reason.SYNCED)) {
            events.tell(
                    look.entry(),
                    EventReason.ENTRY_REPAIRED,
                    "Entry " + place + (expected.isPresent() ? " was changed" : " was removed")
                            + " by somebody else; it is as declared again.");
        } else {
            events.tell(
                    look.entry(),
                    EventReason.ENTRY_WRITTEN,
                    "Entry " + place + " was written (" + written.tag() + ").");
        }
    }

    private boolean lives(String resource) {
        var slash = resource.indexOf('/');
        return slash > 0
                && entries.get(resource.substring(0, slash), resource.substring(slash + 1))
                        .isPresent();
    }

    private static boolean endsAlike(Declared declared, Optional<Instant> ends, SeenEntry seen) {
        if (declared.ttl() == null && ends.isEmpty()) {
            return true;
        }
        return ends.map(end -> seen.expiresAt()
                        .filter(actual -> Duration.between(actual, end).abs().compareTo(Duration.ofSeconds(2)) <= 0)
                        .isPresent())
                .orElseGet(() -> seen.expiresAt().isEmpty());
    }

    /** The moment counts from the first write; before that it is not known. */
    private static Optional<Instant> ends(@Nullable Long ttl, Optional<Instant> writtenAt, Optional<Instant> noted) {
        if (ttl == null) {
            return noted;
        }
        return ttl == 0 ? Optional.empty() : writtenAt.map(begin -> begin.plusSeconds(ttl));
    }

    private static Lifetime lifetime(@Nullable Long ttl, Optional<Instant> ends) {
        if (ends.isPresent()) {
            return new Until(ends.get());
        }
        if (ttl == null) {
            return new ByPolicy();
        }
        return ttl == 0 ? new Permanent() : new Seconds(ttl);
    }

    private Pass next(Look look, SwarmMemoryStatus status) {
        var untilEnd = Optional.ofNullable(status.expiresAt())
                .map(end -> Duration.between(look.now(), Instant.parse(end)).plusSeconds(1))
                .filter(wait -> wait.compareTo(interval) < 0)
                .orElse(interval);
        return new Pass(status, untilEnd.compareTo(AT_ONCE) < 0 ? AT_ONCE : untilEnd);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
