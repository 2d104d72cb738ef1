package io.claudeflow.swarm.memory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.failure.MemoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonDocumentReaderTest {
    private final JacksonDocumentReader reader = new JacksonDocumentReader();

    @Test
    void shouldWriteWhatItRead() {
        var json = "{\"b\":[1,1.0,-2.50,1E+3,true,false,null],\"a\":{\"t\":\"x\\\"\\\\\\n\\u0001é😀\"}}";
        assertThat(reader.read("value", json).toJson()).isEqualTo(json);
    }

    @Test
    void equality_otherOrderAndNotation_isTheSame() {
        var left = reader.read("value", "{\"a\":1.0,\"b\":10e-1}");
        var right = reader.read("value", "{\"b\":1,\"a\":1}");
        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
        assertThat(left.canonical()).isEqualTo(right.canonical()).isEqualTo("{\"a\":1,\"b\":1}");
        assertThat(Document.of("1")).isNotEqualTo(Document.of(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,]", "{\"a\":1,\"a\":2}", "1 2", "nul", "{\"a\":1}}", "NaN", "1e5000", "1e-5000"
            })
    void shouldRefuseWhatIsNoJson(String text) {
        assertThatThrownBy(() -> reader.read("data", text))
                .isInstanceOf(MemoryException.class)
                .hasMessageStartingWith("data: ")
                .hasMessageContaining("expected: ");
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeeply() {
        assertThat(reader.read("data", "[".repeat(200) + "]".repeat(200))).isInstanceOf(Document.Items.class);
        assertThatThrownBy(() -> reader.read("data", "[".repeat(201) + "]".repeat(201)))
                .isInstanceOf(MemoryException.class);
    }
}
