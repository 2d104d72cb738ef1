package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.CausalContext;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import org.jspecify.annotations.Nullable;

/** What is merged into a key. */
public sealed interface Incoming {
    /** When and by whom it was written. */
    Stamp stamp();

    /**
     * A value or an operation, as the strategy reads it.
     *
     * @param sequence the writer's own number of this operation, so that a repetition counts once; null lets the server
     *     take the next one, and then every call counts
     * @param context what the writer had read, for multi-value and OR-Set
     * @param base what the writer's value grew from, for the merge of objects; null when unknown
     */
    record Value(
            Document value,
            Stamp stamp,
            @Nullable Long sequence,
            CausalContext context,
            @Nullable Document base) implements Incoming {
        /** A value with nothing but its stamp. */
        public static Value of(Document value, Stamp stamp) {
            return new Value(value, stamp, null, CausalContext.EMPTY, null);
        }

        public Value numbered(long newSequence) {
            return new Value(value, stamp, newSequence, context, base);
        }

        public Value knowing(CausalContext newContext) {
            return new Value(value, stamp, sequence, newContext, base);
        }

        public Value basedOn(Document newBase) {
            return new Value(value, stamp, sequence, context, newBase);
        }
    }

    /** The state of a replica as {@link io.claudeflow.swarm.memory.crdt.CrdtCodec} writes it. */
    record State(Document encoded, Stamp stamp) implements Incoming {}
}
