package io.claudeflow.swarm.memory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.agent.AgentQuota;
import io.claudeflow.swarm.memory.codec.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceConfigTest {
    @Test
    void shouldTakeTheDocumentedDefaults() {
        var config = ServiceConfig.from(Map.of());

        assertThat(config.swarm()).isEqualTo("default");
        assertThat(config.database()).isEqualTo(Path.of(".swarm/memory.db"));
        assertThat(config.cacheEntries()).isEqualTo(1000);
        assertThat(config.cacheBytes()).isEqualTo(50L << 20);
        assertThat(config.gcInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.compressionThreshold()).isEqualTo(10_240);
        assertThat(config.wal()).isTrue();
        assertThat(config.vacuum()).isTrue();
        assertThat(config.fullSync()).isTrue();
        assertThat(config.mcpMode()).isTrue();
        assertThat(config.httpPort()).isEqualTo(8080);
        assertThat(config.grpcPort()).isEqualTo(9090);
        assertThat(config.metricsPort()).isEqualTo(9091);
        assertThat(config.maxValueBytes()).isEqualTo(16 << 20);
        assertThat(config.maxRequestBytes()).isEqualTo(32 << 20);
        assertThat(config.agentQuota()).isEqualTo(AgentQuota.DEFAULT);
        assertThat(config.engine().features().agentQuota()).isEqualTo(AgentQuota.DEFAULT);
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.engine().compression()).isEqualTo(Compression.ZSTD);
    }

    @Test
    void shouldReadEveryVariable() {
        var config = ServiceConfig.from(Map.of(
                "GC_INTERVAL",
                "1h30m",
                "ENABLE_WAL",
                "false",
                "SYNCHRONOUS",
                "normal",
                "COMPRESSION",
                "gzip",
                "CACHE_SIZE",
                "0",
                "SWARM_ID",
                " research ",
                "MAX_AGENT_MEMORY_MB",
                "10",
                "HTTP_PORT",
                "0",
                "GRPC_PORT",
                "0"));

        assertThat(config.gcInterval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.wal()).isFalse();
        assertThat(config.fullSync()).isFalse();
        assertThat(config.engine().compression()).isEqualTo(Compression.GZIP);
        assertThat(config.cacheEntries()).isZero();
        assertThat(config.agentQuota()).isEqualTo(new AgentQuota(10 << 20, 50 << 20, 0.8));
        assertThat(config.swarm()).isEqualTo("research");
    }

    @Test
    void shouldReportEveryMistakeAtOnce() {
        var failure = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> ServiceConfig.from(Map.of(
                        "CACHE_SIZE", "-1",
                        "GC_INTERVAL", "five",
                        "ENABLE_WAL", "yes",
                        "COMPRESSION", "lzma",
                        "HTTP_PORT", "70000",
                        "METRICS_PORT", "9090",
                        "MEMORY_WARNING_THRESHOLD", "80%",
                        "MAX_REQUEST_BYTES", "2000")));

        assertThat(failure.mistakes())
                .extracting(InvalidConfigurationException.Mistake::name)
                .containsExactlyInAnyOrder(
                        "CACHE_SIZE",
                        "GC_INTERVAL",
                        "ENABLE_WAL",
                        "COMPRESSION",
                        "HTTP_PORT",
                        "METRICS_PORT",
                        "MEMORY_WARNING_THRESHOLD",
                        "MAX_REQUEST_BYTES");
        assertThat(failure)
                .hasMessageContaining("ENABLE_WAL: yes (expected: true or false)")
                .hasMessageContaining("COMPRESSION: lzma (expected: one of zstd, gzip, none)");
    }

    /** A value that no setting accepts. */
    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldRefuseAWrongValueOfEverySetting(Setting setting) {
        var environment = new HashMap<String, String>();
        environment.put(setting.name(), "a\u0007b");

        var failure = catchThrowableOfType(InvalidConfigurationException.class, () -> ServiceConfig.from(environment));

        assertThat(failure).hasMessageStartingWith(setting.name() + ": ");
        assertThat(failure.mistakes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldAcceptTheDefaultOfEverySetting(Setting setting) {
        assertThat(setting.type().accepts(setting.defaultValue())).isTrue();
        assertThat(setting.description()).endsWith(".");
    }

    @ParameterizedTest
    @CsvSource({"30s,30", "5m,300", "6h,21600", "7d,604800", "1h30m,5400", "1d2h3m4s,93784", "0s,0"})
    void durations_written_seconds(String text, long seconds) {
        assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "5M", "30m1h", "-5m", "1.5h", "5m5m", "5ms", "99999999999s"})
    void durations_wrong_refused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void shouldFollowALinkToTheDatabase(@TempDir Path directory) throws IOException {
        var link = Files.createSymbolicLink(directory.resolve("linked.db"), Path.of("real/memory.db"));
        assertThat(ServiceConfig.from(Map.of("DB_PATH", link.toString())).database())
                .isEqualTo(directory.resolve("real/memory.db"));
    }

    @Test
    void forService_policyFileWithMistakes_listsThemWithTheOthers(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("p.yaml"), "policies:\n  - {pattern: a, ttl: soon}\n");
        var environment = Map.of("POLICY_FILE", file.toString(), "HTTP_PORT", "x");
        var failure = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> ServiceConfig.forService(environment, new TestClock("2026-11-21T12:00:00Z")));
        assertThat(failure.mistakes())
                .extracting(InvalidConfigurationException.Mistake::toString)
                .satisfiesExactly(
                        port -> assertThat(port).startsWith("HTTP_PORT: x"),
                        policy -> assertThat(policy)
                                .startsWith("POLICY_FILE: " + file + ", line 2: policies[0].ttl: soon (expected: "));
        assertThat(ServiceConfig.from(Map.of("POLICY_FILE", file.toString())).policyFile())
                .as("commands do not look into it")
                .isEqualTo(file);
        assertThat(ServiceConfig.from(Map.of()).policyFile()).isNull();
    }
}
