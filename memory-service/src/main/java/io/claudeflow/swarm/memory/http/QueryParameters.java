package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of one request, decoded strictly. A parameter that the operation does not know is an error. */
final class QueryParameters {
    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Parses the part of the request target after the question mark. */
    static QueryParameters parse(String raw, Set<String> known) {
        var values = new LinkedHashMap<String, List<String>>();
        if (!raw.isEmpty()) {
            for (var pair : raw.split("&", -1)) {
                if (!pair.isEmpty()) {
                    add(values, pair, known);
                }
            }
        }
        return new QueryParameters(values);
    }

    private static void add(Map<String, List<String>> values, String pair, Set<String> known) {
        int equals = pair.indexOf('=');
        var name = PercentEncoding.decodeQuery("query", equals < 0 ? pair : pair.substring(0, equals));
        if (!known.contains(name)) {
            throw MemoryException.invalid(
                    name,
                    "(unknown parameter)",
                    known.isEmpty()
                            ? "no parameters here"
                            : "only "
                                    + String.join(", ", known.stream().sorted().toList()));
        }
        var value = PercentEncoding.decodeQuery(name, equals < 0 ? "" : pair.substring(equals + 1));
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** The value of a parameter that may occur once. */
    Optional<String> one(String name) {
        var all = all(name);
        if (all.size() > 1) {
            throw MemoryException.invalid(name, all.size() + " times", "at most once");
        }
        return all.stream().findFirst();
    }

    /** Every parameter with its values. */
    Map<String, List<String>> all() {
        return values;
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** {@code true}, {@code false}, or the name alone for true. */
    boolean flag(String name) {
        var value = one(name);
        return switch (value.orElse("false")) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw MemoryException.invalid(name, value.orElse(""), "true or false");
        };
    }

    Optional<Long> wholeNumber(String name) {
        return one(name).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw MemoryException.invalid(name, text, "a whole number");
            }
        });
    }
}
