package io.claudeflow.swarm.memory.merge;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.crdt.CausalContext;
import io.claudeflow.swarm.memory.crdt.CrdtCodec;
import io.claudeflow.swarm.memory.crdt.GrowOnlyCounter;
import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.merge.MergeRequest.Input;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import io.claudeflow.swarm.memory.policy.KeyPattern;
import io.claudeflow.swarm.memory.policy.Lifetime;
import io.claudeflow.swarm.memory.policy.Policies;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EntryMerges} does: one policy for each strategy, its name the first segment of the key. */
public abstract class EntryMergesContract {
    protected static final long START = MergeRequest.micros(ManualClock.START);

    protected final ManualClock clock = new ManualClock();
    protected Stores stores;

    /** What is tested, and the entries beneath it. */
    public record Stores(EntryStore entries, EntryMerges merges, ConflictQueue conflicts) {}

    protected abstract Stores open(Policies policies);

    @BeforeEach
    void openStores() {
        stores = open(new Policies(Arrays.stream(ConflictStrategy.values())
                .map(strategy -> new RetentionPolicy(
                        new KeyPattern(strategy.wireName() + "/*"),
                        Lifetime.ofSeconds(3600),
                        Cleanup.LAZY,
                        strategy,
                        null,
                        true))
                .toList()));
    }

    @Test
    void lastWriterWins_newerOlderAndRepeatedWrites_endWithTheNewest() {
        var key = key("last-writer-wins/a");
        var first = applied(write(key, "1").by("a", START + 10));
        assertThat(first.changed()).isTrue();
        assertThat(applied(write(key, "2").by("b", START + 5)).changed()).isFalse();
        assertThat(applied(write(key, "1").by("a", START + 10)).entry()).isEqualTo(first.entry());
        var newer = applied(write(key, "3").by("b", START + 11));
        assertThat(newer.entry().version()).isEqualTo(2);
        assertThat(newer.entry().createdAt()).isEqualTo(first.entry().createdAt());
        assertThat(stored(key)).isEqualTo("3");
        assertThat(stores.merges().find(key)).contains(newer.entry());
    }

    @Test
    void writeWithoutATime_isNewerThanWhatIsThere() {
        var key = key("last-writer-wins/a");
        applied(write(key, "1").by("a", START + 3_600_000_000L));
        assertThat(applied(write(key, "2")).changed()).isTrue();
        assertThat(applied(write(key, "3")).changed()).isTrue();
        assertThat(stored(key)).isEqualTo("3");
    }

