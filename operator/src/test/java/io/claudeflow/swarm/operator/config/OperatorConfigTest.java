package io.claudeflow.swarm.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.operator.config.OperatorConfig.LogFormat;
import io.claudeflow.swarm.operator.plan.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorConfigTest {

    @Test
    void shouldUseTheDocumentedDefaultsWhenNothingIsSet() {
        var config = OperatorConfig.from(Map.of());

        assertThat(config.operatorNamespace()).isEqualTo("swarm-system");
        assertThat(config.watchNamespaces()).isEmpty();
        assertThat(config.memoryImage().repository()).isEqualTo("swarm-memory");
        assertThat(config.memoryImage().pullPolicy()).isEqualTo("IfNotPresent");
        assertThat(config.leaderElection()).isTrue();
        assertThat(config.managementPort()).isEqualTo(8080);
        assertThat(config.maxReconcileInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.statsInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldAcceptTheDefaultOfEverySettingWhenItIsWrittenOut(Setting setting) {
        assertThat(OperatorConfig.from(Map.of(setting.name(), setting.fallback())))
                .isEqualTo(OperatorConfig.from(Map.of()));
    }

    @Test
    void shouldReadEverySettingWhenAllAreSet() {
        var config = OperatorConfig.from(Map.ofEntries(
                Map.entry("OPERATOR_NAMESPACE", "ops"),
                Map.entry("WATCH_NAMESPACES", "b, a,,"),
                Map.entry("MEMORY_IMAGE", "registry.example.com:5000/team/swarm-memory"),
                Map.entry("MEMORY_IMAGE_PULL_POLICY", "Never"),
                Map.entry("MEMORY_IMAGE_PULL_SECRETS", "one,two"),
                Map.entry("LEADER_ELECTION", "false"),
                Map.entry("LEASE_NAME", "second"),
                Map.entry("POD_NAME", "me"),
                Map.entry("MANAGEMENT_PORT", "0"),
                Map.entry("RECONCILE_THREADS", "2"),
                Map.entry("MAX_RECONCILE_INTERVAL", "1h30m"),
                Map.entry("STATS_INTERVAL", "5s"),
                Map.entry("LOG_LEVEL", "debug"),
                Map.entry("LOG_FORMAT", "json")));

        assertThat(config.watchNamespaces()).containsExactly("a", "b");
        assertThat(config.memoryImage().repository()).isEqualTo("registry.example.com:5000/team/swarm-memory");
        assertThat(config.memoryImage().pullSecrets()).containsExactly("one", "two");
        assertThat(config.leaderElection()).isFalse();
        assertThat(config.lease()).isEqualTo("second");
        assertThat(config.identity()).isEqualTo("me");
        assertThat(config.managementPort()).isZero();
        assertThat(config.maxReconcileInterval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.logFormat()).isEqualTo(LogFormat.JSON);
    }

    @Test
    void shouldWatchAllNamespacesWhenAStarIsGiven() {
        assertThat(OperatorConfig.from(Map.of("WATCH_NAMESPACES", "*")).watchNamespaces())
                .isEmpty();
    }

    @Test
    void shouldReportEveryMistakeAtOnceWhenSeveralValuesAreWrong() {
        var everythingWrong = Arrays.stream(Setting.values())
                .filter(setting -> setting != Setting.POD_NAME)
                .collect(Collectors.toMap(Setting::name, setting -> "?wrong!"));

        assertThatThrownBy(() -> OperatorConfig.from(everythingWrong))
                .isInstanceOfSatisfying(ConfigurationException.class, unusable -> {
                    assertThat(unusable.problems()).hasSize(everythingWrong.size());
                    assertThat(unusable.problems())
                            .allSatisfy(problem ->
                                    assertThat(problem).contains("'?wrong!'").contains("expected: "));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "MANAGEMENT_PORT, 65536",
        "MANAGEMENT_PORT, -1",
        "RECONCILE_THREADS, 0",
        "MAX_RECONCILE_INTERVAL, 9s",
        "MAX_RECONCILE_INTERVAL, 25h",
        "STATS_INTERVAL, 0s",
        "STATS_INTERVAL, 60",
        "MEMORY_IMAGE, swarm-memory:0.1.0",
        "LEADER_ELECTION, yes",
        "WATCH_NAMESPACES, 'a,*'",
        "LOG_LEVEL, verbose"
    })
    void shouldNameVariableAndValueWhenOneIsOutOfRange(String variable, String value) {
        assertThatThrownBy(() -> OperatorConfig.from(Map.of(variable, value)))
                .hasMessageContaining(variable + ": '")
                .hasMessageContaining("expected: ");
    }

    @ParameterizedTest
    @CsvSource({"30s, 30", "5m, 300", "1h, 3600", "7d, 604800", "1h30m, 5400", "1d2h3m4s, 93784"})
    void parse_sumOfUnits_isItsSeconds(String text, long seconds) {
        assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "0s", "-1s", "30m1h", "1.5h", "1 h", "99999999s"})
    void parse_anythingElse_isEmpty(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
