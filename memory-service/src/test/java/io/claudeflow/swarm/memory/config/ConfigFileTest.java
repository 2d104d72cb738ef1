package io.claudeflow.swarm.memory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.claudeflow.swarm.memory.agent.AgentQuota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private static final String SEED = """
            {
              "memory_persistence": {
                "storage_backend": "sqlite",
                "database_path": ".swarm/other.db",
                "compression_enabled": true,
                "auto_cleanup_enabled": true
              },
              "coordination_settings": {
                "memory_sync_interval": 5000,
                "conflict_detection_enabled": true,
                "automatic_resolution": true
              },
              "agent_memory_limits": {
                "max_individual_memory": "10MB",
                "max_session_memory": "5 MB",
                "warning_threshold": "70%"
              },
              "neural_learning": {
                "pattern_recognition_enabled": true,
                "success_threshold": 0.8,
                "optimization_tracking": true
              }
            }""";

    @TempDir
    private Path directory;

    private Map<String, String> file(String json) throws IOException {
        var file = directory.resolve("memory_config.json");
        Files.writeString(file, json);
        return Map.of("CONFIG_FILE", file.toString());
    }

    @Test
    void shouldReadTheFileOfSeed003AsItStands() throws IOException {
        var config = ServiceConfig.from(file(SEED));
        assertThat(config.database()).isEqualTo(Path.of(".swarm/other.db"));
        assertThat(config.compression()).isEqualTo("zstd");
        assertThat(config.insight().autoCleanup()).isTrue();
        assertThat(config.agentQuota()).isEqualTo(new AgentQuota(10 << 20, 5 << 20, 0.7));
    }

    @Test
    void shouldSwitchOffWhatTheSeedSwitchesOff() throws IOException {
        var config = ServiceConfig.from(
                file("{\"memory_persistence\":{\"compression_enabled\":false,\"auto_cleanup_enabled\":false}}"));
        assertThat(config.compression()).isEqualTo("none");
        assertThat(config.insight().autoCleanup()).isFalse();
    }

    @Test
    void shouldTakeSettingsByNameAndLetTheEnvironmentWin() throws IOException {
        var environment =
                new HashMap<>(file("{\"settings\":{\"CACHE_SIZE\":7,\"GC_INTERVAL\":\"10m\",\"ENABLE_WAL\":false}}"));
        environment.put("GC_INTERVAL", "1h");
        environment.put("ENABLE_WAL", " ");
        var config = ServiceConfig.from(environment);
        assertThat(config.cacheEntries()).isEqualTo(7);
        assertThat(config.gcInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(config.wal()).isFalse();
    }

    @Test
    void shouldReportEveryMistakeAtItsPlace() throws IOException {
        var environment = file("""
                {
                  "memory_persistence": {"storage_backend": "redis", "compression_enabled": "yes", "shards": 3},
                  "coordination_settings": {"memory_sync_interval": 0, "conflict_detection_enabled": false},
                  "agent_memory_limits": {"max_individual_memory": "lots", "warning_threshold": "180%"},
                  "neural_learning": {"success_threshold": 1.5},
                  "settings": {"CACHE_SIZE": -1, "NO_SUCH": 1, "AUTO_CLEANUP": "true"},
                  "retention_policies": {}
                }""");
        var failure = catchThrowableOfType(InvalidConfigurationException.class, () -> ServiceConfig.from(environment));
        var file = environment.get("CONFIG_FILE") + ": ";
        assertThat(failure.mistakes())
                .extracting(mistake -> mistake.name().replace(file, ""))
                .containsExactlyInAnyOrder(
                        "memory_persistence.storage_backend",
                        "memory_persistence.compression_enabled",
                        "memory_persistence.shards",
                        "coordination_settings.memory_sync_interval",
                        "coordination_settings.conflict_detection_enabled",
                        "agent_memory_limits.max_individual_memory",
                        "agent_memory_limits.warning_threshold",
                        "neural_learning.success_threshold",
                        "settings.CACHE_SIZE",
                        "settings.NO_SUCH",
                        "retention_policies");
        assertThat(failure)
                .hasMessageContaining("agent_memory_limits.warning_threshold: 1.80 (expected: a number from 0 to 1")
                .hasMessageContaining("memory_persistence.storage_backend: redis (expected: sqlite)");
    }

    @Test
    void shouldRefuseTwoAnswersToOneQuestion() throws IOException {
        var environment =
                file("{\"memory_persistence\":{\"database_path\":\"a.db\"},\"settings\":{\"DB_PATH\":\"b.db\"}}");
        var failure = catchThrowableOfType(InvalidConfigurationException.class, () -> ServiceConfig.from(environment));
        assertThat(failure).hasMessageContaining("settings.DB_PATH: b.db (expected: what the file says elsewhere");
    }

    @Test
    void shouldNameAFileThatIsMissingOrNoJson() throws IOException {
        var missing = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> ServiceConfig.from(
                        Map.of("CONFIG_FILE", directory.resolve("none.json").toString())));
        assertThat(missing).hasMessageContaining("none.json").hasMessageContaining("a readable JSON file");
        var environment = file("{\"settings\": {");
        var broken = catchThrowableOfType(InvalidConfigurationException.class, () -> ServiceConfig.from(environment));
        assertThat(broken).hasMessageContaining("memory_config.json").hasMessageContaining("well-formed JSON");
    }

    @Test
    void shouldReadDebugSwitchesAndLevels() {
        var config = ServiceConfig.from(Map.of(
                "SWARM_MEMORY_DEBUG", "1", "SWARM_COORDINATION_DEBUG", "true", "LOG_LEVELS", "sqlite=trace,http=warn"));
        assertThat(config.logLevels())
                .containsEntry("sqlite", "trace")
                .containsEntry("http", "warn")
                .containsEntry("engine", "debug")
                .containsEntry("lock", "debug");
        assertThat(ServiceConfig.from(Map.of()).logLevels()).isEmpty();
        assertThat(ServiceConfig.from(Map.of("SLOW_OPERATION_THRESHOLD", "250ms"))
                        .insight()
                        .slowOperation())
                .isEqualTo(Duration.ofMillis(250));
        var failure = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> ServiceConfig.from(Map.of("LOG_LEVELS", "sqlite:debug", "SWARM_MEMORY_DEBUG", "yes")));
        assertThat(failure.mistakes()).hasSize(2);
    }
}
