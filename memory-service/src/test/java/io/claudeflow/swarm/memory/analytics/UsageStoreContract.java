package io.claudeflow.swarm.memory.analytics;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link UsageStore} does. */
public abstract class UsageStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-08T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private UsageStore store;

    /** An empty store. */
    protected abstract UsageStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    private static UsageCount count(Instant hour, String name, UsageOperation operation, long count, long millis) {
        return new UsageCount(
                "s1", hour, UsageGroup.NAMESPACE, name, operation, count, 1, millis * 1_000_000, millis * 500_000, 7);
    }

    private static UsageQuery query(UsageGroup group, @Nullable UsageInterval interval) {
        return new UsageQuery(NOON.minus(Duration.ofDays(2)), NOON.plus(HOUR), group, interval, 10);
    }

    @Test
    void shouldAddUpWithinAnHourAndSumByNamespaceTheMostUsedFirst() {
        store.add(List.of(count(NOON, "a", UsageOperation.STORE, 3, 6)));
        store.add(List.of(
                count(NOON, "a", UsageOperation.STORE, 1, 10),
                count(NOON, "a", UsageOperation.RETRIEVE, 4, 0),
                count(NOON, "b", UsageOperation.STORE, 2, 4)));
        assertThat(store.query("s1", query(UsageGroup.NAMESPACE, null)))
                .containsExactly(
                        new UsageSummary(null, "a", 8, 3, 2.0, 5.0, 21),
                        new UsageSummary(null, "b", 2, 1, 2.0, 2.0, 7));
        assertThat(store.query("s2", query(UsageGroup.NAMESPACE, null))).isEmpty();
    }

    @Test
    void shouldGroupByOperationAndSplitByDayAndHourAndWeek() {
        var yesterday = NOON.minus(Duration.ofDays(1));
        store.add(List.of(
                count(NOON, "a", UsageOperation.STORE, 3, 3),
                count(NOON.minus(HOUR), "b", UsageOperation.STORE, 2, 2),
                count(yesterday, "a", UsageOperation.DELETE, 5, 5)));
        assertThat(store.query("s1", query(UsageGroup.OPERATION, UsageInterval.DAY)))
                .containsExactly(
                        new UsageSummary(Instant.parse("2026-01-07T00:00:00Z"), "delete", 5, 1, 1.0, 2.5, 7),
                        new UsageSummary(Instant.parse("2026-01-08T00:00:00Z"), "store", 5, 2, 1.0, 1.5, 14));
        assertThat(store.query("s1", query(UsageGroup.OPERATION, UsageInterval.HOUR)))
                .extracting(UsageSummary::start)
                .containsExactly(yesterday, NOON.minus(HOUR), NOON);
        assertThat(store.query("s1", query(UsageGroup.OPERATION, UsageInterval.WEEK)))
                .extracting(UsageSummary::start)
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-08T00:00:00Z"));
    }

    @Test
    void shouldKeepAgentsApartFromNamespaces() {
        var agent = new UsageCount("s1", NOON, UsageGroup.AGENT, "a1", UsageOperation.STORE, 2, 0, 2_000_000, 1, 0);
        store.add(List.of(agent, count(NOON, "n", UsageOperation.STORE, 2, 2)));
        assertThat(store.query("s1", query(UsageGroup.AGENT, null)))
                .extracting(UsageSummary::group)
                .containsExactly("a1");
        assertThat(store.query("s1", query(UsageGroup.OPERATION, null)))
                .extracting(UsageSummary::operations)
                .containsExactly(2L);
    }

    @Test
    void shouldCoverHoursThatBeginWithinTheTimeFrameAndKeepTheLimitOfEachStep() {
        store.add(List.of(
                count(NOON, "a", UsageOperation.STORE, 3, 3),
                count(NOON, "b", UsageOperation.STORE, 2, 2),
                count(NOON.plus(HOUR), "c", UsageOperation.STORE, 2, 2)));
        var query = new UsageQuery(NOON, NOON.plus(HOUR), UsageGroup.NAMESPACE, UsageInterval.HOUR, 1);
        assertThat(store.query("s1", query)).extracting(UsageSummary::group).containsExactly("a");
        var after = new UsageQuery(NOON.plusMillis(1), NOON.plus(HOUR), UsageGroup.NAMESPACE, null, 1);
        assertThat(store.query("s1", after)).isEmpty();
    }

    @Test
    void shouldForgetOldHoursAndTheOldestBeyondTheBound() {
        for (int i = 0; i < 10; i++) {
            store.add(List.of(count(NOON.plus(HOUR.multipliedBy(i)), "a", UsageOperation.STORE, 1, 1)));
        }
        assertThat(store.prune(NOON.plus(HOUR.multipliedBy(2)), 100)).isEqualTo(2);
        assertThat(store.prune(NOON, 5)).isEqualTo(3);
        var all = new UsageQuery(NOON, NOON.plus(HOUR.multipliedBy(20)), UsageGroup.NAMESPACE, UsageInterval.HOUR, 10);
        assertThat(store.query("s1", all))
                .extracting(UsageSummary::start)
                .hasSize(5)
                .startsWith(NOON.plus(HOUR.multipliedBy(5)));
    }

    @Test
    void shouldRefuseATimeFrameThatEndsBeforeItBegins() {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "to: 2026-01-08T12:00:00Z (expected: after from",
                () -> new UsageQuery(NOON, NOON, UsageGroup.AGENT, null, 1));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "limit: 0 (expected: 1 to 1000",
                () -> new UsageQuery(NOON, NOON.plus(HOUR), UsageGroup.AGENT, null, 0));
    }
}
