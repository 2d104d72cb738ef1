package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the generator leaves out of a schema, added by walking the records beside it: formats of numbers and moments,
 * the rules of durations and quantities, one list entry per condition type, the rules of a record that is unwrapped
 * into another. Rules the generator writes twice are written once. Where a record serves without defaults
 * ({@link Memory#sqliteConfig()}) they are taken away.
 */
final class SchemaRefiner {
    private static final long QUANTITY_LENGTH = 32;
    private static final long DURATION_LENGTH = 32;
    private static final long LOOSE_ENUM_LENGTH = 63;

    /**
     * How many lists and maps the walk is inside of. There the cost of a rule is multiplied by the number of elements,
     * too much for Kubernetes 1.29 in the case of quantities, which are held to a pattern instead.
     */
    private int repetitions;

    /** Refines the schema of a whole resource. */
    void refine(JSONSchemaProps root, Class<? extends HasMetadata> kind) {
        var types = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        if (!CustomResource.class.isAssignableFrom(kind)) {
            throw new IllegalArgumentException(kind + " is no custom resource");
        }
        single(root);
        root.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
        root.getProperties().put("metadata", metadata());
        object(property(root, "spec"), (Class<?>) types[0]);
        object(property(root, "status"), (Class<?>) types[1]);
    }

    private void object(JSONSchemaProps schema, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                unwrapped(schema, component);
            } else {
                component(property(schema, component.getName()), component);
            }
        }
        if (schema.getProperties().containsKey("conditions")) {
            var conditions = property(schema, "conditions");
            conditions.setXKubernetesListType("map");
            conditions.setXKubernetesListMapKeys(List.of("type"));
        }
        if (type == Memory.class) {
            withoutDefaults(property(schema, "sqliteConfig"));
        }
        single(schema);
    }

    /** The generator leaves an unwrapped record as a property: its fields and rules belong one level up. */
    private void unwrapped(JSONSchemaProps schema, RecordComponent component) {
        var inner = property(schema, component.getName());
        object(inner, component.getType());
        var properties = new TreeMap<>(schema.getProperties());
        properties.remove(component.getName());
        properties.putAll(inner.getProperties());
        schema.setProperties(properties);
        schema.getXKubernetesValidations().addAll(inner.getXKubernetesValidations());
        schema.getRequired().addAll(inner.getRequired());
    }

    private void component(JSONSchemaProps schema, RecordComponent component) {
        var field = declaredField(component);
        if (field.isAnnotationPresent(FreeForm.class)) {
            freeForm(schema);
            return;
        }
        var least = field.getAnnotation(AtLeast.class);
        value(schema, component.getName(), component.getGenericType(), least == null ? null : least.value());
        if (field.isAnnotationPresent(DateTimeText.class)) {
            schema.setFormat("date-time");
        }
        if (field.isAnnotationPresent(EnumByRule.class)) {
            schema.setEnum(null);
            schema.setMaxLength(LOOSE_ENUM_LENGTH);
        }
        var key = field.getAnnotation(KeyedBy.class);
        if (key != null) {
            schema.setXKubernetesListType("map");
            schema.setXKubernetesListMapKeys(List.of(key.value()));
        }
        var duration = field.getAnnotation(DurationText.class);
        if (duration != null) {
            schema.setMaxLength(DURATION_LENGTH);
            schema.getXKubernetesValidations().add(Generated.duration(component.getName(), duration.atLeast()));
        }
    }

    private static void freeForm(JSONSchemaProps schema) {
        schema.setType("object");
        schema.setAdditionalProperties(null);
        schema.setXKubernetesPreserveUnknownFields(true);
    }

    private void value(JSONSchemaProps schema, String name, Type type, @Nullable String least) {
        if (type instanceof ParameterizedType parameterized) {
            var arguments = parameterized.getActualTypeArguments();
            repetitions++;
            if (parameterized.getRawType() == List.class) {
                value(schema.getItems().getSchema(), name, arguments[0], least);
            } else if (parameterized.getRawType() == Map.class) {
                value(schema.getAdditionalProperties().getSchema(), name, arguments[1], least);
            } else {
                throw new IllegalArgumentException("no schema for " + type + " (expected: List or Map)");
            }
            repetitions--;
        } else if (type == Integer.class) {
            schema.setFormat("int32");
        } else if (type == Long.class) {
            schema.setFormat("int64");
        } else if (type == Double.class) {
            schema.setFormat("double");
        } else if (type == Quantity.class) {
            schema.setMaxLength(QUANTITY_LENGTH);
            if (repetitions > 0) {
                schema.setPattern(Patterns.QUANTITY);
            } else {
                schema.getXKubernetesValidations().addFirst(Generated.quantity(name, least));
            }
        } else if (type instanceof Class<?> record && record.isRecord()) {
            object(schema, record);
        }
        single(schema);
    }

    /**
     * The path of a rule must exist in the schema, also for the name, which Kubernetes
     * itself declares; the maximum is the one of Kubernetes, for the estimated cost of the messages.
     */
    private static JSONSchemaProps metadata() {
        var name = new JSONSchemaProps();
        name.setType("string");
        name.setMaxLength(253L);
        var metadata = new JSONSchemaProps();
        metadata.setType("object");
        metadata.getProperties().put("name", name);
        return metadata;
    }

    private static void withoutDefaults(JSONSchemaProps schema) {
        schema.setDefault(null);
        schema.getProperties().values().forEach(SchemaRefiner::withoutDefaults);
    }

    /** Server-side apply refuses a list of rules with a duplicate. */
    private static void single(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        @Nullable JSONSchemaProps property = schema.getProperties().get(name);
        if (property == null) {
            throw new IllegalStateException("the generated schema has no property " + name + " "
                    + schema.getProperties().keySet());
        }
        return property;
    }

    private static java.lang.reflect.Field declaredField(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rules that follow from the type of a value. */
    private static final class Generated {
        private static ValidationRule duration(String field, DurationText.Shortest shortest) {
            var rule = new ValidationRule();
            rule.setRule("self.matches('^([0-9]{1,4}d)?([0-9]{1,5}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?$') && self.matches('"
                    + shortest.expression() + "')");
            rule.setMessageExpression("'" + field + " ' + (self == '' ? '(empty)' : self) + ' is no accepted duration"
                    + " (expected: at least " + shortest.text()
                    + ", written like 30s, 5m, 1h, 6h, 7d or from large to small like 1h30m)'");
            return rule;
        }

        private static ValidationRule quantity(String field, @Nullable String least) {
            var quantity = "quantity(string(self))";
            var rule = new ValidationRule();
            rule.setRule("isQuantity(string(self)) && "
                    + (least == null
                            ? quantity + ".isGreaterThan(quantity('0'))"
                            : quantity + ".compareTo(quantity('" + least + "')) >= 0"));
            rule.setMessageExpression("'" + field + " ' + string(self) + ' is no accepted quantity (expected: "
                    + (least == null ? "more than 0" : "at least " + least)
                    + ", written like 500m, 2, 512Mi or 10Gi)'");
            return rule;
        }
    }
}
