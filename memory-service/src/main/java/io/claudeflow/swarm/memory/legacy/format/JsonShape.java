package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.json.JsonFile;
import io.claudeflow.swarm.memory.legacy.json.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outline of a JSON file, by which its format is recognised: the members of its object, or of the first elements of
 * its array, and what each member is. A file that is damaged further on still has the outline of its beginning; one
 * element that is not like the others does not hide what the others are.
 *
 * @param array whether the file is an array
 * @param members the members of the object, or of the array's first elements, at most 10,000
 * @param elements the number of elements of the array
 * @param fault why the file could not be read to its end, or null
 */
record JsonShape(
        boolean array,
        Map<String, Member> members,
        long elements,
        @Nullable MemoryException fault) {
    private static final int MAX_MEMBERS = 10_000;

    /** Elements of an array that are looked at. */
    private static final int SAMPLE = 100;

    /** What a member is. */
    enum Kind {
        SCALAR,
        ARRAY,
        OBJECT
    }

    /**
     * A member.
     *
     * @param inside the names in the object, or in the array's first elements; empty when none is an object
     * @param empty an array or object without elements
     */
    record Member(Kind kind, Set<String> inside, boolean empty) {}

    static JsonShape of(Path file, int maxTextLength) {
        Map<String, Member> members = new LinkedHashMap<>();
        List<Boolean> elements = new ArrayList<>();
        boolean array = false;
        try (var json = JsonFile.open(file, maxTextLength)) {
            array = json.atArray();
            if (array) {
                json.elements((index, at) -> {
                    if (elements.size() < SAMPLE && at.atObject()) {
                        at.members((name, member) -> member(name, member, members));
                    }
                    elements.add(true);
                });
            } else if (json.atObject()) {
                json.members((name, at) -> member(name, at, members));
            } else {
                throw MemoryException.invalid("file", file.getFileName(), "a JSON object or array");
            }
            json.expectEnd();
        } catch (MemoryException e) {
            return new JsonShape(array, members, elements.size(), e);
        }
        return new JsonShape(array, members, elements.size(), null);
    }

    /** Notes a member before it is read, so that one which breaks off is known by its beginning. */
    private static void member(String name, JsonFile at, Map<String, Member> members) {
        if (members.size() >= MAX_MEMBERS) {
            return;
        }
        Set<String> inside = new LinkedHashSet<>();
        var kind = at.atArray() ? Kind.ARRAY : at.atObject() ? Kind.OBJECT : Kind.SCALAR;
        members.put(name, new Member(kind, inside, false));
        List<String> elements = new ArrayList<>();
        if (kind == Kind.ARRAY) {
            at.elements((_, element) -> {
                if (elements.size() < SAMPLE) {
                    elements.add("element");
                    names(element, inside);
                }
            });
        } else if (kind == Kind.OBJECT) {
            names(at, inside);
            elements.addAll(inside);
        }
        members.put(name, new Member(kind, inside, kind != Kind.SCALAR && elements.isEmpty()));
    }

    private static void names(JsonFile at, Set<String> inside) {
        if (at.atObject()) {
            at.members((name, _) -> {
                if (inside.size() < MAX_MEMBERS) {
                    inside.add(name);
                }
            });
        }
    }

    boolean has(String... names) {
        for (var name : names) {
            if (!members.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    boolean is(String name, Kind kind) {
        var member = members.get(name);
        return member != null && member.kind() == kind;
    }

    /** Whether the member is an object or array whose first elements have these names, or is empty. */
    boolean holds(String name, String... inside) {
        var member = members.get(name);
        return member != null && (member.empty() || member.inside().containsAll(List.of(inside)));
    }

    /** Whether every member is an array of objects with these names; true for no members at all. */
    boolean everyMemberLists(String... inside) {
        return members.values().stream()
                .allMatch(member -> member.kind() == Kind.ARRAY
                        && (member.empty() || member.inside().containsAll(List.of(inside))));
    }

    /** Whether some member is an array of objects with these names. */
    boolean someMemberLists(String... inside) {
        return members.values().stream()
                .anyMatch(
                        member -> member.kind() == Kind.ARRAY && member.inside().containsAll(List.of(inside)));
    }

    /** Whether there are members and every one is an object with these names. */
    boolean everyMemberIs(String... inside) {
        return !members.isEmpty()
                && members.values().stream()
                        .allMatch(member ->
                                member.kind() == Kind.OBJECT && member.inside().containsAll(List.of(inside)));
    }

    /** Members of a small file as values; used where one object is one record. */
    static JsonObject object(Path file, int maxTextLength) {
        try (var json = JsonFile.open(file, maxTextLength)) {
            var value = json.read();
            json.expectEnd();
            if (value instanceof JsonObject object) {
                return object;
            }
            throw MemoryException.invalid("file", file.getFileName(), "a JSON object");
        }
    }
}
