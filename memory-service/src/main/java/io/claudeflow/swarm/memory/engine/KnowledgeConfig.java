package io.claudeflow.swarm.memory.engine;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.learning.LearningSettings;
import io.claudeflow.swarm.memory.message.NewMessage;
import java.time.Duration;

/**
 * How long what swarms report is kept, and what they learn from it.
 *
 * @param events how long events are kept, likewise {@code metrics} and {@code outcomes}
 * @param messageLifetime of a message that names none; 1 second to 30 days
 */
public record KnowledgeConfig(
        Duration events, Duration metrics, Duration outcomes, Duration messageLifetime, LearningSettings learning) {
    public static final KnowledgeConfig DEFAULT = new KnowledgeConfig(
            Duration.ofDays(30),
            Duration.ofDays(30),
            Duration.ofDays(365),
            NewMessage.ONE_DAY,
            LearningSettings.DEFAULT);

    public KnowledgeConfig {
        positive("EVENT_RETENTION", events);
        positive("METRIC_RETENTION", metrics);
        positive("OUTCOME_RETENTION", outcomes);
        if (messageLifetime.compareTo(Duration.ofSeconds(1)) < 0 || messageLifetime.compareTo(NewMessage.LONGEST) > 0) {
            throw MemoryException.invalid("MESSAGE_TTL", messageLifetime, "1 second to " + NewMessage.LONGEST);
        }
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw MemoryException.invalid(field, value, "more than zero");
        }
    }
}
