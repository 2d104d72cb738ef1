package io.claudeflow.swarm.memory.contract;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What an object of the contract consists of. Immutable.
 *
 * @param name the message's name
 * @param fields by name, in the order of the contract
 */
public record Shape(String name, SequencedMap<String, Field> fields) {
    public Shape {
        fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }

    /**
     * Refuses members that the contract does not know, values of another type, and missing members that are not
     * optional. What values mean is for the operation to judge.
     */
    public void check(JsonObject object) {
        object.allowOnly(fields.keySet());
        for (var field : fields.values()) {
            var slice = object.value(field.name());
            if (slice.isPresent()) {
                check(field, slice.get());
            } else if (!field.optional() && !field.repeated() && !isNull(object, field)) {
                object.required(field.name());
            }
        }
    }

    /** {@code null} is a JSON value like others, and elsewhere the same as absent. */
    private static boolean isNull(JsonObject object, Field field) {
        return field.type() == Field.Type.JSON && object.member(field.name()).isPresent();
    }

    private static void check(Field field, JsonSlice slice) {
        if (field.repeated()) {
            slice.elements().forEach(element -> checkOne(field, element));
        } else {
            checkOne(field, slice);
        }
    }

    private static void checkOne(Field field, JsonSlice slice) {
        boolean fits = switch (field.type()) {
            case STRING, INSTANT, BYTES -> slice.type() == JsonSlice.Type.STRING;
            case WHOLE_NUMBER -> slice.type() == JsonSlice.Type.WHOLE_NUMBER;
            case NUMBER -> slice.type() == JsonSlice.Type.WHOLE_NUMBER || slice.type() == JsonSlice.Type.NUMBER;
            case BOOLEAN -> slice.type() == JsonSlice.Type.BOOLEAN;
            case CHOICE ->
                slice.type() == JsonSlice.Type.STRING && field.choices().contains(slice.string());
            case JSON -> true;
            case OBJECT, STRING_MAP -> slice.type() == JsonSlice.Type.OBJECT;
        };
        if (!fits) {
            throw MemoryException.invalid(
                    slice.field(),
                    slice.shown(),
                    field.choices().isEmpty() ? field.type().words() : String.join(", ", field.choices()));
        }
        var shape = field.shape();
        if (shape != null) {
            shape.get().check(slice.object());
        } else if (field.type() == Field.Type.STRING_MAP) {
            checkStrings(slice.object());
        }
    }

    private static void checkStrings(JsonObject map) {
        map.names().forEach(name -> map.required(name).string());
    }

    static Shape of(String name, Map<String, Field> fields) {
        return new Shape(name, new LinkedHashMap<>(fields));
    }
}
