package io.claudeflow.swarm.operator.config;

import io.claudeflow.swarm.operator.plan.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How this operator runs. Built once from the environment; every wrong value is reported at once and stops the start.
 *
 * @param watchNamespaces namespaces to watch; empty means all
 * @param lease name of the Lease; only replicas with the same work share one
 * @param identity name of this process in the Lease; empty takes the host's name
 */
public record OperatorConfig(
        String operatorNamespace,
        Set<String> watchNamespaces,
        MemoryImage memoryImage,
        boolean leaderElection,
        String lease,
        String identity,
        int managementPort,
        int reconcileThreads,
        Duration maxReconcileInterval,
        Duration statsInterval,
        Duration entryInterval,
        Duration taskInterval,
        Duration finalBackupTimeout,
        String runbookBase,
        String logLevel,
        LogFormat logFormat) {

    /** Where the memory service's image comes from. */
    public record MemoryImage(String repository, String pullPolicy, List<String> pullSecrets) {}

    /** How log lines look. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");

    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9./][!-~]{0,199}");

    /**
     * Reads the variables of {@link Setting}.
     *
     * @throws ConfigurationException if any value is not usable; it names all of them
     */
    public static OperatorConfig from(Map<String, String> environment) {
        var read = new Reader(environment);
        var config = new OperatorConfig(
                read.matching(Setting.OPERATOR_NAMESPACE, NAMESPACE, "the name of a namespace"),
                new TreeSet<>(read.watchNamespaces()),
                new MemoryImage(
                        read.matching(Setting.MEMORY_IMAGE, REPOSITORY, "an image repository without tag"),
                        read.oneOf(Setting.MEMORY_IMAGE_PULL_POLICY, List.of("Always", "IfNotPresent", "Never")),
                        read.list(Setting.MEMORY_IMAGE_PULL_SECRETS, OBJECT, "names of secrets")),
                read.flag(Setting.LEADER_ELECTION),
                read.matching(Setting.LEASE_NAME, OBJECT, "the name of a Lease"),
                read.text(Setting.POD_NAME),
                read.number(Setting.MANAGEMENT_PORT, 0, 65_535),
                read.number(Setting.RECONCILE_THREADS, 1, 64),
                read.duration(Setting.MAX_RECONCILE_INTERVAL, Duration.ofSeconds(10)),
                read.duration(Setting.STATS_INTERVAL, Duration.ofSeconds(1)),
                read.duration(Setting.ENTRY_INTERVAL, Duration.ofSeconds(10)),
                read.duration(Setting.TASK_INTERVAL, Duration.ofSeconds(1)),
                read.duration(Setting.FINAL_BACKUP_TIMEOUT, Duration.ofSeconds(10)),
                read.matching(Setting.RUNBOOK_BASE, LINK, "a URL or path of at most 200 characters without blanks"),
                read.oneOf(Setting.LOG_LEVEL, List.of("trace", "debug", "info", "warn", "error")),
                LogFormat.valueOf(
                        read.oneOf(Setting.LOG_FORMAT, List.of("text", "json")).toUpperCase(Locale.ROOT)));
        if (!read.problems.isEmpty()) {
            throw new ConfigurationException(read.problems);
        }
        return config;
    }

    /** Reads one variable after the other and remembers what was wrong, answering the default in that case. */
    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        String text(Setting setting) {
            var value = environment.getOrDefault(setting.name(), "").strip();
            return value.isEmpty() ? setting.fallback() : value;
        }

        String matching(Setting setting, Pattern pattern, String expected) {
            var value = text(setting);
            return pattern.matcher(value).matches() ? value : wrong(setting, value, expected, Function.identity());
        }

        List<String> list(Setting setting, Pattern pattern, String expected) {
            var values = List.of(text(setting).split(",", -1)).stream()
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            var unfit = values.stream()
                    .filter(value -> !pattern.matcher(value).matches())
                    .toList();
            return unfit.isEmpty()
                    ? values
                    : wrong(setting, String.join(",", unfit), expected + " separated by commas", any -> List.of());
        }

        List<String> watchNamespaces() {
            return text(Setting.WATCH_NAMESPACES).equals("*")
                    ? List.of()
                    : list(Setting.WATCH_NAMESPACES, NAMESPACE, "*, nothing, or names of namespaces");
        }

        String oneOf(Setting setting, List<String> allowed) {
            var value = text(setting);
            return allowed.contains(value)
                    ? value
                    : wrong(setting, value, "one of " + String.join(", ", allowed), Function.identity());
        }

        boolean flag(Setting setting) {
            return Boolean.parseBoolean(oneOf(setting, List.of("true", "false")));
        }

        int number(Setting setting, int least, int most) {
            var value = text(setting);
            try {
                var number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Reported below like a number out of range.
            }
            return wrong(setting, value, "a whole number from " + least + " to " + most, Integer::parseInt);
        }

        Duration duration(Setting setting, Duration least) {
            var value = text(setting);
            return Durations.parse(value)
                    .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(Duration.ofHours(24)) <= 0)
                    .orElseGet(() -> wrong(
                            setting,
                            value,
                            "a duration such as 30s, 5m or 1h30m, from " + least.toSeconds() + "s to 24h",
                            fallback -> Durations.parse(fallback).orElseThrow()));
        }

        private <T> T wrong(Setting setting, String value, String expected, Function<String, T> parse) {
            problems.add(setting.name() + ": '" + value + "' (expected: " + expected + ")");
            return parse.apply(setting.fallback());
        }
    }
}
