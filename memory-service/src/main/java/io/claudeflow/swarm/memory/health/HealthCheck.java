package io.claudeflow.swarm.memory.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One figure and what it means.
 *
 * @param measured null when there was nothing to measure or too little to judge
 * @param warning the value from which it is a warning, or null when it never is
 * @param critical the value from which it is critical, or null when it never is
 * @param issue what is wrong, with figure and threshold; null when healthy
 * @param recommendation what to do, or null
 */
public record HealthCheck(
        Subject subject,
        HealthStatus status,
        @Nullable Double measured,
        @Nullable Double warning,
        @Nullable Double critical,
        @Nullable String issue,
        @Nullable String recommendation) {

    /** What is looked at, the unit of its figures, and which side of a threshold is bad. */
    public enum Subject {
        DISK_USAGE("share", true),
        QUOTA_USAGE("share", true),
        CACHE_HIT_RATE("share", false),
        ACCESS_TIME("milliseconds", true),
        STALE_ENTRIES("share", true),
        FRAGMENTATION("share", true),
        LOG_SIZE("bytes", true),
        WRITE_QUEUE("share", true),
        GARBAGE_COLLECTION("intervals", true),
        INTEGRITY("days", true);

        private final String unit;
        private final boolean highIsBad;

        Subject(String unit, boolean highIsBad) {
            this.unit = unit;
            this.highIsBad = highIsBad;
        }

        /** The word in answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String unit() {
            return unit;
        }

        HealthStatus judge(double measured, @Nullable Double warning, @Nullable Double critical) {
            if (critical != null && (highIsBad ? measured >= critical : measured < critical)) {
                return HealthStatus.CRITICAL;
            }
            return warning != null && (highIsBad ? measured >= warning : measured < warning)
                    ? HealthStatus.WARNING
                    : HealthStatus.HEALTHY;
        }
    }
}
