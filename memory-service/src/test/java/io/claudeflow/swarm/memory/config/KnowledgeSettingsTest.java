package io.claudeflow.swarm.memory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.engine.KnowledgeConfig;
import io.claudeflow.swarm.memory.learning.LearningSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeSettingsTest {
    @Test
    void shouldTakeTheDocumentedDefaults() {
        assertThat(ServiceConfig.from(Map.of()).engine().features().knowledge()).isEqualTo(KnowledgeConfig.DEFAULT);
    }

    @Test
    void shouldTakeWhatIsSet() {
        var config = ServiceConfig.from(Map.of(
                        "EVENT_RETENTION", "7d",
                        "METRIC_RETENTION", "12h",
                        "OUTCOME_RETENTION", "90d",
                        "MESSAGE_TTL", "1h30m",
                        "LEARNING_MIN_OUTCOMES", "3",
                        "LEARNING_MIN_CONFIDENCE", "0.55"))
                .engine()
                .features()
                .knowledge();
        assertThat(config)
                .isEqualTo(new KnowledgeConfig(
                        Duration.ofDays(7),
                        Duration.ofHours(12),
                        Duration.ofDays(90),
                        Duration.ofMinutes(90),
                        new LearningSettings(3, 0.55, 0.8, 0.7, 0.85, 0.3, 10)));
    }

    @Test
    void shouldRefuseWrongValuesAllAtOnce() {
        assertThatThrownBy(() -> ServiceConfig.from(Map.of(
                        "MESSAGE_TTL", "31d",
                        "LEARNING_MIN_OUTCOMES", "1",
                        "LEARNING_MIN_CONFIDENCE", "1.5",
                        "EVENT_RETENTION", "soon")))
                .hasMessageContaining("MESSAGE_TTL")
                .hasMessageContaining("LEARNING_MIN_OUTCOMES")
                .hasMessageContaining("a number from 0 to 1")
                .hasMessageContaining("EVENT_RETENTION");
    }
}
