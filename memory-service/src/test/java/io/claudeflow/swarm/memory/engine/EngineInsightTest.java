package io.claudeflow.swarm.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.analytics.HotKey;
import io.claudeflow.swarm.memory.analytics.SlowOperation;
import io.claudeflow.swarm.memory.analytics.UsageGroup;
import io.claudeflow.swarm.memory.analytics.UsageQuery;
import io.claudeflow.swarm.memory.analytics.UsageSummary;
import io.claudeflow.swarm.memory.backup.BackupSettings;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.health.HealthAlert;
import io.claudeflow.swarm.memory.health.HealthCheck;
import io.claudeflow.swarm.memory.health.HealthCheck.Subject;
import io.claudeflow.swarm.memory.health.HealthStatus;
import io.claudeflow.swarm.memory.limit.Redaction;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's knowledge of itself, on a real file. */
class EngineInsightTest {
    private static final EntryKey KEY = new EntryKey("s", "n", "k");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-01-07T10:00:00Z");
    private final List<SlowOperation> slow = new ArrayList<>();
    private final List<HealthAlert> alerts = new ArrayList<>();
    private final EngineListener listener = new EngineListener() {
        @Override
        public void slowOperation(SlowOperation operation) {
            slow.add(operation);
        }

        @Override
        public void healthChanged(HealthAlert alert) {
            alerts.add(alert);
        }
    };

    private MemoryEngine open(Duration slowThreshold) {
        var insight = new InsightConfig("s", slowThreshold, true, Duration.ofDays(30), true);
        return MemoryEngine.open(
                EngineConfig.defaults(directory.resolve("memory.db"))
                        .withFeatures(new EngineFeatures(
                                KnowledgeConfig.DEFAULT,
                                AgentQuota.DEFAULT,
                                BackupSettings.DEFAULT,
                                insight,
                                EngineFeatures.DEFAULT.vectorCacheBytes(),
                                null,
                                true,
                                Redaction.Mode.OFF)),
                clock,
                listener);
    }

    private List<UsageSummary> usage(MemoryEngine engine, UsageGroup group) {
        var now = clock.instant();
        return engine.insight()
                .analytics()
                .usage("s", new UsageQuery(now.minus(Duration.ofDays(7)), now.plusSeconds(1), group, null, 10));
    }

    @Test
    void usage_survivesARestartAndHotKeysDoNot() {
        try (var engine = open(Duration.ofHours(1))) {
            engine.entries().put(Put.of(KEY, EntryValue.json("1")));
            for (int i = 0; i < 150; i++) {
                engine.entries().get(KEY, ReadMode.COUNTED);
            }
            await().untilAsserted(() -> assertThat(engine.insight()
                            .analytics()
                            .hotKeys("s", Duration.ofHours(1), 100, 10)
                            .keys())
                    .containsExactly(new HotKey(KEY, 150, 150)));
        }
        try (var engine = open(Duration.ofHours(1))) {
            engine.entries().get(KEY, ReadMode.COUNTED);
            assertThat(usage(engine, UsageGroup.OPERATION))
                    .extracting(UsageSummary::group, UsageSummary::operations)
                    .containsExactly(tuple("retrieve", 151L), tuple("store", 1L));
            assertThat(engine.insight()
                            .analytics()
                            .hotKeys("s", Duration.ofHours(1), 100, 10)
                            .keys())
                    .isEmpty();
        }
        assertThat(slow).isEmpty();
    }

    @Test
    void slowOperations_reachTheListener() {
        try (var engine = open(Duration.ZERO)) {
            engine.entries().put(Put.of(KEY, EntryValue.json("1")));
            engine.insight().flush();
            assertThat(slow).extracting(SlowOperation::target).containsExactly("k");
            engine.insight().flush();
            assertThat(slow).hasSize(1);
        }
    }

    @Test
    void health_isMeasuredAndChangesAreTold() {
        try (var engine = open(Duration.ofHours(1))) {
            engine.entries().put(Put.of(KEY, EntryValue.json("1")));
            for (int i = 0; i < 4; i++) {
                engine.entries().get(KEY, ReadMode.COUNTED);
            }
            var report = engine.insight().health().report("s");
            assertThat(report.cacheEfficiency()).as("3 of 4").isEqualTo(0.75);
            assertThat(report.performanceScore()).isBetween(0.0, 1.0);
            assertThat(report.checks()).extracting(HealthCheck::subject).containsExactly(Subject.values());
            engine.insight().watch();
            alerts.clear();
            clock.advance(Duration.ofMinutes(16));
            engine.insight().watch();
            assertThat(alerts)
                    .filteredOn(alert -> alert.subject() == Subject.GARBAGE_COLLECTION)
                    .extracting(HealthAlert::now)
                    .containsExactly(HealthStatus.WARNING);
            engine.maintenance().gc();
            engine.insight().watch();
            assertThat(alerts)
                    .filteredOn(alert -> alert.subject() == Subject.GARBAGE_COLLECTION)
                    .extracting(HealthAlert::now)
                    .containsExactly(HealthStatus.WARNING, HealthStatus.HEALTHY);
            assertThat(engine.insight().health().alerts()).isNotEmpty();
        }
    }

    @Test
    void stale_shareOfManyOldEntriesIsAWarning() {
        try (var engine = open(Duration.ofHours(1))) {
            for (int i = 0; i < 120; i++) {
                engine.entries().put(Put.of(new EntryKey("s", "n", "k" + i), EntryValue.json("1")));
            }
            clock.advance(Duration.ofDays(8));
            engine.maintenance().gc();
            var check = engine.insight().health().report("s").checks().stream()
                    .filter(candidate -> candidate.subject() == Subject.STALE_ENTRIES)
                    .findFirst()
                    .orElseThrow();
            assertThat(check.measured()).isEqualTo(1.0);
            assertThat(check.status()).isEqualTo(HealthStatus.WARNING);
        }
    }

    @Test
    void growth_isSampledWhenSomethingChanged() {
        try (var engine = open(Duration.ofHours(1))) {
            engine.insight().watch();
            engine.entries().put(Put.of(KEY, EntryValue.json("1")));
            clock.advance(Duration.ofHours(1));
            engine.insight().watch();
            clock.advance(Duration.ofHours(1));
            engine.insight().watch();
            var samples = engine.insight().analytics().growth(Duration.ofDays(1));
            assertThat(samples).hasSize(3);
            assertThat(samples.get(1).entries()).isEqualTo(1);
            assertThat(samples.get(1).writes()).isEqualTo(1);
            assertThat(engine.insight()
                            .analytics()
                            .performance(Duration.ofDays(1))
                            .entriesPerDay())
                    .isPositive();
        }
    }
}
