package io.claudeflow.swarm.memory.config;

import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.backup.BackupSettings;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.config.InvalidConfigurationException.Mistake;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.EngineFeatures;
import io.claudeflow.swarm.memory.engine.InsightConfig;
import io.claudeflow.swarm.memory.engine.KnowledgeConfig;
import io.claudeflow.swarm.memory.learning.LearningSettings;
import io.claudeflow.swarm.memory.limit.Redaction;
import io.claudeflow.swarm.memory.policy.PolicyCatalog;
import io.claudeflow.swarm.memory.policy.yaml.YamlPolicyReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a service; each component is the {@link Setting} of the same name. Immutable.
 *
 * @param cacheBytes values kept in memory
 * @param vectorCacheBytes embeddings kept in memory
 * @param agentQuota {@link Setting#MAX_AGENT_MEMORY_MB}, {@link Setting#MAX_SESSION_MEMORY_MB},
 *     {@link Setting#MEMORY_WARNING_THRESHOLD}
 * @param fullSync whether an acknowledged write survives power loss
 * @param policyFile null for the shipped policies
 * @param logLevels levels of packages below the program's, or of full names
 */
public record ServiceConfig(
        String swarm,
        Path database,
        int cacheEntries,
        long cacheBytes,
        long vectorCacheBytes,
        Duration gcInterval,
        int compressionThreshold,
        String compression,
        boolean wal,
        boolean vacuum,
        boolean fullSync,
        boolean mcpMode,
        String bindAddress,
        int httpPort,
        int grpcPort,
        int metricsPort,
        int maxValueBytes,
        int maxRequestBytes,
        AgentQuota agentQuota,
        Duration requestTimeout,
        int readConnections,
        int writeQueue,
        boolean allowNetworkFilesystem,
        boolean rawSql,
        Duration shutdownTimeout,
        Duration eventRetention,
        Duration metricRetention,
        Duration outcomeRetention,
        Duration messageTtl,
        int learningMinOutcomes,
        double learningMinConfidence,
        double learningSuccessThreshold,
        BackupSettings backups,
        @Nullable Path policyFile,
        String logLevel,
        String logFormat,
        Map<String, String> logLevels,
        String redactSecrets,
        InsightConfig insight) {
    private static final long MIB = 1024 * 1024;
    private static final List<String> MEMORY_PACKAGES =
            List.of("sqlite", "engine", "cache", "codec", "limit", "maintenance", "analytics", "health", "audit");
    private static final List<String> COORDINATION_PACKAGES = List.of(
            "lock", "message", "session", "agent", "task", "sharedstate", "consensus", "topology", "merge", "watch");

    /**
     * Reads the environment and below it the file that its CONFIG_FILE names; a setting that is absent or empty in both
     * takes its default.
     *
     * @throws InvalidConfigurationException listing every mistake
     */
    public static ServiceConfig from(Map<String, String> environment) {
        return read(environment, (_, _) -> {});
    }

    /**
     * As {@link #from}, for the start of the service: the mistakes inside the policy file are listed with the others.
     * Commands that only talk to a service do not look at its files.
     */
    public static ServiceConfig forService(Map<String, String> environment, Clock clock) {
        return read(environment, (config, mistakes) -> {
            var file = config.policyFile();
            if (file != null) {
                for (var problem : PolicyCatalog.check(file, new YamlPolicyReader(), clock)) {
                    mistakes.add(new Mistake(
                            Setting.POLICY_FILE.name(),
                            file + ", line " + problem.line() + ": " + problem.field() + ": " + problem.value(),
                            problem.expected()));
                }
            }
        });
    }

    private static ServiceConfig read(
            Map<String, String> environment, BiConsumer<ServiceConfig, List<Mistake>> moreChecks) {
        var reader = new Reader(ConfigFile.underneath(environment));
        reader.text(Setting.CONFIG_FILE);
        var config = new ServiceConfig(
                reader.text(Setting.SWARM_ID),
                EngineConfig.databaseFile(reader.path(Setting.DB_PATH)),
                reader.whole(Setting.CACHE_SIZE),
                reader.whole(Setting.CACHE_MEMORY_MB) * MIB,
                reader.whole(Setting.VECTOR_CACHE_MB) * MIB,
                reader.span(Setting.GC_INTERVAL),
                reader.whole(Setting.COMPRESSION_THRESHOLD),
                reader.text(Setting.COMPRESSION),
                reader.bool(Setting.ENABLE_WAL),
                reader.bool(Setting.ENABLE_VACUUM),
                reader.text(Setting.SYNCHRONOUS).equals("full"),
                reader.bool(Setting.MCP_MODE),
                reader.text(Setting.BIND_ADDRESS),
                reader.whole(Setting.HTTP_PORT),
                reader.whole(Setting.GRPC_PORT),
                reader.whole(Setting.METRICS_PORT),
                reader.whole(Setting.MAX_VALUE_BYTES),
                reader.whole(Setting.MAX_REQUEST_BYTES),
                new AgentQuota(
                        reader.whole(Setting.MAX_AGENT_MEMORY_MB) * MIB,
                        reader.whole(Setting.MAX_SESSION_MEMORY_MB) * MIB,
                        Double.parseDouble(reader.text(Setting.MEMORY_WARNING_THRESHOLD))),
                reader.span(Setting.REQUEST_TIMEOUT),
                reader.whole(Setting.READ_CONNECTIONS),
                reader.whole(Setting.WRITE_QUEUE),
                reader.bool(Setting.ALLOW_NETWORK_FILESYSTEM),
                reader.bool(Setting.RAW_SQL),
                reader.span(Setting.SHUTDOWN_TIMEOUT),
                reader.span(Setting.EVENT_RETENTION),
                reader.span(Setting.METRIC_RETENTION),
                reader.span(Setting.OUTCOME_RETENTION),
                reader.span(Setting.MESSAGE_TTL),
                reader.whole(Setting.LEARNING_MIN_OUTCOMES),
                reader.share(Setting.LEARNING_MIN_CONFIDENCE),
                reader.share(Setting.LEARNING_SUCCESS_THRESHOLD),
                reader.backups(),
                reader.optionalPath(Setting.POLICY_FILE),
                reader.text(Setting.LOG_LEVEL),
                reader.text(Setting.LOG_FORMAT),
                reader.logLevels(),
                reader.text(Setting.REDACT_SECRETS),
                reader.insight());
        config.checkTogether(reader.mistakes);
        moreChecks.accept(config, reader.mistakes);
        if (!reader.mistakes.isEmpty()) {
            throw new InvalidConfigurationException(reader.mistakes);
        }
        return config;
    }

    /** The part of the engine. */
    public EngineConfig engine() {
        var defaults = EngineConfig.defaults(database);
        return new EngineConfig(
                database,
                maxValueBytes,
                cacheEntries,
                cacheBytes,
                gcInterval,
                Compression.valueOf(compression.toUpperCase(Locale.ROOT)),
                compressionThreshold,
                wal,
                vacuum,
                fullSync,
                readConnections,
                writeQueue,
                allowNetworkFilesystem,
                requestTimeout,
                shutdownTimeout,
                defaults.changelogRows(),
                defaults.changelogAge(),
                new EngineFeatures(
                        knowledge(),
                        agentQuota,
                        backups,
                        insight,
                        vectorCacheBytes,
                        policyFile,
                        rawSql,
                        Redaction.Mode.valueOf(redactSecrets.toUpperCase(Locale.ROOT))));
    }

    private KnowledgeConfig knowledge() {
        return new KnowledgeConfig(
                eventRetention,
                metricRetention,
                outcomeRetention,
                messageTtl,
                LearningSettings.of(learningMinOutcomes, learningMinConfidence, learningSuccessThreshold));
    }

    private void checkTogether(List<Mistake> mistakes) {
        if (maxRequestBytes < maxValueBytes) {
            mistakes.add(new Mistake(
                    Setting.MAX_REQUEST_BYTES.name(),
                    Integer.toString(maxRequestBytes),
                    "at least MAX_VALUE_BYTES, which is " + maxValueBytes));
        }
        var ports = new LinkedHashMap<Integer, Setting>();
        checkPort(ports, Setting.HTTP_PORT, httpPort, mistakes);
        checkPort(ports, Setting.GRPC_PORT, grpcPort, mistakes);
        checkPort(ports, Setting.METRICS_PORT, metricsPort, mistakes);
    }

    private static void checkPort(Map<Integer, Setting> ports, Setting setting, int port, List<Mistake> mistakes) {
        var other = port == 0 ? null : ports.putIfAbsent(port, setting);
        if (other != null) {
            mistakes.add(new Mistake(
                    setting.name(), Integer.toString(port), "a port of its own, not the one of " + other.name()));
        }
    }

    /** Reads settings and collects mistakes; a wrong value is replaced by the default so that reading goes on. */
    private static final class Reader {
        private final Map<String, String> environment;
        private final List<Mistake> mistakes = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        String text(Setting setting) {
            var given = environment.getOrDefault(setting.name(), "").strip();
            if (given.isEmpty()) {
                return setting.defaultValue();
            }
            if (!setting.type().accepts(given)) {
                var mistake = new Mistake(setting.name(), given, setting.type().expectation());
                if (!mistakes.contains(mistake)) {
                    mistakes.add(mistake);
                }
                return setting.defaultValue();
            }
            return given;
        }

        int whole(Setting setting) {
            return Math.toIntExact(Long.parseLong(text(setting)));
        }

        double share(Setting setting) {
            return Double.parseDouble(text(setting));
        }

        boolean bool(Setting setting) {
            return Boolean.parseBoolean(text(setting));
        }

        Duration span(Setting setting) {
            return Durations.parse(text(setting)).orElseThrow();
        }

        Map<String, String> logLevels() {
            var levels = new LinkedHashMap<String, String>();
            if (SettingType.Switch.isOn(text(Setting.SWARM_MEMORY_DEBUG))) {
                MEMORY_PACKAGES.forEach(name -> levels.put(name, "debug"));
            }
            if (SettingType.Switch.isOn(text(Setting.SWARM_COORDINATION_DEBUG))) {
                COORDINATION_PACKAGES.forEach(name -> levels.put(name, "debug"));
            }
            levels.putAll(SettingType.Levels.parse(text(Setting.LOG_LEVELS)));
            return levels;
        }

        InsightConfig insight() {
            return new InsightConfig(
                    text(Setting.SWARM_ID),
                    SettingType.Latency.parse(text(Setting.SLOW_OPERATION_THRESHOLD))
                            .orElseThrow(),
                    bool(Setting.ANALYTICS),
                    span(Setting.ANALYTICS_RETENTION),
                    bool(Setting.AUTO_CLEANUP));
        }

        BackupSettings backups() {
            var directory = path(Setting.BACKUP_DIR);
            if (directory.toString().matches(".*[?#].*")) {
                mistakes.add(new Mistake(Setting.BACKUP_DIR.name(), directory.toString(), "a path without ? and #"));
                directory = Path.of(Setting.BACKUP_DIR.defaultValue());
            }
            return new BackupSettings(directory, span(Setting.BACKUP_INTERVAL), whole(Setting.BACKUP_RETENTION));
        }

        @Nullable
        Path optionalPath(Setting setting) {
            return text(setting).isEmpty() ? null : path(setting);
        }

        Path path(Setting setting) {
            var text = text(setting);
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                mistakes.add(new Mistake(setting.name(), text, "a file path (" + e.getReason() + ")"));
                return Path.of(setting.defaultValue());
            }
        }
    }
}
