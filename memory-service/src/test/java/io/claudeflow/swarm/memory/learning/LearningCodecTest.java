package io.claudeflow.swarm.memory.learning;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import io.claudeflow.swarm.memory.testing.ManualClock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningCodecTest {
    private final JacksonDocumentReader reader = new JacksonDocumentReader();

    @Test
    void decode_encoded_isTheSamePattern() {
        var nested = Document.of(Map.of("range", Document.of(List.of(Document.of(1), Document.of(2)))));
        var pattern = new LearnedPattern(
                "p",
                "data",
                true,
                new TreeMap<>(Map.of(
                        "equal", new Condition.Equal(Document.of("x")),
                        "object", new Condition.Equal(nested),
                        "range", new Condition.Range(BigDecimal.ONE, new BigDecimal("2.5")),
                        "values", new Condition.OneOf(List.of(Document.of("a"), Document.of(1))))),
                7,
                0.1 + 0.2,
                1,
                12.75,
                List.of("a", "b"),
                List.of("o1"),
                3,
                2,
                ManualClock.START);
        var json = LearningCodec.encode(pattern).toJson();
        assertThat(json).contains("\"conditions\":{\"equal\":\"x\"", "\"range\":{\"range\":[1,2.5]}");
        assertThat(LearningCodec.decode(reader.read("pattern", json))).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"conditions\":1}", "{\"conditions\":{\"a\":{\"b\":1}}}"})
    void decode_somethingElse_isCorrupt(String json) {
        assertFails(
                FailureKind.CORRUPT,
                "a learned pattern cannot be read: ",
                () -> LearningCodec.decode(reader.read("pattern", json)));
    }
}
