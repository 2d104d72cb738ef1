package io.claudeflow.swarm.memory.merge;

import io.claudeflow.swarm.memory.crdt.CrdtCodec;
import io.claudeflow.swarm.memory.crdt.LwwRegister;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.ThreeWayMerge;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strategies that keep nothing but the value. */
final class ValueMerges {
    private ValueMerges() {}

    static MergeOutcome lastWriterWins(@Nullable Current current, Incoming incoming) {
        var theirs = register(incoming);
        if (current == null) {
            return new MergeOutcome.Merged(theirs.value(), theirs.stamp(), null, true);
        }
        var ours = new LwwRegister(current.value(), current.stamp());
        var winner = ours.merge(theirs);
        return new MergeOutcome.Merged(winner.value(), winner.stamp(), null, !winner.equals(ours));
    }

    /** Seed 003's "merge changes": member by member; what both sides changed goes to the manual queue. */
    static MergeOutcome threeWay(@Nullable Current current, Incoming incoming) {
        var theirs = value(incoming);
        if (current == null) {
            return new MergeOutcome.Merged(theirs.value(), theirs.stamp(), null, true);
        }
        return switch (ThreeWayMerge.merge(theirs.base(), current.value(), theirs.value())) {
            case ThreeWayMerge.Result.Merged merged ->
                new MergeOutcome.Merged(
                        merged.document(),
                        newer(current.stamp(), theirs.stamp()),
                        null,
                        !merged.document().equals(current.value()));
            case ThreeWayMerge.Result.Conflicting conflict ->
                new MergeOutcome.Conflict(current.value(), theirs.value(), theirs.base(), conflict.pointers());
        };
    }

    /** Seed 003's "manual resolution": whatever differs waits for a decision. */
    static MergeOutcome manual(@Nullable Current current, Incoming incoming) {
        var theirs = value(incoming);
        if (current == null || current.value().equals(theirs.value())) {
            var stamp = current == null ? theirs.stamp() : newer(current.stamp(), theirs.stamp());
            return new MergeOutcome.Merged(theirs.value(), stamp, null, current == null);
        }
        return new MergeOutcome.Conflict(current.value(), theirs.value(), theirs.base(), List.of(""));
    }

    static Stamp newer(Stamp left, Stamp right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    private static LwwRegister register(Incoming incoming) {
        return switch (incoming) {
            case Incoming.Value value -> new LwwRegister(value.value(), value.stamp());
            case Incoming.State state -> {
                if (CrdtCodec.decode("state", state.encoded()) instanceof LwwRegister register) {
                    yield register;
                }
                throw MemoryException.invalid("state.type", "another type", "lww-register");
            }
        };
    }

    private static Incoming.Value value(Incoming incoming) {
        if (incoming instanceof Incoming.Value value) {
            return value;
        }
        throw MemoryException.invalid("state", "a state", "a value: this key's policy keeps no replicated state");
    }
}
