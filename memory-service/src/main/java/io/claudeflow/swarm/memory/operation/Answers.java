package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers that many operations give. Absent members are left out. */
final class Answers {
    private Answers() {}

    /** An object, written by the function between its braces. */
    static <T> JsonWriter object(T item, BiConsumer<JsonWriter, T> members) {
        var json = new JsonWriter().beginObject();
        members.accept(json, item);
        return json.endObject();
    }

    /** A list of objects under a name, and the cursor of the next page. */
    static <T> JsonWriter page(String name, Page<T> page, BiConsumer<JsonWriter, T> members) {
        var json = new JsonWriter(1024).beginObject();
        objects(json, name, page.items(), members);
        text(json, "nextCursor", page.nextCursor());
        return json.endObject();
    }

    static <T> void objects(JsonWriter json, String name, List<T> items, BiConsumer<JsonWriter, T> members) {
        json.name(name).beginArray();
        for (var item : items) {
            json.beginObject();
            members.accept(json, item);
            json.endObject();
        }
        json.endArray();
    }

    static JsonWriter deleted(boolean deleted) {
        return new JsonWriter().beginObject().name("deleted").bool(deleted).endObject();
    }

    /** How many were deleted. */
    static JsonWriter deleted(long count) {
        return new JsonWriter().beginObject().name("deleted").number(count).endObject();
    }

    static void text(JsonWriter json, String name, @Nullable String text) {
        if (text != null) {
            json.name(name).string(text);
        }
    }

    /** A JSON value as it was written. */
    static void raw(JsonWriter json, String name, @Nullable String value) {
        if (value != null) {
            json.name(name).raw(value);
        }
    }

    static void instant(JsonWriter json, String name, @Nullable Instant instant) {
        if (instant != null) {
            json.name(name).instant(instant);
        }
    }

    static void number(JsonWriter json, String name, @Nullable Double number) {
        if (number != null) {
            json.name(name).number(number);
        }
    }

    /** The word of the contract for a constant of the same name. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
