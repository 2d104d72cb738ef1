package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.Json;
import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonBoolean;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import io.claudeflow.swarm.memory.legacy.record.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an object in a JSON file. */
final class ElementFields extends Fields {
    private final JsonObject object;

    ElementFields(JsonObject object, Origin origin, ReadOptions options) {
        super(origin, options);
        this.object = object;
    }

    /** The fields of an element that must be an object. */
    static ElementFields of(JsonValue element, Origin origin, ReadOptions options) {
        if (element instanceof JsonObject object) {
            return new ElementFields(object, origin, options);
        }
        throw MemoryException.invalid("entry", brief(element), "a JSON object");
    }

    JsonObject object() {
        return object;
    }

    /** The same element with one member set. */
    ElementFields with(String name, JsonValue value) {
        return new ElementFields(object.with(name, value), origin(), options());
    }

    @Override
    @Nullable
    String text(String name) {
        return switch (value(name)) {
            case JsonText(var text) -> text;
            case JsonNumber(var literal) -> literal;
            case JsonBoolean(var flag) -> Boolean.toString(flag);
            case JsonValue.JsonNull _ -> null;
            case JsonValue structure -> Json.write(structure);
        };
    }

    @Override
    JsonValue value(String name) {
        return object.members().getOrDefault(name, JsonValue.NULL);
    }

    @Override
    JsonObject document() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> members.put(name, documentValue(value)));
        return new JsonObject(members);
    }
}
