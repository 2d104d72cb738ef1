package io.claudeflow.swarm.memory.analytics;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.claudeflow.swarm.memory.cache.ForwardingEntryStore;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalyticsTest {
    private static final EntryKey KEY = new EntryKey("s", "n", "k");

    private final ManualClock clock = new ManualClock();
    private final InMemoryUsageStore usage = new InMemoryUsageStore();
    private final InMemoryGrowthStore growth = new InMemoryGrowthStore();
    private long revision = 1;
    private long hits;
    private boolean full;
    private final Analytics analytics = analytics(Duration.ZERO);
    private final AnalyticsEntryStore entries = new AnalyticsEntryStore(
            new InMemoryEntryStore(clock),
            analytics.recorder(),
            analytics.slowOperations(),
            clock,
            (work, failure) -> {});

    private Analytics analytics(Duration threshold) {
        var failing = new UsageStore() {
            @Override
            public void add(List<UsageCount> counts) {
                if (full) {
                    throw MemoryException.of(FailureKind.STORAGE_FULL, "no space");
                }
                usage.add(counts);
            }

            @Override
            public List<UsageSummary> query(String swarm, UsageQuery query) {
                return usage.query(swarm, query);
            }

            @Override
            public int prune(Instant before, int maxRows) {
                return usage.prune(before, maxRows);
            }
        };
        return new Analytics(
                threshold,
                Duration.ofDays(2),
                failing,
                growth,
                () -> new StoreFigures(revision, 10, 0, 0, 100 * revision, 0, 0, 1000, hits, 0),
                clock);
    }

    private List<UsageSummary> today(UsageGroup group) {
        var now = clock.instant();
        return analytics.usage("s", new UsageQuery(now.minusSeconds(3600), now.plusSeconds(1), group, null, 10));
    }

    @Test
    void shouldCountEveryOperationOnceAndLeaveUncountedReadsOut() {
        entries.put(Put.of(KEY, EntryValue.text("12345")));
        entries.get(KEY, ReadMode.COUNTED);
        entries.get(KEY, ReadMode.UNCOUNTED);
        entries.list(EntryQuery.all("s", "n"));
        entries.batch(new Batch(
                List.of(
                        Put.of(KEY, EntryValue.text("123")),
                        new EntryOperation.Get(KEY),
                        new EntryOperation.Delete(KEY, Precondition.NONE)),
                true));
        entries.clear("s", "n");
        assertThatThrownBy(() -> entries.put(Put.of(KEY, EntryValue.text("")).when(new Precondition.Present())))
                .isInstanceOf(MemoryException.class);
        assertThat(today(UsageGroup.OPERATION))
                .extracting(UsageSummary::group, UsageSummary::operations, UsageSummary::failures, UsageSummary::bytes)
                .containsExactlyInAnyOrder(
                        tuple("store", 3L, 1L, 8L),
                        tuple("retrieve", 2L, 0L, 8L),
                        tuple("search", 1L, 0L, 0L),
                        tuple("delete", 1L, 0L, 0L),
                        tuple("clear", 1L, 0L, 0L));
        assertThat(today(UsageGroup.NAMESPACE))
                .extracting(UsageSummary::operations)
                .containsExactly(8L);
    }

    @Test
    void shouldCountByAgentWhenTheCallerSaysWhoItIs() {
        ScopedValue.where(CallerAgent.ID, "a1").run(() -> entries.put(Put.of(KEY, EntryValue.text("1"))));
        entries.put(Put.of(KEY, EntryValue.text("2")));
        assertThat(today(UsageGroup.AGENT))
                .extracting(UsageSummary::group, UsageSummary::operations)
                .containsExactly(tuple("a1", 1L));
    }

    @Test
    void shouldKeepCountsUntilTheyCanBeWritten() {
        entries.put(Put.of(KEY, EntryValue.text("1")));
        full = true;
        assertFails(FailureKind.STORAGE_FULL, "no space", analytics::flush);
        entries.put(Put.of(KEY, EntryValue.text("2")));
        full = false;
        assertThat(today(UsageGroup.NAMESPACE))
                .extracting(UsageSummary::operations)
                .containsExactly(2L);
    }

    @Test
    void shouldNoteSlowOperationsAndTellOfEachOnce() {
        entries.put(Put.of(KEY, EntryValue.text("1")));
        clock.advance(Duration.ofSeconds(1));
        entries.get(KEY, ReadMode.COUNTED);
        var slow = analytics.slowOperations("s", 10);
        assertThat(slow)
                .extracting(SlowOperation::operation)
                .containsExactly(UsageOperation.RETRIEVE, UsageOperation.STORE);
        assertThat(slow.getFirst().target()).isEqualTo("k");
        assertThat(slow.getFirst().at()).isEqualTo(clock.instant());
        assertThat(analytics.slowOperations("other", 10)).isEmpty();
        assertThat(analytics.slowOperations().drain().operations()).hasSize(2);
        assertThat(analytics.slowOperations().drain().operations()).isEmpty();
    }

    @Test
    void shouldBoundWhatIsKeptAndToldOfSlowOperations() {
        for (int i = 0; i < SlowOperations.KEPT + 10; i++) {
            entries.put(Put.of(KEY, EntryValue.text("1")));
        }
        assertThat(analytics.slowOperations("s", 1000)).hasSize(SlowOperations.KEPT);
        var report = analytics.slowOperations().drain();
        assertThat(report.operations()).hasSize(SlowOperations.REPORTED);
        assertThat(report.unnamed()).isEqualTo(SlowOperations.KEPT + 10 - SlowOperations.REPORTED);
        assertThat(new SlowOperations(Duration.ofMillis(100)).isSlow(99_999_999))
                .isFalse();
        assertThat(new SlowOperations(Duration.ofMillis(100)).isSlow(100_000_000))
                .isTrue();
    }

    @Test
    void shouldHearOfFailuresOfTheStoreAndNotOfTheCaller() {
        var heard = new ArrayList<String>();
        var broken = new AnalyticsEntryStore(
                new ForwardingEntryStore(new InMemoryEntryStore(clock)) {
                    @Override
                    public Optional<Entry> get(EntryKey key, ReadMode mode, int maxValueBytes) {
                        throw MemoryException.of(FailureKind.CORRUPT, "damaged");
                    }
                },
                analytics.recorder(),
                analytics.slowOperations(),
                clock,
                (operation, failure) -> heard.add(operation + " " + failure.getMessage()));
        assertFails(FailureKind.CORRUPT, "damaged", () -> broken.get(KEY, ReadMode.COUNTED));
        assertThatThrownBy(() -> broken.put(Put.of(KEY, EntryValue.text("")).when(new Precondition.Present())))
                .isInstanceOf(MemoryException.class);
        assertThat(heard).containsExactly("RETRIEVE damaged");
    }

    @Test
    void shouldSampleOncePerHourAndOnlyWhenSomethingHappened() {
        hits = 5;
        analytics.sample();
        clock.advance(Duration.ofMinutes(30));
        revision = 2;
        analytics.sample();
        clock.advance(Duration.ofMinutes(30));
        hits = 12;
        entries.get(KEY, ReadMode.COUNTED);
        analytics.sample();
        clock.advance(Duration.ofHours(1));
        analytics.sample();
        var now = clock.instant();
        var samples = growth.between(now.minusSeconds(99_999), now, 10);
        assertThat(samples).extracting(GrowthSample::revision).containsExactly(1L, 2L);
        assertThat(samples).extracting(GrowthSample::cacheHits).containsExactly(5L, 7L);
        assertThat(samples).extracting(GrowthSample::reads).containsExactly(0L, 1L);
        assertThat(analytics.growth(Duration.ofDays(1)))
                .extracting(GrowthSample::at)
                .endsWith(now)
                .hasSize(3);
        assertThat(analytics.performance(Duration.ofDays(1)).samples()).isEqualTo(3);
        assertFails(FailureKind.INVALID_ARGUMENT, "timeframe: PT0S", () -> analytics.growth(Duration.ZERO));
    }

    @Test
    void shouldForgetSamplesAndUsageBeyondTheRetention() {
        entries.put(Put.of(KEY, EntryValue.text("1")));
        analytics.flush();
        analytics.sample();
        clock.advance(Duration.ofDays(3));
        revision = 9;
        analytics.sample();
        var now = clock.instant();
        assertThat(growth.between(now.minus(Duration.ofDays(9)), now.plusSeconds(1), 10))
                .hasSize(1);
        assertThat(usage.query("s", new UsageQuery(now.minus(Duration.ofDays(9)), now, UsageGroup.NAMESPACE, null, 9)))
                .isEmpty();
    }
}
