package io.claudeflow.swarm.operator.memoryentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.SeenContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode spec(String value) {
        return JSON.createObjectNode().put("clusterRef", "c").put("key", "k").put("value", value);
    }

    private static Declared.Reading read(JsonNode spec) {
        return Declared.read(spec, "team", "m", "uid-1");
    }

    private static Declared fit(JsonNode spec) {
        assertThat(read(spec)).isInstanceOf(Declared.Fit.class);
        return ((Declared.Fit) read(spec)).declared();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "{\"a\": 1};         json; {\"a\": 1}; 8",
                "` [1, 2.50] \n`;    json; [1, 2.50];  9",
                "word;               text; \"word\";   4",
                "123;                text; \"123\";    3",
                "{no json;           text; \"{no json\"; 8",
                "{} {};              text; \"{} {}\";  5",
                "ü;                  text; \"ü\";      2",
            })
    void read_withoutEncoding_objectsAndArraysAreJsonAndTheRestIsText(
            String value, String encoding, String json, long bytes) {
        var declared = fit(spec(value));

        assertThat(declared.content().encoding()).isEqualTo(encoding);
        assertThat(declared.content().value()).isEqualTo(json);
        assertThat(declared.bytes()).isEqualTo(bytes);
    }

    @Test
    void read_withEncoding_isTakenAtItsWord() {
        assertThat(fit(spec("123").put("encoding", "json")).content().value()).isEqualTo("123");
        assertThat(fit(spec("{\"a\": 1}").put("encoding", "text")).content().value())
                .isEqualTo("\"{\\\"a\\\": 1}\"");
        var bytes = fit(spec("AAEC\n Aw==\n").put("encoding", "bytes"));
        assertThat(bytes.content().value()).isEqualTo("\"AAECAw==\"");
        assertThat(bytes.bytes()).isEqualTo(4);
    }

    @Test
    void read_unfit_namesTheField() {
        assertThat(read(spec("{").put("encoding", "json")))
                .isInstanceOfSatisfying(
                        Declared.Unfit.class, unfit -> assertThat(unfit.why()).startsWith("spec.value"));
        assertThat(read(spec(" ").put("encoding", "json"))).isInstanceOf(Declared.Unfit.class);
        assertThat(fit(spec("")).content().value()).isEqualTo("\"\"");
        assertThat(read(spec("v").put("type", "dream"))).isInstanceOf(Declared.Unfit.class);
        assertThat(read(spec("v").put("ttl", "soon")))
                .isInstanceOfSatisfying(
                        Declared.Unfit.class, unfit -> assertThat(unfit.why()).startsWith("spec.ttl"));
    }

    @Test
    void equalTo_sameMeaning_isEqualHoweverItIsWritten() throws JsonProcessingException {
        var spec = spec("{\"a\": 1.50, \"b\": [true]}").put("priority", 3);
        spec.putArray("tags").add("x").add("x").add("y");
        var declared = fit(spec);

        assertThat(declared.content().tags()).containsExactly("x", "y");
        assertThat(declared.equalTo(seen(declared, "{\"b\":[true],\"a\":1.5}"))).isTrue();
        assertThat(declared.equalTo(seen(declared, "{\"b\":[true],\"a\":1.51}")))
                .isFalse();
        var content = seen(declared, "{\"b\":[true],\"a\":1.5}");
        assertThat(declared.equalTo(new SeenContent(
                        content.encoding(), content.value(), content.tags().reversed(), content.metadata())))
                .isFalse();
        assertThat(declared.equalTo(new SeenContent("text", content.value(), content.tags(), content.metadata())))
                .isFalse();
        assertThat(declared.equalTo(
                        new SeenContent(content.encoding(), content.value(), content.tags(), JSON.createObjectNode())))
                .isFalse();
    }

    private static SeenContent seen(Declared declared, String value) throws JsonProcessingException {
        var exact = JSON.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        return new SeenContent(
                declared.content().encoding(),
                exact.readTree(value),
                declared.content().tags(),
                exact.readTree(declared.content().metadata().toString()));
    }
}
