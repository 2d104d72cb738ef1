package io.claudeflow.swarm.memory.crdt;

import io.claudeflow.swarm.memory.document.Document;

/**
 * A state of a replicated value. States form a join-semilattice: {@link #merge} is commutative, associative and
 * idempotent, so states may arrive late, twice and in any order, and whoever has seen the same ones has the same value.
 * Immutable. A merge whose result is beyond the bounds of {@link Bounds} fails and changes nothing.
 *
 * @param <S> the type itself
 */
public sealed interface Crdt<S extends Crdt<S>>
        permits LwwRegister,
                MultiValueRegister,
                SumCounter,
                GrowOnlyCounter,
                PositiveNegativeCounter,
                ObservedRemoveSet,
                LwwElementSet {
    /** The least state that holds everything both know. */
    S merge(S other);

    /** What a reader sees. */
    Document value();
}
