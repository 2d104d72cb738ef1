package io.claudeflow.swarm.memory.policy.yaml;

import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.policy.Cleanup;
import io.claudeflow.swarm.memory.policy.CompressionRule;
import io.claudeflow.swarm.memory.policy.CompressionRule.Algorithm;
import io.claudeflow.swarm.memory.policy.ConflictStrategy;
import io.claudeflow.swarm.memory.policy.KeyPattern;
import io.claudeflow.swarm.memory.policy.Lifetime;
import io.claudeflow.swarm.memory.policy.RetentionPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways to write a policy. A mistake leaves a default in its place and is reported through the section. */
enum PolicyForm {
    /** Ours: {@code pattern, ttl, cleanup, conflict, compression, fullText}. */
    OWN("policies") {
        @Override
        Optional<RetentionPolicy> read(Section policy) {
            var pattern = pattern(policy, "pattern");
            var lifetime = policy.text("ttl", TTL)
                    .flatMap(text -> lifetime(policy, text))
                    .orElse(Lifetime.PERMANENT);
            var cleanup = cleanup(policy);
            var conflict = conflict(policy, "conflict");
            var compression = compression(policy);
            boolean fullText = policy.bool("fullText").orElse(true);
            policy.rejectUnknown();
            return pattern.map(key -> new RetentionPolicy(key, lifetime, cleanup, conflict, compression, fullText));
        }
    },

    /**
     * Seed 004's: {@code namespace, ttl_seconds, cleanup_strategy, conflict_strategy, compression_enabled,
     * compression_threshold_bytes}, with its defaults: scheduled, lww, compressed from 1,024 bytes.
     */
    SEED("namespaces") {
        @Override
        Optional<RetentionPolicy> read(Section policy) {
            var pattern = pattern(policy, "namespace");
            var lifetime = policy.integer("ttl_seconds", 0, Ttl.MAX_SECONDS);
            if (!policy.has("ttl_seconds")) {
                policy.missing("ttl_seconds", "seconds, or 0 for permanent");
            }
            var cleanup = policy.text("cleanup_strategy", CLEANUP)
                    .flatMap(text -> named(policy, "cleanup_strategy", text))
                    .orElse(Cleanup.DAILY_AT_TWO);
            var conflict = conflict(policy, "conflict_strategy");
            boolean enabled = policy.bool("compression_enabled").orElse(true);
            int threshold = threshold(policy, "compression_threshold_bytes");
            var compression = enabled ? new CompressionRule(Algorithm.ZSTD, threshold) : CompressionRule.NONE;
            policy.rejectUnknown();
            return pattern.map(key -> new RetentionPolicy(
                    key, Lifetime.ofSeconds(lifetime.orElse(0L)), cleanup, conflict, compression, true));
        }
    },

    /**
     * Seed 003's retention by category: {@code category, retention_days}, -1 for never. A category is how the first
     * segment of a key begins, so {@code swarm} covers {@code swarm-abc123/agent-worker1/state}.
     */
    CATEGORY("categories") {
        @Override
        Optional<RetentionPolicy> read(Section policy) {
            var pattern = pattern(policy, "category")
                    .flatMap(category ->
                            checked(policy, "category", category.text(), () -> new KeyPattern(category.text() + "*")));
            if (!policy.has("retention_days")) {
                policy.missing("retention_days", DAYS);
            }
            var days = policy.integer("retention_days", FOREVER, MAX_DAYS);
            if (days.filter(count -> count == 0).isPresent()) {
                policy.reject("retention_days", "0", DAYS);
            }
            policy.rejectUnknown();
            var lifetime = Lifetime.ofSeconds(Math.max(0, days.orElse(FOREVER)) * SECONDS_PER_DAY);
            return pattern.map(key -> RetentionPolicy.of(key, lifetime));
        }
    };

    private static final long FOREVER = -1;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MAX_DAYS = Ttl.MAX_SECONDS / SECONDS_PER_DAY;
    private static final String DAYS = "days, 1 to " + MAX_DAYS + ", or -1 for never";

