package io.claudeflow.swarm.operator.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known when a declared entry is looked at.
 *
 * @param seen the entry of that key that is in the memory
 * @param held whether it was written for this resource before
 * @param adopt whether an entry that was written for no resource may be taken over
 * @param ends from when on the entry is to be absent
 * @param self the resource, as entries name it
 */
public record EntryFacts(
        Optional<Seen> seen, boolean held, boolean adopt, Optional<Instant> ends, Instant now, String self) {
    /** The clocks of the memory and of the operator may differ by so much. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    /**
     * The entry that is there.
     *
     * @param tag its etag
     * @param same whether it is what is declared
     * @param owner the resource it names as the one it was written for
     * @param ownerLives whether that resource is still there
     */
    public record Seen(String tag, boolean same, Optional<String> owner, boolean ownerLives) {}

    /** Whether its time is over. */
    boolean over() {
        return ends.filter(end -> !end.isAfter(now.plus(CLOCKS))).isPresent();
    }
}
