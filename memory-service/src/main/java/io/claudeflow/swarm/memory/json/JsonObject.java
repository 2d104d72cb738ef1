package io.claudeflow.swarm.memory.json;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One level of a JSON object: its members in their order, each a slice of the text. Immutable. */
public final class JsonObject {
    private final String field;
    private final Map<String, JsonSlice> members;

    JsonObject(String field, Map<String, JsonSlice> members) {
        this.field = field;
        this.members = new LinkedHashMap<>(members);
    }

    /** The member, also when it is {@code null}. */
    public Optional<JsonSlice> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The member unless it is absent or {@code null}. */
    public Optional<JsonSlice> value(String name) {
        return member(name).filter(slice -> !slice.isNull());
    }

    /** The member, or what names the one that is missing. */
    public JsonSlice required(String name) {
        var slice = members.get(name);
        if (slice == null) {
            throw MemoryException.invalid(path(name), "(absent)", "a member named " + name);
        }
        return slice;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** The object without one of its members. */
    public JsonObject without(String name) {
        var others = new LinkedHashMap<>(members);
        others.remove(name);
        return new JsonObject(field, others);
    }

    /** The object with more members, which came by another way; a name that it has already is refused. */
    public JsonObject with(Map<String, JsonSlice> others) {
        var all = new LinkedHashMap<>(members);
        others.forEach((name, slice) -> {
            if (all.put(name, slice) != null) {
                throw MemoryException.invalid(path(name), "(in the body)", "it in one place only, the path has it");
            }
        });
        return new JsonObject(field, all);
    }

    /** Refuses members that nobody would read: a misspelt {@code ttlSecond} must not be ignored. */
    public JsonObject allowOnly(Set<String> allowed) {
        for (var name : members.keySet()) {
            if (!allowed.contains(name)) {
                throw MemoryException.invalid(
                        path(name),
                        "(unknown member)",
                        "only " + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
        return this;
    }

    private String path(String name) {
        return field.isEmpty() || field.equals(JsonReader.BODY) ? name : field + "." + name;
    }
}
