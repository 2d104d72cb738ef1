package io.claudeflow.swarm.operator.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A part of one object, decoded or not; one that is not never harms another object. */
public sealed interface Decoded<T> {

    /** The part fits its record. */
    record Fit<T>(T value) implements Decoded<T> {}

    /**
     * The part does not fit its record.
     *
     * @param field path of the first field that does not fit, such as {@code spec.cacheSize}
     * @param problem what is wrong with it, for people
     */
    record Misfit<T>(String field, String problem) implements Decoded<T> {}

    /** Decodes {@code part} of an object; an absent part reads as an empty one. */
    static <T> Decoded<T> of(@Nullable JsonNode part, String name, Class<T> type) {
        var tree = part == null || part.isNull() ? Json.MAPPER.createObjectNode() : part;
        try {
            return new Fit<>(Json.MAPPER.treeToValue(tree, type));
        } catch (JsonMappingException unfit) {
            var path = unfit.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining());
            return new Misfit<>(name + path, firstLine(unfit.getOriginalMessage()));
        } catch (JsonProcessingException unfit) {
            return new Misfit<>(name, firstLine(unfit.getOriginalMessage()));
        } catch (IllegalArgumentException unfit) {
            // Readers of single values, such as that of quantities, fail without a path.
            return new Misfit<>(name + culprit(tree, type), firstLine(String.valueOf(unfit.getMessage())));
        }
    }

    /** The first field that does not fit when it stands alone, as {@code .field}; empty if each of them does. */
    private static String culprit(JsonNode tree, Class<?> type) {
        for (var field : tree.properties()) {
            try {
                Json.MAPPER.treeToValue(Json.MAPPER.createObjectNode().set(field.getKey(), field.getValue()), type);
            } catch (JsonProcessingException | IllegalArgumentException unfit) {
                return "." + field.getKey();
            }
        }
        return "";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** The mapper for parts of objects; unknown fields belong to another version and are left alone. */
    final class Json {
        static final ObjectMapper MAPPER = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();

        private Json() {}

        /** {@code value} as a tree, without nulls. */
        public static JsonNode tree(Object value) {
            return MAPPER.valueToTree(value);
        }
    }
}
