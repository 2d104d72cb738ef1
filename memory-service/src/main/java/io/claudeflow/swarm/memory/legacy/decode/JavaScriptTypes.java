package io.claudeflow.swarm.memory.legacy.decode;

import io.claudeflow.swarm.memory.legacy.json.JsonValue;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonArray;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonNumber;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Unwraps {@code {"__type__": …}}, by which one earlier system kept JavaScript's types in JSON: dates become ISO texts,
 * maps with text keys objects and other maps lists of pairs, sets lists, big integers texts of their digits. What JSON
 * cannot hold becomes null or its description, and a note says so.
 */
final class JavaScriptTypes {
    private final Set<String> notes = new LinkedHashSet<>();

    List<String> notes() {
        return List.copyOf(notes);
    }

    JsonValue unwrap(JsonValue value) {
        return switch (value) {
            case JsonArray(var elements) ->
                new JsonArray(elements.stream().map(this::unwrap).toList());
            case JsonObject object when object.get("__type__") instanceof JsonText(var type) -> unwrapped(type, object);
            case JsonObject object when object.isTrue("__circular__") -> lost("a circular reference", JsonValue.NULL);
            case JsonObject object
            when object.get("__unknown__") instanceof JsonText text -> lost("a value of unknown type", text);
            case JsonObject object -> members(object);
            case JsonValue scalar -> scalar;
        };
    }

    private JsonValue unwrapped(String type, JsonObject object) {
        return switch (type) {
            case "__Date__", "__BigInt__" -> member(object, "value");
            case "__Map__" -> map(member(object, "entries"));
            case "__Set__" -> unwrap(member(object, "values"));
            case "__RegExp__" -> new JsonText("/" + text(object, "source") + "/" + text(object, "flags"));
            case "__Error__" -> members(object.without("__type__"));
            case "__ArrayBuffer__", "__TypedArray__" -> member(object, "data");
            case "__Function__" ->
                lost("a function", new JsonText(text(object, object.has("source") ? "source" : "name")));
            case "__Symbol__" -> lost("a symbol", new JsonText(text(object, "description")));
            case "__undefined__" -> JsonValue.NULL;
            case "__NaN__", "__Infinity__", "__-Infinity__" ->
                lost("a number that JSON does not have", new JsonText(type.replace("__", "")));
            default -> members(object);
        };
    }

    private JsonObject members(JsonObject object) {
        Map<String, JsonValue> unwrapped = new LinkedHashMap<>();
        object.members().forEach((name, member) -> unwrapped.put(name, unwrap(member)));
        return new JsonObject(unwrapped);
    }

    private JsonValue map(JsonValue entries) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        List<JsonValue> pairs = new ArrayList<>();
        boolean textKeys = true;
        if (entries instanceof JsonArray(var elements)) {
            for (var element : elements) {
                var pair = unwrap(element);
                pairs.add(pair);
                if (pair instanceof JsonArray(var two) && two.size() == 2 && two.get(0) instanceof JsonText(var key)) {
                    members.put(key, two.get(1));
                } else {
                    textKeys = false;
                }
            }
        }
        return textKeys ? new JsonObject(members) : new JsonArray(pairs);
    }

    private JsonValue lost(String what, JsonValue replacement) {
        notes.add(what + " was replaced by " + (replacement.equals(JsonValue.NULL) ? "null" : "its description"));
        return replacement;
    }

    private static JsonValue member(JsonObject object, String name) {
        return object.members().getOrDefault(name, JsonValue.NULL);
    }

    private static String text(JsonObject object, String name) {
        return switch (object.get(name)) {
            case JsonText(var value) -> value;
            case JsonNumber(var literal) -> literal;
            case null, default -> "";
        };
    }
}