    private static final String TTL = "permanent, or a duration such as 30s, 5m, 1h30m, 7d";
    private static final String CLEANUP = "lazy, scheduled or manual";
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,10})s)?");

    private final String list;

    PolicyForm(String list) {
        this.list = list;
    }

    /** The name of the list that holds policies of this form. */
    String list() {
        return list;
    }

    abstract Optional<RetentionPolicy> read(Section policy);

    private static Optional<KeyPattern> pattern(Section policy, String name) {
        if (!policy.has(name)) {
            policy.missing(name, "the keys the policy is for, such as task/*/status");
            return Optional.empty();
        }
        return policy.text(name, "a pattern such as task/*/status")
                .flatMap(text -> checked(policy, name, text, () -> new KeyPattern(text)));
    }

    private static Optional<Lifetime> lifetime(Section policy, String text) {
        if (text.equals("permanent")) {
            return Optional.of(Lifetime.PERMANENT);
        }
        if (text.matches("\\d{1,18}")) {
            return checked(policy, "ttl", text, () -> Lifetime.ofSeconds(Long.parseLong(text)));
        }
        var seconds = seconds(text);
        if (seconds.isEmpty()) {
            policy.reject("ttl", text, TTL);
            return Optional.empty();
        }
        return checked(policy, "ttl", text, () -> Lifetime.ofSeconds(seconds.getAsLong()));
    }

    private static Cleanup cleanup(Section policy) {
        if (!policy.has("cleanup")) {
            return Cleanup.LAZY;
        }
        if (policy.isScalar("cleanup")) {
            return policy.text("cleanup", CLEANUP)
                    .flatMap(text -> named(policy, "cleanup", text))
                    .orElse(Cleanup.LAZY);
        }
        var schedule = policy.section("cleanup");
        if (schedule.isEmpty()) {
            policy.reject("cleanup", "a list", CLEANUP + ", {daily: \"02:00\"} or {every: 6h}");
            return Cleanup.LAZY;
        }
        return schedule(schedule.get());
    }

    private static Cleanup schedule(Section schedule) {
        var daily =
                schedule.text("daily", "a time of day such as \"02:00\"").flatMap(text -> timeOfDay(schedule, text));
        var every = schedule.text("every", "a duration such as 6h").flatMap(text -> interval(schedule, text));
        if (schedule.has("daily") == schedule.has("every")) {
            schedule.missing("daily", "either daily or every");
        }
        schedule.rejectUnknown();
        return daily.or(() -> every).orElse(Cleanup.DAILY_AT_TWO);
    }

    private static Optional<Cleanup> timeOfDay(Section schedule, String text) {
        try {
            if (text.matches("\\d{2}:\\d{2}")) {
                return Optional.of(new Cleanup.Daily(LocalTime.parse(text)));
            }
        } catch (DateTimeException e) {
            // Reported below, like every text of another form.
        }
        schedule.reject("daily", text, "a time of day in UTC such as \"02:00\"");
        return Optional.empty();
    }

    private static Optional<Cleanup> interval(Section schedule, String text) {
        var seconds = seconds(text);
        if (seconds.isEmpty()) {
            schedule.reject("every", text, "a duration such as 6h");
            return Optional.empty();
        }
        return checked(schedule, "every", text, () -> new Cleanup.Every(Duration.ofSeconds(seconds.getAsLong())));
    }

    private static Optional<Cleanup> named(Section policy, String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "lazy" -> Optional.of(Cleanup.LAZY);
            case "scheduled" -> Optional.of(Cleanup.DAILY_AT_TWO);
            case "manual" -> Optional.of(Cleanup.MANUAL);
            default -> {
                policy.reject(name, text, CLEANUP);
                yield Optional.empty();
            }
        };
    }

    private static ConflictStrategy conflict(Section policy, String name) {
        var text = policy.text(name, "one of " + ConflictStrategy.expected());
        var strategy = text.flatMap(ConflictStrategy::named);
        if (text.isPresent() && strategy.isEmpty()) {
            policy.reject(name, text.get(), "one of " + ConflictStrategy.expected());
        }
        return strategy.orElse(ConflictStrategy.LAST_WRITER_WINS);
    }

    private static @Nullable CompressionRule compression(Section policy) {
        if (!policy.has("compression")) {
            return null;
        }
        if (policy.isScalar("compression")) {
            var algorithm = algorithm(policy, "compression");
            return algorithm == Algorithm.NONE
                    ? CompressionRule.NONE
                    : new CompressionRule(algorithm, CompressionRule.DEFAULT_THRESHOLD_BYTES);
        }
        var rule = policy.section("compression");
        if (rule.isEmpty()) {
            policy.reject("compression", "a list", "zstd, gzip, none or {algorithm, threshold}");
            return null;
        }
        var algorithm = rule.get().has("algorithm") ? algorithm(rule.get(), "algorithm") : Algorithm.ZSTD;
        int threshold = threshold(rule.get(), "threshold");
        rule.get().rejectUnknown();
        return new CompressionRule(algorithm, threshold);
    }

    private static Algorithm algorithm(Section section, String name) {
        var text = section.text(name, "zstd, gzip or none");
        var algorithm = text.flatMap(wanted -> Arrays.stream(Algorithm.values())
                .filter(candidate -> candidate.name().equalsIgnoreCase(wanted))
                .findFirst());
        if (text.isPresent() && algorithm.isEmpty()) {
            section.reject(name, text.get(), "zstd, gzip or none");
        }
        return algorithm.orElse(Algorithm.NONE);
    }

    private static int threshold(Section section, String name) {
        return section.integer(name, 0, CompressionRule.MAX_THRESHOLD_BYTES)
                .map(Long::intValue)
                .orElse(CompressionRule.DEFAULT_THRESHOLD_BYTES);
    }

    /** Days, hours, minutes and seconds in this order, at least one of them. */
    private static OptionalLong seconds(String text) {
        var matcher = DURATION.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return OptionalLong.empty();
        }
        long[] unit = {86_400, 3_600, 60, 1};
        long total = 0;
        for (int i = 0; i < unit.length; i++) {
            var amount = matcher.group(i + 1);
            total += amount == null ? 0 : Long.parseLong(amount) * unit[i];
        }
        return OptionalLong.of(total);
    }

    private static <T> Optional<T> checked(Section section, String name, String text, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (MemoryException e) {
            section.reject(name, text, String.valueOf(e.expected()));
            return Optional.empty();
        }
    }
}
