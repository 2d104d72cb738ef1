package io.claudeflow.swarm.benchmarks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    @Test
    void parse_readsEveryKindOfValue() throws IOException {
        JsonValue value = parse("{\"hits\":[{\"key\":\"a\",\"score\":0.5,\"n\":7}],\"gone\":null,\"yes\":true}");
        JsonValue hit = value.get("hits").elements().getFirst();
        assertThat(hit.get("key").text()).isEqualTo("a");
        assertThat(hit.get("score").number()).isEqualTo(0.5);
        assertThat(hit.get("n").number()).isEqualTo(7);
        assertThat(value.find("gone")).isEmpty();
        assertThat(value.find("never")).isEmpty();
        assertThat(value.get("yes").truth()).isTrue();
        assertThat(value.names()).containsExactlyInAnyOrder("hits", "gone", "yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "[1,", "nonsense"})
    void parse_notOneValue_isRefused(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(IOException.class);
    }

    @Test
    void get_notThereOrOfAnotherKind_saysWhatWasExpected() throws IOException {
        JsonValue value = parse("{\"a\":1}");
        assertThatThrownBy(() -> value.get("b")).hasMessageContaining("expected a member b");
        assertThatThrownBy(() -> value.get("a").text()).hasMessageContaining("expected a string");
        assertThatThrownBy(() -> value.get("a").elements()).hasMessageContaining("expected an array");
        assertThatThrownBy(() -> value.get("a").get("b")).hasMessageContaining("expected an object");
        assertThatThrownBy(value::truth).hasMessageContaining("expected true or false");
        assertThatThrownBy(() -> value.get("a").names()).hasMessageContaining("expected an object");
        assertThatThrownBy(value::number).hasMessageContaining("expected a number");
    }

    private static JsonValue parse(String json) throws IOException {
        return JsonValue.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
