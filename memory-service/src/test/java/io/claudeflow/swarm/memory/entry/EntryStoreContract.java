package io.claudeflow.swarm.memory.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Get;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.OperationResult.Deleted;
import io.claudeflow.swarm.memory.entry.OperationResult.Failed;
import io.claudeflow.swarm.memory.entry.OperationResult.Read;
import io.claudeflow.swarm.memory.entry.OperationResult.Stored;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every entry store must do with single entries and batches: contract.md, "Memory semantics". */
public abstract class EntryStoreContract {
    protected static final Instant START = Instant.parse("2026-11-21T12:00:00.123Z");
    protected static final EntryKey KEY = new EntryKey("swarm", "default", "key");

    protected final TestClock clock = new TestClock(START.toString());

    /** The store under test; the same one at every call within a test. */
    protected abstract EntryStore store();

    protected static EntryKey key(String key) {
        return new EntryKey("swarm", "default", key);
    }

    protected static Put put(String key, String json) {
        return Put.of(key(key), EntryValue.json(json));
    }

    protected static void assertFails(FailureKind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private Entry read(EntryKey key) {
        return store().get(key, ReadMode.UNCOUNTED).orElseThrow();
    }

    private boolean exists(EntryKey key) {
        return store().get(key, ReadMode.UNCOUNTED).isPresent();
    }

    @Test
    void put_newKey_isCreatedWithVersionOne() {
        var stored = store().put(put("key", "1"));
        assertThat(stored.created()).isTrue();
        assertThat(stored.version()).isEqualTo(1);
        assertThat(stored.createdAt()).isEqualTo(START);
        assertThat(stored.updatedAt()).isEqualTo(START);
        assertThat(stored.expiresAt()).isNull();
        assertThat(read(KEY).revision()).isEqualTo(stored.revision());
    }

    @Test
    void put_again_replacesEverythingAndKeepsCreation() {
        var first = store().put(put("key", "1")
                .withTtl(new Ttl.Seconds(60))
                .withTags(Tags.of("old"))
                .withMetadata("{\"a\":1}"));
        clock.advance(Duration.ofSeconds(5));
        var second = store().put(put("key", "2").withTags(Tags.of("new")));
        assertThat(second.created()).isFalse();
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.revision()).isGreaterThan(first.revision());
        var entry = read(KEY);
        assertThat(entry.value()).isEqualTo(EntryValue.json("2"));
        assertThat(entry.tags()).isEqualTo(Tags.of("new"));
        assertThat(entry.metadata()).isEqualTo("{}");
        assertThat(entry.expiresAt()).isNull();
        assertThat(entry.createdAt()).isEqualTo(START);
        assertThat(entry.updatedAt()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void put_withHistory_keepsItsTimesAndNeverTurnsTheVersionBack() {
        var created = START.minusSeconds(100);
        var updated = START.minusSeconds(50);
        var imported = new Put(
                KEY,
                EntryValue.json("1"),
                Ttl.PERMANENT,
                Tags.NONE,
                "{}",
                Precondition.NONE,
                new EntryHistory(created, updated, 7, 60L));
        assertThat(store().put(imported).version()).isEqualTo(7);
        assertThat(read(KEY).createdAt()).isEqualTo(created);
        assertThat(read(KEY).updatedAt()).isEqualTo(updated);
        assertThat(store().put(imported).version()).isEqualTo(8);
        assertThat(store().put(put("key", "2")).version()).isEqualTo(9);
        assertThat(read(KEY).createdAt()).isEqualTo(created);
        assertThat(read(KEY).updatedAt()).isEqualTo(START);
    }

    @Test
    void put_anyValue_comesBackAsItWas() {
        var values = List.of(
                EntryValue.json("\"123\""),
                EntryValue.json("123"),
                EntryValue.json("null"),
                EntryValue.json("{\"a\":[true,false,null,1.50]}"),
                EntryValue.text(""),
                EntryValue.text("héllo\u0000 wörld \uD83D\uDE00"),
                EntryValue.text("x".repeat(100_000)),
                EntryValue.bytes(new byte[0]),
                EntryValue.bytes(new byte[] {0, -1, 127, -128, 39, 0}),
                EntryValue.bytes(new byte[50_000]),
                EntryValue.of(EntryValue.Encoding.TEXT, "not valid \uFFFD".getBytes(StandardCharsets.UTF_16BE)));
        for (var value : values) {
            store().put(Put.of(KEY, value));
            assertThat(read(KEY).value()).isEqualTo(value);
            assertThat(read(KEY).encoding()).isEqualTo(value.encoding());
            assertThat(read(KEY).valueBytes()).isEqualTo(value.size());
        }
    }

    @Test
    void put_tagsAndMetadata_comeBackAsTheyWere() {
        var tags = Tags.of("b", "a", "with \"quotes\"", "back\\slash", "comma,]", "\uD83D\uDE00");
        store().put(put("key", "1").withTags(tags).withMetadata("{\"note\":\"\\u0000 ' \\\" %\"}"));
        assertThat(read(KEY).tags()).isEqualTo(tags);
        assertThat(read(KEY).metadata()).isEqualTo("{\"note\":\"\\u0000 ' \\\" %\"}");
    }

    @Test
    void put_valueBeyondLimit_isRefusedAndNothingChanges() {
        store().put(put("key", "1"));
        var large = EntryValue.bytes(new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> store().put(Put.of(KEY, large)))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED))
                .hasMessageContaining("value: 16777217 bytes (expected: at most 16777216 bytes)");
        assertThat(read(KEY).version()).isEqualTo(1);
    }

