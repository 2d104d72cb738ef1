package io.claudeflow.swarm.memory.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.health.HealthCheck.Subject;
import io.claudeflow.swarm.memory.health.HealthFigures.LastCheck;
import io.claudeflow.swarm.memory.health.HealthFigures.QuotaUse;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers computed by hand; a store that is well, with one figure changed at a time. */
class HealthAssessmentTest {
    private static final Instant NOW = Instant.parse("2026-01-07T10:00:00Z");
    private static final long MIB = 1 << 20;
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    private long diskFree = 700;
    private @Nullable QuotaUse quota = new QuotaUse("agent a1", 10, 100);
    private long hits = 900;
    private long misses = 100;
    private long reads = 1000;
    private long readNanos = 2_000_000_000L;
    private long stale;
    private long compared = 1000;
    private long databaseBytes = 100 * MIB;
    private long freeBytes;
    private long logBytes;
    private int queued;
    private Duration sinceGc = Duration.ofMinutes(4);
    private @Nullable Duration gcInterval = Duration.ofMinutes(5);
    private @Nullable LastCheck lastCheck = new LastCheck(true, Duration.ofDays(1));

    private HealthReport report() {
        return new HealthAssessment(HealthThresholds.DEFAULT)
                .assess(
                        new HealthFigures(
                                1000,
                                diskFree,
                                quota,
                                true,
                                hits,
                                misses,
                                reads,
                                readNanos,
                                stale,
                                compared,
                                3,
                                databaseBytes,
                                freeBytes,
                                logBytes,
                                queued,
                                4096,
                                sinceGc,
                                gcInterval,
                                lastCheck),
                        NOW);
    }

