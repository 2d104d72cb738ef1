package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.json.JsonWriter;
import io.claudeflow.swarm.memory.page.Page;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Parts that the answers of several services have alike. */
final class Answers {
    private Answers() {}

    /** A page of a listing under its name, with the cursor for the next one. */
    static <T> JsonWriter page(String name, Page<T> page, BiConsumer<JsonWriter, T> item) {
        var json = new JsonWriter(4096).beginObject().name(name).beginArray();
        page.items().forEach(element -> item.accept(json, element));
        json.endArray();
        if (page.nextCursor() != null) {
            json.name("nextCursor").string(page.nextCursor());
        }
        return json.endObject();
    }

    /** Whether something was there to be deleted. */
    static JsonWriter deleted(boolean deleted) {
        return new JsonWriter().beginObject().name("deleted").bool(deleted).endObject();
    }

    /** How many were deleted. */
    static JsonWriter deleted(long count) {
        return new JsonWriter().beginObject().name("deleted").number(count).endObject();
    }

    /** A member with a JSON value, left out when there is none: {@code null} would be a value. */
    static void optionalJson(JsonWriter json, String name, @Nullable String value) {
        if (value != null) {
            json.name(name).raw(value);
        }
    }
}