    @Test
    void revisions_growByOneForEachWrite_andNotForReads() {
        var first = store().put(put("a", "1")).revision();
        store().get(key("a"), ReadMode.COUNTED);
        var second = store().put(put("b", "1")).revision();
        assertThat(second).isEqualTo(new Revision(first.epoch(), first.number() + 1));
        var gone = store().delete(new Delete(key("a"), Precondition.NONE));
        assertThat(gone).isEqualTo(new Deleted(true, new Revision(first.epoch(), first.number() + 2)));
        var nothing = store().delete(new Delete(key("a"), Precondition.NONE));
        assertThat(nothing).isEqualTo(new Deleted(false, gone.revision()));
    }

    @Test
    void recreated_afterDeletion_startsAnewAndNeverMatchesTheOldRevision() {
        var old = store().put(put("key", "1")).revision();
        store().delete(new Delete(KEY, Precondition.NONE));
        clock.advance(Duration.ofSeconds(1));
        var again = store().put(put("key", "1"));
        assertThat(again.created()).isTrue();
        assertThat(again.version()).isEqualTo(1);
        assertThat(again.createdAt()).isEqualTo(START.plusSeconds(1));
        var stale = new Precondition.WrittenAt(Set.of(old));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                () -> store().put(put("key", "2").when(stale)));
    }

    @Test
    void expired_exactlyAtItsMoment_isAbsentEverywhere() {
        store().put(put("key", "1").withTtl(new Ttl.Seconds(10)).withTags(Tags.of("t")));
        clock.advance(Duration.ofMillis(9_999));
        assertThat(exists(KEY)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(exists(KEY)).isFalse();
        assertThat(store().list(EntryQuery.all("swarm", null)).entries()).isEmpty();
        assertThat(store().list(EntryQuery.all("swarm", null).tagged(Tags.of("t"), TagMode.ALL))
                        .entries())
                .isEmpty();
        assertThat(store().namespaces("swarm")).isEmpty();
        assertThat(store().statistics("swarm").entries()).isZero();
        assertThat(store().delete(new Delete(KEY, Precondition.NONE)).found()).isFalse();
        assertThat(store().clear("swarm", "default").entries()).isZero();
    }

    @Test
    void expired_writtenAgain_isCreated() {
        store().put(put("key", "1").withTtl(new Ttl.Seconds(10)).withTags(Tags.of("old")));
        clock.advance(Duration.ofSeconds(10));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                () -> store().put(put("key", "2").when(Precondition.PRESENT)));
        var again = store().put(put("key", "2").when(Precondition.ABSENT));
        assertThat(again.created()).isTrue();
        assertThat(again.version()).isEqualTo(1);
        assertThat(again.createdAt()).isEqualTo(START.plusSeconds(10));
        assertThat(store().list(EntryQuery.all("swarm", null).tagged(Tags.of("old"), TagMode.ANY))
                        .entries())
                .isEmpty();
        assertThat(store().statistics("swarm").entries()).isEqualTo(1);
    }

    @Test
    void ttl_untilAMoment_isThatMomentToTheMillisecond() {
        var stored = store().put(put("key", "1").withTtl(new Ttl.Until(START.plusNanos(1_999_999))));
        assertThat(stored.expiresAt()).isEqualTo(START.plusMillis(1));
        assertThat(exists(KEY)).isTrue();
        store().put(put("past", "1").withTtl(new Ttl.Until(START.minusSeconds(1))));
        assertThat(exists(key("past"))).isFalse();
        store().put(put("never", "1").withTtl(Ttl.PERMANENT));
        assertThat(read(key("never")).expiresAt()).isNull();
    }

    @Test
    void preconditions_holdOrChangeNothing() {
        var absent = Precondition.ABSENT;
        var present = Precondition.PRESENT;
        var wrong = new Precondition.WrittenAt(Set.of(new Revision(1, 999)));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                () -> store().put(put("key", "1").when(present)));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                () -> store().put(put("key", "1").when(wrong)));
        assertFails(FailureKind.PRECONDITION_FAILED, () -> store().delete(new Delete(KEY, present)));
        var first = store().put(put("key", "1").when(absent)).revision();
        assertThat(first.number()).isEqualTo(1);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                () -> store().put(put("key", "2").when(absent)));
        var not = new Precondition.NotWrittenAt(Set.of(first));
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                () -> store().put(put("key", "2").when(not)));
        assertFails(FailureKind.PRECONDITION_FAILED, () -> store().delete(new Delete(KEY, wrong)));
        var right = new Precondition.WrittenAt(Set.of(first, new Revision(1, 999)));
        assertThat(store().put(put("key", "2").when(right)).version()).isEqualTo(2);
        assertThat(store().put(put("key", "3").when(not)).version()).isEqualTo(3);
        assertThat(store().delete(new Delete(KEY, present)).found()).isTrue();
    }

    @Test
    void batch_atomic_isOneRevisionAndSeesItsOwnWrites() {
        store().put(put("c", "0"));
        var results = store().batch(new Batch(
                List.of(put("a", "1"), new Get(key("a")), put("a", "2"), new Delete(key("c"), Precondition.NONE)),
                true));
        var first = (Stored) results.get(0);
        assertThat(((Read) results.get(1)).entry().orElseThrow().value()).isEqualTo(EntryValue.json("1"));
        assertThat(((Stored) results.get(2)).version()).isEqualTo(2);
        assertThat(((Stored) results.get(2)).revision()).isEqualTo(first.revision());
        assertThat(results.get(3)).isEqualTo(new Deleted(true, first.revision()));
        assertThat(store().put(put("d", "1")).revision().number())
                .isEqualTo(first.revision().number() + 1);
    }

    @Test
    void batch_atomic_failsAsAWhole() {
        store().put(put("c", "0").withTags(Tags.of("kept")));
        var batch = new Batch(
                List.of(
                        put("a", "1").withTags(Tags.of("t")),
                        new Delete(key("c"), Precondition.NONE),
                        put("b", "1").when(Precondition.PRESENT)),
                true);
        assertThatThrownBy(() -> store().batch(batch)).isInstanceOfSatisfying(MemoryException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.PRECONDITION_FAILED);
            assertThat(e.field()).isEqualTo("operations[2].key");
        });
        assertThat(exists(key("a"))).isFalse();
        assertThat(read(key("c")).tags()).isEqualTo(Tags.of("kept"));
        assertThat(store().statistics("swarm").entries()).isEqualTo(1);
        assertThat(store().put(put("d", "1")).revision().number()).isEqualTo(2);
    }

    @Test
    void batch_readsBeyondTheLimit_failAlone() {
        store().put(Put.of(key("large"), EntryValue.bytes(new byte[Batch.MAX_READ_BYTES - 1])));
        store().put(put("small", "12"));
        var reads = List.<EntryOperation>of(new Get(key("large")), new Get(key("small")), new Get(key("absent")));
        var results = store().batch(new Batch(reads, false));
        assertThat(((Read) results.get(0)).entry()).isPresent();
        assertThat(((Failed) results.get(1)).failure().getMessage()).contains("read the entry by itself");
        assertThat(((Read) results.get(2)).entry()).isEmpty();
        assertThatThrownBy(() -> store().batch(new Batch(reads, true)))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED));
    }

    @Test
    void batch_notAtomic_failsAloneAndInOrder() {
        var large = EntryValue.bytes(new byte[(16 << 20) + 1]);
        var results = store().batch(new Batch(
                List.of(
                        put("a", "1"),
                        put("a", "2").when(Precondition.ABSENT),
                        Put.of(key("large"), large),
                        put("b", "1"),
                        new Get(key("none"))),
                false));
        assertThat(((Stored) results.get(0)).revision().number()).isEqualTo(1);
        assertThat(((Failed) results.get(1)).failure().kind()).isEqualTo(FailureKind.PRECONDITION_FAILED);
        assertThat(((Failed) results.get(2)).failure().kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
        assertThat(((Stored) results.get(3)).revision().number()).isEqualTo(2);
        assertThat(((Read) results.get(4)).entry()).isEmpty();
        assertThat(read(key("a")).value()).isEqualTo(EntryValue.json("1"));
    }

    @Test
    void clear_namespace_leavesOthersAlone() {
        store().put(put("a", "1").withTags(Tags.of("t")));
        store().put(put("b", "1"));
        store().put(Put.of(new EntryKey("swarm", "other", "a"), EntryValue.json("1"))
                .withTags(Tags.of("t")));
        store().put(Put.of(new EntryKey("swarm2", "default", "a"), EntryValue.json("1")));
        assertThat(store().clear("swarm", "default")).isEqualTo(new Cleared(2, new Revision(1, 5)));
        assertThat(store().clear("swarm", "default")).isEqualTo(new Cleared(0, new Revision(1, 5)));
        assertThat(store().list(EntryQuery.all("swarm", null).tagged(Tags.of("t"), TagMode.ANY))
                        .entries())
                .extracting(entry -> entry.key().namespace())
                .containsExactly("other");
        assertThat(exists(new EntryKey("swarm2", "default", "a"))).isTrue();
    }

    @Test
    void namespaces_andStatistics_sumLiveEntriesOfOneSwarm() {
        store().put(Put.of(new EntryKey("swarm", "b", "1"), EntryValue.text("12345")));
        store().put(Put.of(new EntryKey("swarm", "b", "2"), EntryValue.text("123")));
        store().put(Put.of(new EntryKey("swarm", "a", "1"), EntryValue.text("1")));
        store().put(Put.of(new EntryKey("swarm", "a", "1"), EntryValue.text("22")));
        store().put(Put.of(new EntryKey("other", "a", "1"), EntryValue.text("1")));
        assertThat(store().namespaces("swarm"))
                .containsExactly(new NamespaceSummary("a", 1, 2, 2), new NamespaceSummary("b", 2, 8, 8));
        assertThat(store().statistics("swarm")).isEqualTo(new EntryStatistics(3, 2, 10, 10, 0, 1));
        assertThat(store().statistics("nobody")).isEqualTo(new EntryStatistics(0, 0, 0, 0, 0, 1));
    }
}
