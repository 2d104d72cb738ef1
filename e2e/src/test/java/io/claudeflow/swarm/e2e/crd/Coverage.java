package io.claudeflow.swarm.e2e.crd;

import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which constraints of the definitions have refused a document so far. */
final class Coverage {
    /** A message with one number in it. */
    private static final Pattern REPLACED = Pattern.compile("'([^']*)'\\.replace\\('%', .*\\)");

    /** A term of a message expression, which is a sum: a text in quotes, or a value, perhaps in parentheses. */
    private static final Pattern TERM =
            Pattern.compile("'([^']*)'|(?:[\\w.]|\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))+");

    private record Cause(String kind, String field, String message) {}

    private final List<Cause> causes = new ArrayList<>();

    /** Remembers why a document of a kind was refused. */
    void add(String kind, List<StatusCause> reasons) {
        for (StatusCause reason : reasons) {
            causes.add(new Cause(kind, reason.getField(), reason.getMessage()));
        }
    }

    /** The constraints on specs and names that have refused nothing. */
    Set<String> missing(List<CustomResourceDefinition> definitions) {
        var missing = new TreeSet<String>();
        for (CustomResourceDefinition definition : definitions) {
            var kind = definition.getSpec().getNames().getKind();
            var root = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            walk(kind, "", root, missing);
        }
        return missing;
    }

    private void walk(String kind, String path, JSONSchemaProps schema, Set<String> missing) {
        if (schema.getMinimum() != null) {
            require(kind, path, "should be greater than or equal to", "minimum", missing);
        }
        if (schema.getMaximum() != null) {
            require(kind, path, "should be less than or equal to", "maximum", missing);
        }
        if (!schema.getEnum().isEmpty()) {
            require(kind, path, "supported values", "enum", missing);
        }
        if (schema.getPattern() != null) {
            require(kind, path, "should match", "pattern", missing);
        }
        for (ValidationRule rule : schema.getXKubernetesValidations()) {
            var field = path + (rule.getFieldPath() == null ? "" : rule.getFieldPath());
            require(kind, field.replaceFirst("^\\.", ""), expression(rule), rule.getRule(), missing);
        }
        new TreeMap<>(schema.getProperties()).forEach((name, property) -> {
            if (!path.isEmpty() || !name.equals("status")) {
                walk(kind, path.isEmpty() ? name : path + "." + name, property, missing);
            }
        });
        if (schema.getItems() != null) {
            walk(kind, path + "[]", schema.getItems().getSchema(), missing);
        }
        if (schema.getAdditionalProperties() != null) {
            walk(kind, path + "{}", schema.getAdditionalProperties().getSchema(), missing);
        }
    }

    private void require(String kind, String path, String message, String what, Set<String> missing) {
        var field = Pattern.compile(
                Pattern.quote(path).replace("[]", "\\E\\[\\d+]\\Q").replace("{}", "\\E[.\\[][^.\\[]+\\Q"));
        var text = Pattern.compile(message, Pattern.DOTALL);
        boolean refused = causes.stream()
                .anyMatch(cause -> cause.kind().equals(kind)
                        && field.matcher(cause.field()).matches()
                        && text.matcher(cause.message()).find());
        if (!refused) {
            missing.add(kind + " " + path + ": " + what);
        }
    }

    /** A regular expression for the messages of a rule. */
    private static String expression(ValidationRule rule) {
        if (rule.getMessage() != null) {
            return Pattern.quote(rule.getMessage());
        }
        var replaced = REPLACED.matcher(rule.getMessageExpression());
        if (replaced.matches()) {
            return Pattern.quote(replaced.group(1)).replace("%", "\\E.*\\Q");
        }
        return TERM.matcher(rule.getMessageExpression())
                .replaceAll(
                        term -> Matcher.quoteReplacement(term.group(1) == null ? ".*" : Pattern.quote(term.group(1))))
                .replace(" + ", "");
    }
}
