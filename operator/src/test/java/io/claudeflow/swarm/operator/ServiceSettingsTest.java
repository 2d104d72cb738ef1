package io.claudeflow.swarm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.operator.desired.MemoryStatefulSet;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A user of Kubernetes reaches every setting the memory service documents, but for those that are the operator's. */
class ServiceSettingsTest {
    private static final Path DOCUMENTED = Path.of("..", "docs", "configuration.md");
    private static final Path EVERY_FIELD =
            Path.of("..", "crds", "src", "test", "resources", "documents", "every-field-store.yaml");
    private static final Path DEFINITION = Path.of("..", "crds", "swarmmemorystores.swarm.claudeflow.io.yaml");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z][A-Z_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("'([A-Z][A-Z_]+)'");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** Where the service's own backups go is the operator's matter, and a file of settings adds nothing to fields. */
    private static final Set<String> NOT_OFFERED =
            Set.of("BACKUP_DIR", "BACKUP_INTERVAL", "BACKUP_RETENTION", "CONFIG_FILE");

    @Test
    void shouldSetEverySettingOfTheServiceWhenEveryFieldIsSet() throws IOException {
        var variables = variables();

        assertThat(variables).containsAll(offered());
        assertThat(variables).as("unknown to the service").isSubsetOf(with(documented(), "JAVA_MAX_HEAP", extra()));
    }

    @Test
    void shouldKeepExtraVariablesAwayFromEverySetting() throws IOException {
        var spec = YAML.unmarshal(Files.readString(DEFINITION), JsonNode.class)
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
        var rule = spec.at("/podTemplate/properties/env/x-kubernetes-validations/0/rule")
                .asText();

        var refused = NAME.matcher(rule).results().map(name -> name.group(1)).collect(Collectors.toSet());

        assertThat(refused).isEqualTo(with(documented(), "JAVA_MAX_HEAP", Set.of()));
    }

    private static Set<String> documented() throws IOException {
        var page = Files.readString(DOCUMENTED);
        var table = page.substring(page.indexOf("<!-- memory-service settings"), page.indexOf("<!-- end -->"));
        return ROW.matcher(table).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> offered() throws IOException {
        var offered = new TreeSet<>(documented());
        offered.removeAll(NOT_OFFERED);
        return offered;
    }

    private static Set<String> extra() throws IOException {
        return Set.of("TZ", "PROXY_PASSWORD", "PROXY_HOST");
    }

    private static Set<String> with(Set<String> names, String one, Set<String> more) {
        var all = new TreeSet<>(names);
        all.add(one);
        all.addAll(more);
        return all;
    }

    private static Set<String> variables() throws IOException {
        var tree = YAML.unmarshal(Files.readString(EVERY_FIELD), JsonNode.class).get("spec").<JsonNode>deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) tree)
                .put("persistence", true)
                .remove(List.of("backupSchedule"));
        var identity = new StoreIdentity(tree.path("namespace").asText(), "s", "uid", "w", Optional.empty());
        var planner = new StorePlanner(new Platform("ops", "memory", "IfNotPresent", List.of(), "1"));
        if (Decoded.of(tree, "spec", SwarmMemoryStoreSpec.class) instanceof Decoded.Fit<SwarmMemoryStoreSpec>(var fit)
                && planner.plan(identity, fit) instanceof PlanResult.Planned<StorePlan>(var plan)) {
            return MemoryStatefulSet.of(plan, true).getSpec().getTemplate().getSpec().getContainers().stream()
                    .flatMap(container -> container.getEnv().stream())
                    .map(EnvVar::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        throw new AssertionError("No plan for the document with every field");
    }
}
