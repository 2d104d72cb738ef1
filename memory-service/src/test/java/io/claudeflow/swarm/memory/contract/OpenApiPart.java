package io.claudeflow.swarm.memory.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What the OpenAPI document says of the operations of the contract, as YAML. */
final class OpenApiPart {
    private static final String NULLABLE = "null";

    private final Contract contract;
    private final Map<String, Shape> shapes = new TreeMap<>();
    private final Set<String> requests = new LinkedHashSet<>();

    OpenApiPart(Contract contract) {
        this.contract = contract;
        for (var rpc : contract.rpcs()) {
            collect(rpc.answer());
            if (rpc.hasBody()) {
                collect(rpc.request());
                requests.add(rpc.request().name());
            }
        }
    }

    private void collect(Shape shape) {
        if (shapes.put(shape.name(), shape) == null) {
            shape.fields().values().stream()
                    .map(Field::shape)
                    .filter(Objects::nonNull)
                    .forEach(inner -> collect(inner.get()));
        }
    }

    /** The tags, one for each service. */
    String tags() {
        var text = new StringBuilder();
        var comments = new TreeMap<String, String>();
        contract.rpcs().forEach(rpc -> comments.put(rpc.service(), rpc.groupComment()));
        comments.forEach((service, comment) -> text.append("  - name: ")
                .append(service)
                .append("\n    description: ")
                .append(quoted(comment))
                .append('\n'));
        return text.toString();
    }

    /** The paths with their operations. */
    String paths() {
        var byPath = new TreeMap<String, List<Rpc>>();
        contract.rpcs()
                .forEach(rpc -> byPath.computeIfAbsent(rpc.path().jsonText(), path -> new ArrayList<>())
                        .add(rpc));
        var text = new StringBuilder();
        byPath.forEach((path, rpcs) -> {
            text.append("  ").append(quoted(path)).append(":\n    parameters:\n");
            text.append("      - $ref: \"#/components/parameters/SwarmId\"\n");
            rpcs.getFirst().path().variables().forEach(name -> {
                var field = Objects.requireNonNull(
                        rpcs.getFirst().request().fields().get(name));
                text.append("      - {name: ").append(name).append(", in: path, required: true, description: ");
                text.append(quoted(field.comment()))
                        .append(", schema: ")
                        .append(type(field))
                        .append("}\n");
            });
            rpcs.forEach(rpc -> operation(text, rpc));
        });
        return text.toString();
    }

    /** The schemas of requests and answers. */
    String schemas() {
        var text = new StringBuilder();
        for (var shape : shapes.values()) {
            text.append("    ").append(shape.name()).append(":\n      type: object\n");
            text.append("      additionalProperties: false\n");
            var inPath = pathVariables(shape);
            var fields = shape.fields().values().stream()
                    .filter(field -> !inPath.contains(field.name()))
                    .toList();
            var required = fields.stream()
                    .filter(field -> !field.optional())
                    .map(Field::name)
                    .toList();
            if (!required.isEmpty()) {
                text.append("      required: [")
                        .append(String.join(", ", required))
                        .append("]\n");
            }
            text.append("      properties:");
            text.append(fields.isEmpty() ? " {}\n" : "\n");
            for (var field : fields) {
                text.append("        ")
                        .append(field.name())
                        .append(": ")
                        .append(schema(field))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** The fields that a request has in its path, and so not in its body. */
    private Set<String> pathVariables(Shape shape) {
        var names = new LinkedHashSet<String>();
        if (requests.contains(shape.name())) {
            contract.rpcs().stream()
                    .filter(rpc -> rpc.request().name().equals(shape.name()))
                    .forEach(rpc -> names.addAll(rpc.path().variables()));
        }
        return names;
    }

    private static void operation(StringBuilder text, Rpc rpc) {
        text.append("    ").append(rpc.verb().toLowerCase(Locale.ROOT)).append(":\n");
        text.append("      operationId: ").append(rpc.name().replace('.', '_')).append('\n');
        text.append("      tags: [").append(rpc.service()).append("]\n");
        text.append("      description: ").append(quoted(rpc.comment())).append('\n');
        if (rpc.hasBody()) {
            text.append("      requestBody:\n        content:\n          application/json:\n            schema: ");
            text.append(reference(rpc.request())).append('\n');
        } else {
            parameters(text, rpc);
        }
        text.append("      responses:\n        \"200\":\n          description: Done.\n          content:\n");
        for (var media :
                rpc.streaming() ? List.of("application/x-ndjson", "text/event-stream") : List.of("application/json")) {
            text.append("            ").append(media).append(":\n              schema: ");
            text.append(reference(rpc.answer())).append('\n');
        }
        text.append("        \"400\":\n          $ref: \"#/components/responses/InvalidArgument\"\n");
        text.append("        default:\n          $ref: \"#/components/responses/Failure\"\n");
    }

    private static void parameters(StringBuilder text, Rpc rpc) {
        var fields = rpc.request().fields().values().stream()
                .filter(field -> !rpc.path().variables().contains(field.name()))
                .toList();
        if (!fields.isEmpty()) {
            text.append("      parameters:\n");
        }
        for (var field : fields) {
            text.append("        - {name: ").append(field.name()).append(", in: query, required: ");
            text.append(!field.optional()).append(", description: ").append(quoted(field.comment()));
            text.append(", schema: ").append(listed(field, type(field))).append("}\n");
        }
    }

    private static String schema(Field field) {
        var described = listed(field, type(field));
        if (field.optional() && !field.repeated() && field.type() != Field.Type.JSON) {
            described = "{anyOf: [" + described + ", {type: \"" + NULLABLE + "\"}]}";
        }
        var comment = field.comment();
        return comment.isEmpty()
                ? described
                : described.substring(0, described.length() - 1)
                        + (described.equals("{}") ? "" : ", ")
                        + "description: " + quoted(comment) + "}";
    }

    private static String listed(Field field, String one) {
        return field.repeated() ? "{type: array, items: " + one + "}" : one;
    }

    private static String type(Field field) {
        var shape = field.shape();
        return switch (field.type()) {
            case STRING -> "{type: string}";
            case WHOLE_NUMBER -> "{type: integer, format: int64}";
            case NUMBER -> "{type: number}";
            case BOOLEAN -> "{type: boolean}";
            case CHOICE -> "{type: string, enum: [" + String.join(", ", quoted(field.choices())) + "]}";
            case INSTANT -> "{type: string, format: date-time}";
            case BYTES -> "{type: string, format: byte}";
            case JSON -> "{}";
            case OBJECT -> shape == null ? "{}" : reference(shape.get());
            case STRING_MAP -> "{type: object, additionalProperties: {type: string}}";
        };
    }

    private static String reference(Shape shape) {
        return "{$ref: \"#/components/schemas/" + shape.name() + "\"}";
    }

    private static List<String> quoted(List<String> words) {
        return words.stream().map(OpenApiPart::quoted).toList();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
