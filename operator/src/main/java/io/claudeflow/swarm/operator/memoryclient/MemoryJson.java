package io.claudeflow.swarm.operator.memoryclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON as it is exchanged with a memory: with nulls and exact numbers, so that equal documents are equal trees. */
public final class MemoryJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MemoryJson() {}

    /** The one JSON value that {@code text} is. */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** An object as a tree. */
    public static JsonNode of(Map<String, Object> members) {
        try {
            return read(MAPPER.writeValueAsString(members));
        } catch (JsonProcessingException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }
}
