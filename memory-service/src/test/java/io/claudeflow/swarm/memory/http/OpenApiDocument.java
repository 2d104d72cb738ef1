package io.claudeflow.swarm.memory.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The API's description, and a validator for the part of JSON Schema 2020-12 that it uses. */
final class OpenApiDocument {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> KNOWN_KEYWORDS = Set.of(
            "$ref",
            "type",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "pattern",
            "anyOf",
            "description",
            "format",
            "default",
            "example");

    private final JsonNode root;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument read(String yaml) throws IOException {
        return new OpenApiDocument(new YAMLMapper().readTree(yaml));
    }

    /** The operations by method and path, such as {@code GET /livez}. */
    Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue());
                    }
                }));
        return operations;
    }

    JsonNode operation(String name) {
        return Objects.requireNonNull(operations().get(name), name);
    }

    /** The names of the query parameters of an operation. */
    List<String> queryParameters(String operation) {
        var path = Objects.requireNonNull(root.get("paths").get(operation.substring(operation.indexOf(' ') + 1)));
        var names = new ArrayList<String>();
        for (var owner : List.of(path, operation(operation))) {
            owner.path("parameters").forEach(parameter -> {
                var resolved = resolve(parameter);
                if (resolved.get("in").asText().equals("query")) {
                    names.add(resolved.get("name").asText());
                }
            });
        }
        return names;
    }

    /** The response for a status, or for {@code default}. */
    JsonNode response(String operation, String status) {
        return resolve(operation(operation).get("responses").get(status));
    }

    /** What a value violates, empty when it is valid. */
    List<String> violations(JsonNode schema, JsonNode value) {
        var violations = new ArrayList<String>();
        check(schema, value, "$", violations);
        return violations;
    }

    /** Every example that stands beside a schema and violates it. */
    List<String> wrongExamples() {
        var wrong = new ArrayList<String>();
        examples(root, wrong);
        return wrong;
    }

    private void examples(JsonNode node, List<String> wrong) {
        if (node.isObject() && node.has("schema") && node.get("schema").isObject()) {
            if (node.has("example")) {
                wrong.addAll(violations(node.get("schema"), node.get("example")));
            }
            node.path("examples")
                    .forEach(example -> wrong.addAll(violations(node.get("schema"), example.get("value"))));
        }
        node.forEach(child -> examples(child, wrong));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> violations) {
        if (schema.isBoolean()) {
            return;
        }
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KNOWN_KEYWORDS.contains(keyword)) {
                violations.add(at + ": the validator does not know " + keyword);
            }
        });
        if (schema.has("$ref")) {
            check(resolve(schema), value, at, violations);
        }
        if (schema.has("type") && !hasType(schema.get("type"), value)) {
            violations.add(at + ": " + value + " is not " + schema.get("type"));
            return;
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            violations.add(at + ": " + value + " is not in " + schema.get("enum"));
        }
        if (schema.has("anyOf") && !anyMatches(schema.get("anyOf"), value)) {
            violations.add(at + ": matches none of anyOf");
        }
        bounds(schema, value, at, violations);
        if (value.isObject()) {
            members(schema, value, at, violations);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), at + "[" + i + "]", violations);
            }
        }
    }

    private void members(JsonNode schema, JsonNode value, String at, List<String> violations) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                violations.add(at + ": " + name + " is missing");
            }
        });
        boolean closed = schema.has("additionalProperties")
                && !schema.get("additionalProperties").asBoolean();
        value.properties().forEach(member -> {
            var known = schema.path("properties").get(member.getKey());
            if (known != null) {
                check(known, member.getValue(), at + "." + member.getKey(), violations);
            } else if (closed) {
                violations.add(at + ": " + member.getKey() + " is not documented");
            }
        });
    }

    private static void bounds(JsonNode schema, JsonNode value, String at, List<String> violations) {
        if (value.isNumber()) {
            limit(schema, "minimum", value.asDouble() >= schema.path("minimum").asDouble(), at, violations);
            limit(schema, "maximum", value.asDouble() <= schema.path("maximum").asDouble(), at, violations);
        }
        if (value.isTextual()) {
            int length = value.asText().codePointCount(0, value.asText().length());
            limit(schema, "minLength", length >= schema.path("minLength").asInt(), at, violations);
            limit(schema, "maxLength", length <= schema.path("maxLength").asInt(), at, violations);
            limit(
                    schema,
                    "pattern",
                    Pattern.compile(schema.path("pattern").asText())
                            .matcher(value.asText())
                            .find(),
                    at,
                    violations);
        }
        if (value.isArray()) {
            limit(schema, "minItems", value.size() >= schema.path("minItems").asInt(), at, violations);
            limit(schema, "maxItems", value.size() <= schema.path("maxItems").asInt(), at, violations);
        }
    }

    private static void limit(JsonNode schema, String keyword, boolean holds, String at, List<String> violations) {
        if (schema.has(keyword) && !holds) {
            violations.add(at + ": violates " + keyword + " " + schema.get(keyword));
        }
    }

    private boolean anyMatches(JsonNode schemas, JsonNode value) {
        for (var schema : schemas) {
            if (violations(schema, value).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (var allowed : values) {
            if (allowed.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasType(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            for (var type : types) {
                if (hasType(type, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (types.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
