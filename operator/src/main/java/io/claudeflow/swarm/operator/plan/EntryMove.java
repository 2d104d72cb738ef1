package io.claudeflow.swarm.operator.plan;

import java.util.Optional;

/** What to do about a declared entry. Pure. */
public sealed interface EntryMove {

    /** Nothing: it is as declared. */
    record Keep(String tag) implements EntryMove {}

    /** Write it; there is none. */
    record Create() implements EntryMove {}

    /** Write it over the entry with the etag. */
    record Replace(String tag) implements EntryMove {}

    /** Take it away, its time is over. */
    record Remove(String tag) implements EntryMove {}

    /** Nothing any more: its time is over. */
    record Rest() implements EntryMove {}

    /** Leave the entry with the etag alone; {@code holder} says whose it is. */
    record Yield(String tag, String holder) implements EntryMove {}

    /**
     * Decides. An entry belongs to the resource it names; one that names none belongs to the resource that wrote the
     * key before, because whoever writes an entry anew takes the name away; otherwise to somebody else.
     */
    static EntryMove of(EntryFacts facts) {
        if (facts.seen().isEmpty()) {
            return facts.over() ? new Rest() : new Create();
        }
        var seen = facts.seen().get();
        var stranger = stranger(facts, seen);
        if (facts.over()) {
            return stranger.isPresent() || !facts.held() ? new Rest() : new Remove(seen.tag());
        }
        if (stranger.isPresent()) {
            return new Yield(seen.tag(), stranger.get());
        }
        return seen.same() ? new Keep(seen.tag()) : new Replace(seen.tag());
    }

    /** Whether the entry may be removed together with the resource. */
    static boolean removable(EntryFacts facts) {
        return facts.seen()
                .filter(seen -> seen.owner().map(facts.self()::equals).orElse(facts.held()))
                .isPresent();
    }

    private static Optional<String> stranger(EntryFacts facts, EntryFacts.Seen seen) {
        if (seen.owner().isPresent()) {
            var owner = seen.owner().get();
            return owner.equals(facts.self()) || (facts.adopt() && !seen.ownerLives())
                    ? Optional.empty()
                    : Optional.of("SwarmMemory " + owner);
        }
        return facts.held() || facts.adopt() ? Optional.empty() : Optional.of("somebody who is no SwarmMemory");
    }
}
