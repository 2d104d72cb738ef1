package io.claudeflow.swarm.memory.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The path of an operation, such as <code>/v1/tasks/{id}/claim</code>: literal segments and variables for one segment
 * each. A subset of the templates of <a href="https://google.aip.dev/127">google.api.http</a>.
 *
 * @param text as the contract writes it
 * @param segments without slashes; a variable is its name in braces
 */
public record PathTemplate(String text, List<String> segments) {
    public PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate parse(String text) {
        var segments = List.of(text.substring(1).split("/", -1));
        for (var segment : segments) {
            boolean braces = segment.contains("{") || segment.contains("}");
            if (!text.startsWith("/") || (braces && !segment.matches("\\{[a-z_0-9]+}"))) {
                throw new IllegalStateException("path " + text + " (expected: literal segments and {variable}s)");
            }
        }
        return new PathTemplate(text, segments);
    }

    /** The names of the variables in JSON, in order. */
    public List<String> variables() {
        return segments.stream()
                .filter(PathTemplate::isVariable)
                .map(PathTemplate::variable)
                .toList();
    }

    /** The template with the names of its variables as JSON writes them. */
    public String jsonText() {
        return segments.stream()
                .map(segment -> isVariable(segment) ? "{" + variable(segment) + "}" : segment)
                .collect(Collectors.joining("/", "/", ""));
    }

    /** The undecoded values of the variables when the template has this path, a path without a query. */
    public Optional<Map<String, String>> match(String rawPath) {
        var parts = rawPath.substring(Math.min(1, rawPath.length())).split("/", -1);
        if (parts.length != segments.size()) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < parts.length; i++) {
            var segment = segments.get(i);
            if (isVariable(segment)) {
                values.put(variable(segment), parts[i]);
            } else if (!segment.equals(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The path for these values of the variables, which are encoded already. */
    public String expand(List<String> encoded) {
        var parts = new ArrayList<String>();
        int next = 0;
        for (var segment : segments) {
            parts.add(isVariable(segment) ? encoded.get(next++) : segment);
        }
        return "/" + String.join("/", parts);
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static String variable(String segment) {
        return ProtoNames.json(segment.substring(1, segment.length() - 1));
    }
}
