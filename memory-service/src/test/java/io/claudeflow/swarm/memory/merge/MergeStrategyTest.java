package io.claudeflow.swarm.memory.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.crdt.CausalContext;
import io.claudeflow.swarm.memory.crdt.CrdtCodec;
import io.claudeflow.swarm.memory.crdt.GrowOnlyCounter;
import io.claudeflow.swarm.memory.crdt.MultiValueRegister;
import io.claudeflow.swarm.memory.crdt.ObservedRemoveSet;
import io.claudeflow.swarm.memory.crdt.Stamp;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.merge.MergeOutcome.Conflict;
import io.claudeflow.swarm.memory.merge.MergeOutcome.Merged;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergeStrategyTest {
    private final JacksonDocumentReader reader = new JacksonDocumentReader();

    @Test
    void lastWriterWins_olderOrEqual_changesNothing() {
        var stored = stored("1", 10, "b");
        assertThat(merge(ConflictStrategy.LAST_WRITER_WINS, stored, write("2", 9, "z")))
                .isEqualTo(new Merged(json("1"), new Stamp(10, "b"), null, false));
        assertThat(merge(ConflictStrategy.LAST_WRITER_WINS, stored, write("1", 10, "b")))
                .isEqualTo(new Merged(json("1"), new Stamp(10, "b"), null, false));
        assertThat(merge(ConflictStrategy.LAST_WRITER_WINS, stored, write("2", 10, "c")))
                .isEqualTo(new Merged(json("2"), new Stamp(10, "c"), null, true));
    }

    @Test
    void multiValue_writersWhoDidNotReadEachOther_standSideBySide() {
        var first = merged(ConflictStrategy.MULTI_VALUE, null, write("'x'", 1, "a"));
        var second = merged(ConflictStrategy.MULTI_VALUE, current(first), write("'y'", 2, "b"));
        assertThat(second.value()).isEqualTo(json("'y'"));
        var register = (MultiValueRegister) state(second);
        assertThat(register.newestFirst())
                .extracting(sibling -> sibling.value().toJson())
                .containsExactly("\"y\"", "\"x\"");
        var informed = write("'z'", 3, "a").knowing(register.seen());
        assertThat(((MultiValueRegister) state(merged(ConflictStrategy.MULTI_VALUE, current(second), informed)))
                        .isConflicted())
                .isFalse();
    }

    @Test
    void multiValue_valueStoredBefore_isTheFirstSibling() {
        var outcome = merged(ConflictStrategy.MULTI_VALUE, stored("'x'", 5, "a"), write("'y'", 6, "b"));
        assertThat(((MultiValueRegister) state(outcome)).siblings()).hasSize(2);
    }

    @Test
    void counter_repeatedDelivery_countsOnce() {
        var stored = stored("10", 1, "a");
        var once = merged(ConflictStrategy.COUNTER, stored, write("5", 2, "b").numbered(1));
        var twice = merged(
                ConflictStrategy.COUNTER, current(once), write("5", 2, "b").numbered(1));
        assertThat(once.value().toJson()).isEqualTo("15");
        assertThat(twice.changed()).isFalse();
        assertThat(twice.value().toJson()).isEqualTo("15");
        var unnumbered = merged(ConflictStrategy.COUNTER, current(twice), write("0.5", 3, "b"));
        assertThat(unnumbered.value().toJson()).isEqualTo("15.5");
    }

    @Test
    void counter_noNumber_fallsBackToTheNewerWrite() {
        var counting = merged(ConflictStrategy.COUNTER, stored("10", 5, "a"), write("1", 6, "a"));
        var text = merged(ConflictStrategy.COUNTER, current(counting), write("'off'", 7, "a"));
        assertThat(text.value()).isEqualTo(json("'off'"));
        assertThat(merged(ConflictStrategy.COUNTER, current(counting), write("'old'", 4, "a"))
                        .changed())
                .isFalse();
        assertThat(merged(ConflictStrategy.COUNTER, current(text), write("3", 6, "b"))
                        .changed())
                .isFalse();
        assertThat(merged(ConflictStrategy.COUNTER, current(text), write("3", 8, "b"))
                        .value()
                        .toJson())
                .isEqualTo("3");
    }

    @Test
    void growOnlyCounter_runningTotals_addUpOverWriters() {
        var a = merged(ConflictStrategy.GROW_ONLY_COUNTER, null, write("3", 1, "a"));
        var b = merged(ConflictStrategy.GROW_ONLY_COUNTER, current(a), write("4", 1, "b"));
        var again = merged(ConflictStrategy.GROW_ONLY_COUNTER, current(b), write("2", 2, "a"));
        assertThat(b.value().toJson()).isEqualTo("7");
        assertThat(again.changed()).isFalse();
        var state = new Incoming.State(CrdtCodec.encode(GrowOnlyCounter.EMPTY.increment("c", 10)), new Stamp(3, "c"));
        assertThat(merged(ConflictStrategy.GROW_ONLY_COUNTER, current(b), state)
                        .value()
                        .toJson())
                .isEqualTo("17");
        assertThatThrownBy(() -> merged(ConflictStrategy.COUNTER, null, state))
                .isInstanceOf(MemoryException.class)
                .hasMessageStartingWith("state.type: GrowOnlyCounter");
    }

    @Test
    void positiveNegativeCounter_totalsOfBothDirections_giveTheDifference() {
        var a = merged(ConflictStrategy.POSITIVE_NEGATIVE_COUNTER, stored("10", 1, "s"), write("{'added':3}", 2, "a"));
        var b = merged(ConflictStrategy.POSITIVE_NEGATIVE_COUNTER, current(a), write("{'removed':20}", 3, "b"));
        assertThat(b.value().toJson()).isEqualTo("-7");
    }

    @Test
    void observedRemoveSet_removalThatDidNotSeeTheAddition_leavesIt() {
        var first =
                merged(ConflictStrategy.OBSERVED_REMOVE_SET, stored("['x']", 1, "s"), write("{'add':['y']}", 2, "a"));
        var seen = ((ObservedRemoveSet) state(first)).seen();
        var second = merged(ConflictStrategy.OBSERVED_REMOVE_SET, current(first), write("{'add':['y','z']}", 3, "b"));
        var blind = write("{'remove':['x','y']}", 4, "a").knowing(seen);
        assertThat(merged(ConflictStrategy.OBSERVED_REMOVE_SET, current(second), blind)
                        .value()
                        .toJson())
                .isEqualTo("[\"y\",\"z\"]");
        var informed = write("{'remove':['y']}", 4, "a");
        assertThat(merged(ConflictStrategy.OBSERVED_REMOVE_SET, current(second), informed)
                        .value()
                        .toJson())
                .isEqualTo("[\"x\",\"z\"]");
    }

    @Test
    void lwwElementSet_newerWins() {
        var first = merged(ConflictStrategy.LAST_WRITER_WINS_ELEMENT_SET, null, write("{'add':['x','y']}", 5, "a"));
        var second = merged(
                ConflictStrategy.LAST_WRITER_WINS_ELEMENT_SET, current(first), write("{'remove':['x']}", 6, "a"));
        var late = merged(
                ConflictStrategy.LAST_WRITER_WINS_ELEMENT_SET,
                current(second),
                write("{'add':['x'],'remove':['y']}", 4, "z"));
        assertThat(late.value().toJson()).isEqualTo("[\"y\"]");
    }

    @Test
    void merge_sameMemberChangedTwice_isQueued() {
        var stored = stored("{'a':1,'b':2}", 5, "a");
        var fits = write("{'a':0,'b':3}", 6, "b").basedOn(json("{'a':0,'b':2}"));
        assertThat(merged(ConflictStrategy.MERGE, stored, fits).value()).isEqualTo(json("{'a':1,'b':3}"));
        var clash = write("{'a':2,'b':2}", 6, "b").basedOn(json("{'a':0,'b':2}"));
        assertThat(merge(ConflictStrategy.MERGE, stored, clash))
                .isEqualTo(new Conflict(
                        json("{'a':1,'b':2}"), json("{'a':2,'b':2}"), json("{'a':0,'b':2}"), List.of("/a")));
    }

    @Test
    void manual_anotherValue_isQueued() {
        var stored = stored("1", 5, "a");
        assertThat(merge(ConflictStrategy.MANUAL, stored, write("2", 6, "b")))
                .isEqualTo(new Conflict(json("1"), json("2"), null, List.of("")));
        assertThat(merged(ConflictStrategy.MANUAL, stored, write("1.0", 6, "b")).changed())
                .isFalse();
        assertThat(merged(ConflictStrategy.MANUAL, null, write("2", 6, "b")).changed())
                .isTrue();
    }

    private MergeOutcome merge(ConflictStrategy strategy, @Nullable Current current, Incoming incoming) {
        return MergeStrategy.of(strategy).merge(current, incoming);
    }

    private Merged merged(ConflictStrategy strategy, @Nullable Current current, Incoming incoming) {
        return (Merged) merge(strategy, current, incoming);
    }

    private static Object state(Merged merged) {
        return Objects.requireNonNull(merged.state());
    }

    private static Current current(Merged merged) {
        return new Current(merged.value(), merged.stamp(), merged.state());
    }

    private Current stored(String value, long micros, String replica) {
        return new Current(json(value), new Stamp(micros, replica), null);
    }

    private Incoming.Value write(String value, long micros, String replica) {
        return new Incoming.Value(json(value), new Stamp(micros, replica), null, CausalContext.EMPTY, null);
    }

    private Document json(String text) {
        return reader.read("value", text.replace('\'', '"'));
    }
}
