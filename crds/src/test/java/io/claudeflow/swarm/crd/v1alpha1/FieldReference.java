package io.claudeflow.swarm.crd.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reference of a kind for people, in Markdown, made from its definition. */
final class FieldReference {
    /** Named once and described elsewhere: its fields are the fields of another kind. */
    private static final String SHARED = "spec.memory.sqliteConfig";

    private static final Pattern EXPECTED =
            Pattern.compile("\\(expected: ((?:at least|more than) [^,]+), written like");

    /** A message with one number in it. */
    private static final Pattern REPLACED = Pattern.compile("'([^']*)'\\.replace\\('%', .*\\)");

    /** A term of a message expression, which is a sum: a text in quotes, or a value, perhaps in parentheses. */
    private static final Pattern TERM =
            Pattern.compile("'([^']*)'|(?:[\\w.]|\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))+");

    private final CustomResourceDefinition definition;
    private final JSONSchemaProps schema;
    private final StringBuilder text = new StringBuilder();

    private FieldReference(CustomResourceDefinition definition) {
        this.definition = definition;
        this.schema = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    }

    /** The whole document. */
    static String of(CustomResourceDefinition definition) {
        return new FieldReference(definition).write();
    }

    private String write() {
        var names = definition.getSpec().getNames();
        line("<!-- Generated from the records in crds/src/main/java: edit those, then run make manifests. -->");
        line("# " + names.getKind());
        line("");
        line(schema.getDescription());
        line("");
        line("`apiVersion: " + definition.getSpec().getGroup() + "/"
                + definition.getSpec().getVersions().getFirst().getName() + "`, `kind: " + names.getKind()
                + "`; `kubectl get " + names.getPlural() + "`, short: "
                + String.join(
                        ", ",
                        names.getShortNames().stream()
                                .map(name -> "`" + name + "`")
                                .toList())
                + "; all kinds of this project: `kubectl get swarm`.");
        line("");
        line("## spec");
        line("");
        line("| field | type | default | accepted | meaning |");
        line("|---|---|---|---|---|");
        walk(
                "spec",
                property("spec"),
                (path, field) -> line("| `" + path + "` | " + type(field) + " | "
                        + (field.getDefault() == null || field.getDefault().isObject()
                                ? ""
                                : code(field.getDefault().asText()))
                        + " | " + accepted(field) + " | " + meaning(path, field) + " |"));
        line("");
        line("## Rules");
        line("");
        line("The API server refuses a document that breaks one of these, with this message:");
        line("");
        rules("", schema);
        line("");
        line("## status");
        line("");
        line("| field | type | meaning |");
        line("|---|---|---|");
        walk(
                "status",
                property("status"),
                (path, field) ->
                        line("| `" + path + "` | " + type(field) + " | " + cell(field.getDescription()) + " |"));
        return text.toString();
    }

    /** Visits every field below a schema, lists and maps through their elements. */
    private static void walk(String path, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        new TreeMap<>(schema.getProperties()).forEach((name, field) -> {
            var here = path + "." + name;
            visitor.accept(here, field);
            if (!here.equals(SHARED)) {
                walk(here, field, visitor);
            }
        });
        if (schema.getItems() != null) {
            walk(path + "[]", schema.getItems().getSchema(), visitor);
        }
    }

    private void rules(String path, JSONSchemaProps schema) {
        for (ValidationRule rule : schema.getXKubernetesValidations()) {
            if (expected(rule) == null) {
                var field = path + (rule.getFieldPath() == null ? "" : rule.getFieldPath());
                line("- `" + field.replaceFirst("^\\.", "") + "`: " + message(rule));
            }
        }
        new TreeMap<>(schema.getProperties()).forEach((name, field) -> {
            var here = path.isEmpty() ? name : path + "." + name;
            if (!here.equals("status") && !here.equals(SHARED)) {
                rules(here, field);
            }
        });
    }

    private static String message(ValidationRule rule) {
        if (rule.getMessage() != null) {
            return rule.getMessage();
        }
        var replaced = REPLACED.matcher(rule.getMessageExpression());
        if (replaced.matches()) {
            return replaced.group(1).replace("%", "…");
        }
        return TERM.matcher(rule.getMessageExpression())
                .replaceAll(term -> Matcher.quoteReplacement(term.group(1) == null ? "…" : term.group(1)))
                .replace(" + ", "");
    }

    private static String type(JSONSchemaProps field) {
        if (Boolean.TRUE.equals(field.getXKubernetesIntOrString())) {
            return "quantity";
        }
        if (expected(field) != null) {
            return "duration";
        }
        if (field.getAdditionalProperties() != null) {
            return "map of " + type(field.getAdditionalProperties().getSchema());
        }
        return switch (field.getType()) {
            case "array" -> "list of " + type(field.getItems().getSchema());
            case "string" -> "date-time".equals(field.getFormat()) ? "time" : "text";
            default -> field.getType();
        };
    }

    private static String accepted(JSONSchemaProps field) {
        var parts = new ArrayList<String>();
        if (!field.getEnum().isEmpty()) {
            parts.add(String.join(
                    ", ",
                    field.getEnum().stream().map(value -> code(value.asText())).toList()));
        }
        if (field.getMinimum() != null && field.getMaximum() != null) {
            var format = NumberFormat.getInstance(Locale.ROOT);
            parts.add(format.format(field.getMinimum()) + " to " + format.format(field.getMaximum()));
        }
        var expected = expected(field);
        if (expected != null) {
            parts.add(expected);
        } else if (field.getMaxLength() != null) {
            parts.add("at most " + field.getMaxLength() + " characters");
        }
        if (field.getMaxItems() != null) {
            parts.add("at most " + field.getMaxItems());
        }
        if (field.getMaxProperties() != null) {
            parts.add("at most " + field.getMaxProperties());
        }
        return String.join("; ", parts);
    }

    private static @Nullable String expected(JSONSchemaProps field) {
        return field.getXKubernetesValidations().stream()
                .map(FieldReference::expected)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What a rule expects of a duration or a quantity; null for other rules. */
    private static @Nullable String expected(ValidationRule rule) {
        if (rule.getMessageExpression() == null) {
            return null;
        }
        var expected = EXPECTED.matcher(rule.getMessageExpression());
        return expected.find() ? expected.group(1) : null;
    }

    private static String meaning(String path, JSONSchemaProps field) {
        var text = cell(field.getDescription());
        return path.equals(SHARED)
                ? text + " Its fields are the ones of [SwarmMemoryStore](swarmmemorystore.md) except type, swarmId,"
                        + " swarmClusterRef, namespace, storageSize and persistence, which follow from the cluster."
                : text;
    }

    private static String code(String value) {
        return "`" + value + "`";
    }

    private static String cell(String value) {
        return value.replace("|", "\\|");
    }

    private JSONSchemaProps property(String name) {
        return Objects.requireNonNull(schema.getProperties().get(name));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
