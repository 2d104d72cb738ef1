package io.claudeflow.swarm.operator.memoryaccess;

import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import java.time.Instant;
import java.util.Optional;

/** The way into the memory of a store. */
public sealed interface Door {

    /** There is no store of that name. */
    record NoStore() implements Door {}

    /**
     * The store takes no requests now.
     *
     * @param leaving whether it is being deleted
     * @param since when that began; empty if it has not been noticed yet
     */
    record Closed(String why, boolean leaving, Optional<Instant> since) implements Door {}

    /** It takes requests. */
    record Open(Place place, boolean leaving) implements Door {}
}
