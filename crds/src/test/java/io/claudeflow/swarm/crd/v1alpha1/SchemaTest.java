package io.claudeflow.swarm.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every schema promises, whatever its fields are. */
class SchemaTest {
    private static final KubernetesSerialization WIRE = new KubernetesSerialization(new ObjectMapper(), false);

    @ParameterizedTest
    @CsvSource({
        "swarmclusters, 'Ready,Topology,Memory,Age'",
        "swarmmemorystores, 'Ready,Phase,Entries,Size,Hit-Rate,Last-Backup,Age'",
        "swarmmemorybackups, 'Store,Trigger,Succeeded,Verified,Size,Finished,Age'",
        "swarmmemoryrestores, 'Store,Backup,Step,Succeeded,Finished,Age'",
        "swarmmemories, 'Ready,Store,Namespace,Key,Type,Size,Age'",
        "swarmtasks, 'Ready,Store,Type,Phase,Claimed-By,Progress,Age'"
    })
    void shouldHaveTheColumnsInTheOrderOfTheContract(String plural, String columns) {
        assertThat(version(plural).getAdditionalPrinterColumns())
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly(columns.split(","));
    }

    @ParameterizedTest
    @CsvSource({
        "swarmclusters, swc",
        "swarmmemorystores, 'sms,swarmemorystore'",
        "swarmmemorybackups, smb",
        "swarmmemoryrestores, smr",
        "swarmmemories, 'sm,smem'",
        "swarmtasks, 'st,swt'"
    })
    void shouldBeFoundUnderItsShortNamesAndCategory(String plural, String shortNames) {
        var names = definition(plural).getSpec().getNames();

        assertThat(names.getShortNames()).containsExactly(shortNames.split(","));
        assertThat(names.getCategories()).containsExactly("swarm");
    }

    @ParameterizedTest
    @CsvSource({
        "swarmclusters",
        "swarmmemorystores",
        "swarmmemorybackups",
        "swarmmemoryrestores",
        "swarmmemories",
        "swarmtasks"
    })
    void shouldHaveAMaximumOnEveryTextListAndMap(String plural) {
        var unbounded = new ArrayList<String>();
        walk(plural, (path, schema) -> {
            boolean text = "string".equals(schema.getType()) || Boolean.TRUE.equals(schema.getXKubernetesIntOrString());
            boolean loose = schema.getEnum().isEmpty() && schema.getFormat() == null;
            boolean endlessMap = schema.getAdditionalProperties() != null && schema.getMaxProperties() == null;
            boolean endlessList = "array".equals(schema.getType()) && schema.getMaxItems() == null;
            boolean endlessText = text && loose && schema.getMaxLength() == null;
            if (endlessMap || endlessList || endlessText) {
                unbounded.add(path);
            }
        });

        assertThat(unbounded).as("fields without a maximum: add @Size").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "swarmclusters",
        "swarmmemorystores",
        "swarmmemorybackups",
        "swarmmemoryrestores",
        "swarmmemories",
        "swarmtasks"
    })
    void shouldHaveBoundsOnEveryNumberOfASpec(String plural) {
        var unbounded = new ArrayList<String>();
        walk(plural, (path, schema) -> {
            boolean number = "integer".equals(schema.getType()) || "number".equals(schema.getType());
            if (number && path.startsWith("spec") && (schema.getMinimum() == null || schema.getMaximum() == null)) {
                unbounded.add(path);
            }
        });

        assertThat(unbounded).as("numbers without bounds: add @Min and @Max").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "swarmclusters",
        "swarmmemorystores",
        "swarmmemorybackups",
        "swarmmemoryrestores",
        "swarmmemories",
        "swarmtasks"
    })
    void shouldDescribeEveryField(String plural) {
        var silent = new ArrayList<String>();
        walk(plural, (path, schema) -> {
            if (schema.getDescription() == null && !path.endsWith("[]") && !path.endsWith("{}")) {
                silent.add(path);
            }
        });

        assertThat(silent).as("fields without @JsonPropertyDescription").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "swarmclusters, every-field-cluster",
        "swarmmemorystores, every-field-store",
        "swarmmemorybackups, every-field-backup",
        "swarmmemoryrestores, every-field-restore",
        "swarmmemories, every-field-memory",
        "swarmtasks, every-field-task"
    })
    void shouldBeCoveredByTheDocumentThatSetsEveryField(String plural, String document) throws IOException {
        var tree = WIRE.unmarshal(
                SchemaTest.class.getResourceAsStream("/documents/" + document + ".yaml"), JsonNode.class);
        var set = new ArrayList<String>();
        for (String part : List.of("spec", "status")) {
            collect(part, Objects.requireNonNull(tree.get(part)), set);
        }
        var missing = new ArrayList<String>();
        walk(plural, (path, schema) -> {
            boolean leaf = schema.getProperties().isEmpty() && !path.endsWith("{}") && !path.endsWith("[]");
            if (leaf && set.stream().noneMatch(field -> field.startsWith(path))) {
                missing.add(path);
            }
        });

        assertThat(missing).as("fields that %s.yaml does not set", document).isEmpty();
    }

    @Test
    void shouldHaveNoDefaultsWhereAClusterPassesSettingsOn() {
        var defaults = new ArrayList<String>();
        walk("swarmclusters", (path, schema) -> {
            if (schema.getDefault() != null) {
                defaults.add(path);
            }
        });

        assertThat(defaults).containsExactlyInAnyOrder("spec.topology", "spec.memory.type", "spec.memory.persistence");
    }

    private static void collect(String path, JsonNode node, List<String> fields) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            fields.add(path);
            node.forEach(item -> collect(path + "[]", item, fields));
        } else {
            fields.add(path);
        }
    }

    private static void walk(String plural, BiConsumer<String, JSONSchemaProps> visitor) {
        var properties = version(plural).getSchema().getOpenAPIV3Schema().getProperties();
        for (String part : List.of("spec", "status")) {
            walk(part, Objects.requireNonNull(properties.get(part)), visitor);
        }
    }

    private static void walk(String path, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        visitor.accept(path, schema);
        new TreeMap<>(schema.getProperties()).forEach((name, property) -> walk(path + "." + name, property, visitor));
        if (schema.getItems() != null) {
            walk(path + "[]", schema.getItems().getSchema(), visitor);
        }
        if (schema.getAdditionalProperties() != null) {
            walk(path + "{}", schema.getAdditionalProperties().getSchema(), visitor);
        }
    }

    private static CustomResourceDefinitionVersion version(String plural) {
        return definition(plural).getSpec().getVersions().getFirst();
    }

    private static CustomResourceDefinition definition(String plural) {
        return WIRE.unmarshal(
                Objects.requireNonNull(CrdManifests.generate().get(plural + ".swarm.claudeflow.io.yaml")),
                CustomResourceDefinition.class);
    }
}