    @Test
    void writeFromTheFarFuture_isRefused() {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "writtenAt: ",
                () -> stores.merges().merge(write(key("k"), "1").by("a", START + 86_400_000_001L)));
        assertThat(stores.merges().find(key("k"))).isEmpty();
    }

    @Test
    void multiValue_blindWritersStandSideBySide_untilSomebodyWhoReadThemWrites() {
        var key = key("multi-value/a");
        applied(write(key, "'x'").by("a", START + 1));
        var both = applied(write(key, "'y'").by("b", START + 2)).entry();
        assertThat(both.value()).isEqualTo(json("'y'"));
        assertThat(both.conflicting()).extracting(MultiValue::of).containsExactly("\"x\"");
        var informed = applied(write(key, "'z'")
                        .with(new Input.Value(json("'z'"), null, both.context(), null))
                        .by("c", START + 3))
                .entry();
        assertThat(informed.conflicting()).isEmpty();
        assertThat(stored(key)).isEqualTo("\"z\"");
    }

    @Test
    void counter_numberedAdditions_countOnceEach() {
        var key = key("counter/a");
        stores.entries().put(Put.of(key, EntryValue.json("10")));
        applied(numbered(key, "5", 1).by("a", START + 1));
        var again = applied(numbered(key, "5", 1).by("a", START + 1));
        assertThat(again.changed()).isFalse();
        applied(numbered(key, "2.5", 3).by("a", START + 3));
        applied(numbered(key, "-1", 2).by("a", START + 2));
        assertThat(stored(key)).isEqualTo("16.5");
        applied(write(key, "'off'").by("b", START + 1_000_000));
        assertThat(stored(key)).isEqualTo("\"off\"");
    }

    @Test
    void stateOfAnotherReplica_isJoined_onceAndForAll() {
        var key = key("g-counter/a");
        applied(write(key, "3").by("a", START + 1));
        var state = new Input.State(CrdtCodec.encode(GrowOnlyCounter.EMPTY.increment("b", 4)));
        assertThat(applied(write(key, "0").with(state)).changed()).isTrue();
        assertThat(applied(write(key, "0").with(state)).changed()).isFalse();
        assertThat(stored(key)).isEqualTo("7");
    }

    @Test
    void setsAndCounters_takeOperations() {
        applied(write(key("pn-counter/a"), "{'added':9}").by("a", START));
        applied(write(key("pn-counter/a"), "{'removed':2}").by("b", START));
        assertThat(stored(key("pn-counter/a"))).isEqualTo("7");
        applied(write(key("or-set/a"), "{'add':['x','y']}").by("a", START));
        applied(write(key("or-set/a"), "{'remove':['x']}").by("b", START));
        assertThat(stored(key("or-set/a"))).isEqualTo("[\"y\"]");
        applied(write(key("lww-element-set/a"), "{'add':['x']}").by("a", START + 5));
        assertThat(applied(write(key("lww-element-set/a"), "{'remove':['x']}").by("b", START + 4))
                        .entry()
                        .value())
                .isEqualTo(json("['x']"));
    }

    @Test
    void store_replacesTheValueAndForgetsTheState() {
        var key = key("counter/a");
        applied(numbered(key, "5", 1).by("a", START));
        stores.entries().put(Put.of(key, EntryValue.json("100")));
        assertThat(stores.merges().find(key).orElseThrow().state()).isNull();
        applied(numbered(key, "5", 1).by("a", START + 1_000));
        assertThat(stored(key)).isEqualTo("105");
    }

    @Test
    void deletionAndExpiry_forgetTheState() {
        var key = key("counter/a");
        applied(numbered(key, "5", 1).by("a", START));
        stores.entries().delete(new Delete(key, Precondition.NONE));
        assertThat(stores.merges().find(key)).isEmpty();
        applied(numbered(key, "5", 1).by("a", START));
        assertThat(stored(key)).isEqualTo("5");
        clock.advance(Duration.ofHours(1));
        assertThat(stores.merges().find(key)).isEmpty();
        var anew = applied(numbered(key, "5", 1).by("a", START));
        assertThat(anew.entry().version()).isEqualTo(1);
        assertThat(stored(key)).isEqualTo("5");
    }

    @Test
    void lifetimeTagsAndMetadata_areThoseOfTheRequest_orOfTheEntry() {
        var key = key("counter/a");
        applied(write(key, "1").tagged(Tags.of("t")));
        var entry = stores.entries().get(key, ReadMode.UNCOUNTED).orElseThrow();
        assertThat(entry.tags()).isEqualTo(Tags.of("t"));
        assertThat(entry.expiresAt()).isEqualTo(clock.instant().plusSeconds(3600));
        applied(write(key, "1").living(Ttl.PERMANENT));
        entry = stores.entries().get(key, ReadMode.UNCOUNTED).orElseThrow();
        assertThat(entry.tags()).isEqualTo(Tags.of("t"));
        assertThat(entry.expiresAt()).isNull();
        applied(write(key, "1").tagged(Tags.NONE).living(new Ttl.Seconds(5)));
        entry = stores.entries().get(key, ReadMode.UNCOUNTED).orElseThrow();
        assertThat(entry.tags()).isEqualTo(Tags.NONE);
        assertThat(entry.expiresAt()).isEqualTo(clock.instant().plusSeconds(5));
    }

    @Test
    void merge_changesOfDifferentMembers_fitTogether_others_waitForADecision() {
        var key = key("merge/a");
        stores.entries().put(Put.of(key, EntryValue.json("{\"a\":1,\"b\":2}")));
        applied(based(key, "{'a':0,'b':3}", "{'a':0,'b':2}"));
        assertThat(stored(key)).isEqualTo("{\"a\":1,\"b\":3}");
        var clash = based(key, "{'a':9,'b':3}", "{'a':0,'b':3}");
        var queued = queued(clash);
        assertThat(queued.conflict().conflict().pointers()).containsExactly("/a");
        assertThat(queued(clash).conflict()).isEqualTo(queued.conflict());
        assertThat(stores.conflicts().list("s", PageRequest.FIRST).items()).containsExactly(queued.conflict());
        assertThat(stored(key)).isEqualTo("{\"a\":1,\"b\":3}");
    }

    @Test
    void resolve_eachDecision_isStoredAndTheConflictGone() {
        var key = key("manual/a");
        applied(write(key, "'ours'"));
        var theirs = queued(write(key, "'theirs'").by("b", null)).conflict();
        var kept = stores.merges().resolve(resolution(theirs.id(), new Resolution.Decision.Ours(), null));
        assertThat(kept.changed()).isFalse();
        assertThat(stored(key)).isEqualTo("\"ours\"");
        theirs = queued(write(key, "'theirs'").by("b", null)).conflict();
        var taken = stores.merges().resolve(resolution(theirs.id(), new Resolution.Decision.Theirs(), null));
        assertThat(taken.entry().version()).isEqualTo(2);
        assertThat(stored(key)).isEqualTo("\"theirs\"");
        var third = queued(write(key, "'third'").by("c", null)).conflict();
        stores.merges().resolve(resolution(third.id(), new Resolution.Decision.Other(json("'both'")), null));
        assertThat(stored(key)).isEqualTo("\"both\"");
        assertThat(stores.conflicts().list("s", PageRequest.FIRST).items()).isEmpty();
        long gone = third.id();
        assertFails(
                FailureKind.NOT_FOUND,
                "id: " + gone,
                () -> stores.merges().resolve(resolution(gone, new Resolution.Decision.Ours(), null)));
    }

    @Test
    void resolve_entryThatChangedMeanwhile_isRefusedUnlessItsRevisionIsNamed() {
        var key = key("manual/a");
        applied(write(key, "'ours'"));
        long id = queued(write(key, "'theirs'").by("b", null)).conflict().id();
        var put = stores.entries().put(Put.of(key, EntryValue.json("\"changed\"")));
        var take = new Resolution.Decision.Theirs();
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "revision: ",
                () -> stores.merges().resolve(resolution(id, take, null)));
        assertThat(stored(key)).isEqualTo("\"changed\"");
        assertThat(stores.conflicts().get("s", id)).isPresent();
        stores.merges().resolve(new Resolution("s", id, take, "judge", put.revision()));
        assertThat(stored(key)).isEqualTo("\"theirs\"");
    }

    @Test
    void conflicts_goWithTheirEntry_andStayInTheirSwarm() {
        var key = key("manual/a");
        applied(write(key, "1"));
        long id = queued(write(key, "2")).conflict().id();
        assertThat(stores.conflicts().get("other", id)).isEmpty();
        assertThat(stores.conflicts().list("other", PageRequest.FIRST).items()).isEmpty();
        stores.entries().delete(new Delete(key, Precondition.NONE));
        assertThat(stores.conflicts().get("s", id)).isEmpty();
        applied(write(key, "1").living(new Ttl.Seconds(10)));
        long second = queued(write(key, "2")).conflict().id();
        clock.advance(Duration.ofSeconds(10));
        assertThat(stores.conflicts().get("s", second)).isEmpty();
        assertThat(stores.conflicts().list("s", PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void discard_takesAConflictOffTheQueueAndLeavesTheEntry() {
        var key = key("manual/a");
        applied(write(key, "1"));
        long id = queued(write(key, "2")).conflict().id();
        assertThat(stores.conflicts().resolved("s", id)).isTrue();
        assertThat(stores.conflicts().resolved("s", id)).isFalse();
        assertThat(stored(key)).isEqualTo("1");
    }

    @Test
    void bytes_areNotMerged_textIs() {
        var key = key("last-writer-wins/a");
        stores.entries().put(Put.of(key, EntryValue.bytes(new byte[] {1})));
        assertFails(FailureKind.CONFLICT, "key: ", () -> stores.merges().merge(write(key, "1")));
        stores.entries().put(Put.of(key, EntryValue.text("plain")));
        assertThat(stores.merges().find(key).orElseThrow().value()).isEqualTo(json("'plain'"));
        applied(write(key, "1"));
        assertThat(stored(key)).isEqualTo("1");
    }

    @Test
    void sameKeyInAnotherSwarm_isAnotherEntry() {
        applied(write(key("counter/a"), "1"));
        applied(write(new EntryKey("other", "default", "counter/a"), "5"));
        assertThat(stored(key("counter/a"))).isEqualTo("1");
    }

    protected static EntryKey key(String key) {
        return new EntryKey("s", "default", key);
    }

    protected static MergeRequest write(EntryKey key, String json) {
        return MergeRequest.of(key, json(json));
    }

    protected static MergeRequest numbered(EntryKey key, String json, long sequence) {
        return write(key, json).with(new Input.Value(json(json), sequence, CausalContext.EMPTY, null));
    }

    private static MergeRequest based(EntryKey key, String json, String base) {
        return write(key, json).with(new Input.Value(json(json), null, CausalContext.EMPTY, json(base)));
    }

    private static Resolution resolution(
            long id, Resolution.Decision decision, io.claudeflow.swarm.memory.revision.@Nullable Revision expected) {
        return new Resolution("s", id, decision, "judge", expected);
    }

    protected static Document json(String text) {
        return new JacksonDocumentReader().read("test", text.replace('\'', '"'));
    }

    protected MergeReceipt.Applied applied(MergeRequest request) {
        return (MergeReceipt.Applied) stores.merges().merge(request);
    }

    private MergeReceipt.Queued queued(MergeRequest request) {
        return (MergeReceipt.Queued) stores.merges().merge(request);
    }

    protected String stored(EntryKey key) {
        var value = stores.entries().get(key, ReadMode.UNCOUNTED).orElseThrow().value();
        return value == null ? "" : value.asString();
    }

    private interface MultiValue {
        static String of(io.claudeflow.swarm.memory.crdt.MultiValueRegister.Sibling sibling) {
            return sibling.value().toJson();
        }
    }
}