    private static HealthCheck check(HealthReport report, Subject subject) {
        return report.checks().stream()
                .filter(check -> check.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldBeHealthyWithEveryFigureMeasured() {
        var report = report();
        assertThat(report.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(report.issues()).isEmpty();
        assertThat(report.recommendations()).isEmpty();
        assertThat(report.checks()).extracting(HealthCheck::subject).containsExactly(Subject.values());
        assertThat(report.memoryUtilization()).isCloseTo(0.3, EXACT);
        assertThat(report.cacheEfficiency()).isCloseTo(0.9, EXACT);
        assertThat(report.performanceScore()).as("1 - 2 ms / 100 ms").isCloseTo(0.98, EXACT);
        assertThat(report.fragmentationLevel()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"201,HEALTHY", "200,WARNING", "51,WARNING", "50,CRITICAL", "0,CRITICAL"})
    void disk_freeOfAThousand_status(long free, HealthStatus status) {
        diskFree = free;
        assertThat(check(report(), Subject.DISK_USAGE).status()).isEqualTo(status);
        assertThat(report().status()).isEqualTo(status);
        assertThat(report().memoryUtilization()).isCloseTo(1 - free / 1000.0, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"79,HEALTHY", "80,WARNING", "95,CRITICAL"})
    void quota_usedOfAHundred_status(long used, HealthStatus status) {
        quota = new QuotaUse("agent a1", used, 100);
        assertThat(check(report(), Subject.QUOTA_USAGE).status()).isEqualTo(status);
    }

    @Test
    void shouldSayFigureAndThresholdAndWhatToDo() {
        quota = new QuotaUse("agent a1", 80, 100);
        var report = report();
        assertThat(report.issues()).containsExactly("agent a1 uses 80 of 100 bytes (warning threshold: 80.0%)");
        assertThat(report.recommendations())
                .containsExactly("delete what the agent or session no longer needs, or raise its limit");
        var check = check(report, Subject.QUOTA_USAGE);
        assertThat(check.measured()).isEqualTo(0.8);
        assertThat(check.warning()).isEqualTo(0.8);
        assertThat(check.critical()).isEqualTo(0.95);
    }

    @ParameterizedTest
    @CsvSource({"500,500,HEALTHY", "499,501,WARNING", "0,999,HEALTHY", "0,1000,WARNING", "0,0,HEALTHY"})
    void cache_hitsAndMisses_status(long newHits, long newMisses, HealthStatus status) {
        hits = newHits;
        misses = newMisses;
        assertThat(check(report(), Subject.CACHE_HIT_RATE).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"1000,19999,HEALTHY", "1000,20000,WARNING", "1000,100000,CRITICAL", "99,100000,HEALTHY"})
    void accessTime_readsAndTotalMillis_status(long newReads, long millis, HealthStatus status) {
        reads = newReads;
        readNanos = millis * 1_000_000;
        assertThat(check(report(), Subject.ACCESS_TIME).status()).isEqualTo(status);
    }

    @Test
    void shouldScoreReadsBeyondTheCriticalTimeWithZero() {
        readNanos = 500_000 * 1_000_000L;
        assertThat(report().performanceScore()).isZero();
        reads = 0;
        assertThat(report().performanceScore()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"499,1000,HEALTHY", "500,1000,WARNING", "99,99,HEALTHY", "100,100,WARNING"})
    void stale_ofCompared_status(long newStale, long newCompared, HealthStatus status) {
        stale = newStale;
        compared = newCompared;
        assertThat(check(report(), Subject.STALE_ENTRIES).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"24,100,HEALTHY", "25,100,WARNING", "10,20,HEALTHY", "16,20,WARNING"})
    void fragmentation_mibOfMib_status(long free, long size, HealthStatus status) {
        freeBytes = free * MIB;
        databaseBytes = size * MIB;
        assertThat(check(report(), Subject.FRAGMENTATION).status()).isEqualTo(status);
        assertThat(report().fragmentationLevel()).isCloseTo((double) free / size, EXACT);
    }

    @ParameterizedTest
    @CsvSource({"511,HEALTHY", "512,WARNING", "1024,CRITICAL"})
    void log_mib_status(long mib, HealthStatus status) {
        logBytes = mib * MIB;
        assertThat(check(report(), Subject.LOG_SIZE).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"2047,HEALTHY", "2048,WARNING", "3687,CRITICAL"})
    void queue_waitingOf4096_status(int waiting, HealthStatus status) {
        queued = waiting;
        assertThat(check(report(), Subject.WRITE_QUEUE).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"14,HEALTHY", "15,WARNING", "60,CRITICAL"})
    void gc_minutesSinceWithAnIntervalOfFive_status(long minutes, HealthStatus status) {
        sinceGc = Duration.ofMinutes(minutes);
        assertThat(check(report(), Subject.GARBAGE_COLLECTION).status()).isEqualTo(status);
        gcInterval = null;
        assertThat(check(report(), Subject.GARBAGE_COLLECTION).status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void integrity_damageIsCriticalAndAgeOnlyARecommendation() {
        lastCheck = new LastCheck(false, Duration.ofDays(400));
        assertThat(report().status()).isEqualTo(HealthStatus.CRITICAL);
        lastCheck = null;
        assertThat(report().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(report().recommendations()).containsExactly("run an integrity check");
        lastCheck = new LastCheck(true, Duration.ofDays(30));
        assertThat(report().recommendations()).containsExactly("run an integrity check");
    }

    @Test
    void shouldTellWhatBecameWorseAndBetterOnce() {
        var alerts = new HealthAlerts();
        assertThat(alerts.compare(report())).isEmpty();
        diskFree = 100;
        assertThat(alerts.compare(report()))
                .containsExactly(new HealthAlert(
                        NOW,
                        Subject.DISK_USAGE,
                        HealthStatus.HEALTHY,
                        HealthStatus.WARNING,
                        "90.0% of the disk is used (warning threshold: 80.0%)"));
        assertThat(alerts.compare(report())).isEmpty();
        diskFree = 900;
        assertThat(alerts.compare(report()))
                .extracting(HealthAlert::message)
                .containsExactly("disk_usage is healthy again");
        assertThat(alerts.recent())
                .extracting(HealthAlert::now)
                .containsExactly(HealthStatus.HEALTHY, HealthStatus.WARNING);
    }

    @Test
    void recentWork_growsWithinItsWindow() {
        var recent = new RecentWork();
        assertThat(recent.growth(new RecentWork.Counters(NOW, 5, 4, 3, 2)))
                .isEqualTo(new RecentWork.Counters(NOW, 5, 4, 3, 2));
        for (int minute = 0; minute < 60; minute++) {
            recent.note(new RecentWork.Counters(NOW.plusSeconds(60L * minute), minute, 0, 10L * minute, 0));
        }
        var later = NOW.plusSeconds(60 * 59);
        assertThat(recent.growth(new RecentWork.Counters(later, 59, 0, 590, 7)))
                .isEqualTo(new RecentWork.Counters(later, 15, 0, 150, 7));
    }
}
