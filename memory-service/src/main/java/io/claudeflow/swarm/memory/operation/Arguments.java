package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation was asked: the swarm and the members of a JSON object whose types were checked against the
 * contract. {@code null} counts as absent, but for JSON values. Immutable.
 *
 * @param swarm the swarm the call is about
 * @param members the fields of the request
 */
public record Arguments(String swarm, JsonObject members) {
    /** A field that the contract asks for. */
    public String text(String name) {
        return members.required(name).string();
    }

    /** A field that the contract asks for, piece by piece: it may be as large as the request. */
    public InputStream stream(String name) {
        return members.required(name).stream();
    }

    public @Nullable String optionalText(String name) {
        return members.value(name).map(JsonSlice::string).orElse(null);
    }

    /** The strings of a list, empty when it is absent. */
    public List<String> texts(String name) {
        return members.value(name).map(JsonSlice::strings).orElse(List.of());
    }

    /** A JSON value as it was written. */
    public String json(String name) {
        return members.required(name).raw();
    }

    /** A JSON value as it was written, or null when it is absent. */
    public @Nullable String optionalJson(String name) {
        return members.member(name).map(JsonSlice::raw).orElse(null);
    }

    /** A JSON object as it was written, or null when it is absent. */
    public @Nullable String optionalObject(String name) {
        return members.value(name)
                .map(slice -> {
                    slice.object();
                    return slice.raw();
                })
                .orElse(null);
    }

    public long wholeNumber(String name) {
        return members.required(name).wholeNumber();
    }

    public Optional<Long> optionalWholeNumber(String name) {
        return members.value(name).map(JsonSlice::wholeNumber);
    }

    /** A whole number within these bounds, both included. */
    public int wholeNumber(String name, int orElse, int least, int most) {
        long number = optionalWholeNumber(name).orElse((long) orElse);
        if (number < least || number > most) {
            throw MemoryException.invalid(name, number, least + " to " + most);
        }
        return (int) number;
    }

    public double number(String name) {
        return members.required(name).number();
    }

    public Optional<Double> optionalNumber(String name) {
        return members.value(name).map(JsonSlice::number);
    }

    /** The numbers of a list, empty when it is absent. */
    public double[] numbers(String name) {
        return members.value(name)
                .map(list ->
                        list.elements().stream().mapToDouble(JsonSlice::number).toArray())
                .orElse(new double[0]);
    }

    /** False when it is absent. */
    public boolean flag(String name) {
        return members.value(name).map(JsonSlice::bool).orElse(false);
    }

    /** Whole seconds, or null when they are absent; negative ones are refused. */
    public @Nullable Duration seconds(String name) {
        var seconds = optionalWholeNumber(name);
        if (seconds.isEmpty()) {
            return null;
        }
        if (seconds.get() < 0) {
            throw MemoryException.invalid(name, seconds.get(), "0 seconds or more");
        }
        return Duration.ofSeconds(seconds.get());
    }

    /** A moment as RFC 3339 writes it, or null when it is absent. */
    public @Nullable Instant instant(String name) {
        var text = optionalText(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw MemoryException.invalid(name, text, "a moment such as 2026-11-21T10:00:00Z");
        }
    }

    /** A revision such as {@code 1-42}, or null when it is absent. */
    public @Nullable Revision revision(String name) {
        var text = optionalText(name);
        return text == null ? null : Revision.parse(name, text);
    }

    /** A word of the contract as the constant of the same name, or null when it is absent. */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        var word = optionalText(name);
        if (word == null) {
            return null;
        }
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalStateException(name + ": the contract has " + word + ", " + type.getSimpleName() + " has not");
    }

    /** A pattern for keys, or null when it is absent. */
    public @Nullable Glob pattern(String name) {
        var pattern = optionalText(name);
        return pattern == null ? null : new Glob(pattern);
    }

    /** The fields {@code limit} and {@code cursor}. */
    public PageRequest page() {
        int limit = wholeNumber("limit", PageRequest.FIRST.limit(), 1, PageRequest.MAX_LIMIT);
        return new PageRequest(limit, optionalText("cursor"));
    }

    /** An object inside the request, or null when it is absent. */
    public @Nullable Arguments object(String name) {
        return members.value(name)
                .map(slice -> new Arguments(swarm, slice.object()))
                .orElse(null);
    }

    /** The objects of a list, empty when it is absent. */
    public List<Arguments> objects(String name) {
        var objects = new ArrayList<Arguments>();
        members.value(name)
                .ifPresent(list ->
                        list.elements().forEach(element -> objects.add(new Arguments(swarm, element.object()))));
        return objects;
    }

    /** The strings under names of the caller's, empty when there are none. */
    public Map<String, String> map(String name) {
        var map = new LinkedHashMap<String, String>();
        members.value(name)
                .map(JsonSlice::object)
                .ifPresent(object -> object.names()
                        .forEach(key -> map.put(key, object.required(key).string())));
        return map;
    }
}
