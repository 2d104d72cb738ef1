package io.claudeflow.swarm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claudeflow.swarm.crd.v1alpha1.StoreSettings;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreSpec;
import io.claudeflow.swarm.operator.desired.Follows;
import io.claudeflow.swarm.operator.desired.MemoryStatefulSet;
import io.claudeflow.swarm.operator.plan.PlanResult;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of restarts in {@code docs/upgrades.md} to what happens: every field is changed, and what its pod
 * follows and what its template says is compared with before.
 */
class RestartReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "upgrades.md");
    private static final String BEGIN = "<!-- restarts: generated, see RestartReferenceTest -->\n";
    private static final String END = "<!-- end -->";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** The API server refuses a change of these. */
    private static final Set<String> FIXED =
            Set.of("type", "swarmId", "namespace", "storageClass", "enableVacuum", "persistence", "bootstrap");
    /** Through backup, check and return. */
    private static final Set<String> CHECKED = Set.of("version", "image");

    private static final Map<String, String> CHANGED = Map.ofEntries(
            Map.entry("swarmClusterRef", "other"),
            Map.entry("storageSize", "20Gi"),
            Map.entry("imagePullSecrets", "[other]"),
            Map.entry("serviceAccountName", "other"),
            Map.entry("resources", "{limits: {memory: 1Gi}}"),
            Map.entry("cacheSize", "7"),
            Map.entry("cacheMemoryMB", "77"),
            Map.entry("compressionThreshold", "7"),
            Map.entry("compression", "gzip"),
            Map.entry("gcInterval", "7m"),
            Map.entry("backupInterval", "7h"),
            Map.entry("backupRetention", "3"),
            Map.entry("backupSchedule", "{cron: '@daily'}"),
            Map.entry("backupMaxAge", "7d"),
            Map.entry("backupKeep", "{daily: 7}"),
            Map.entry("backupStorage", "{size: 3Gi}"),
            Map.entry("backupDestination", "{s3: {bucket: b, credentialsSecret: {name: s}}}"),
            Map.entry("backupOnDelete", "false"),
            Map.entry("deletionPolicy", "Delete"),
            Map.entry("migrateFromLegacy", "true"),
            Map.entry("legacyDataPVC", "other"),
            Map.entry("migrationRequest", "again"),
            Map.entry("storageAutoGrow", "{maximum: 100Gi}"),
            Map.entry("storageShrink", "Rebuild"),
            Map.entry("mcpMode", "false"),
            Map.entry("enableWAL", "false"),
            Map.entry("networkPolicy", "{enabled: false}"),
            Map.entry("podDisruptionBudget", "{enabled: true}"),
            Map.entry("hibernate", "true"),
            Map.entry("upgradeBackup", "Skip"),
            Map.entry("podTemplate", "{labels: {team: research}}"),
            Map.entry("policies", "{configMapRef: {name: other}}"),
            Map.entry("service", "{synchronous: normal}"));

    private static final Map<String, String> NOTES = Map.of(
            "hibernate", "no; the pod ends when the store sleeps",
            "storageSize", "no; with `persistence: false` later",
            "policies", "yes; the content of the ConfigMap: no");

    @Test
    void shouldSayOfEveryFieldWhatItsChangeDoes() throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        var current = page.substring(0, begin) + table() + page.substring(end);
        if (Boolean.getBoolean("manifests.rewrite")) {
            Files.writeString(PAGE, current);
            return;
        }
        assertThat(page).as("run: make manifests").isEqualTo(current);
    }

    @Test
    void shouldFollowNothingOfTheTemplateAlone() {
        var before = plan("{}", "0.1.0", "memory");
        var moved = plan("{}", "0.1.0", "elsewhere/memory");

        assertThat(template(before)).isNotEqualTo(template(moved));
        assertThat(Follows.key(before)).isEqualTo(Follows.key(moved));
        assertThat(Follows.key(before))
                .as("a value that is the default, and one that is not set")
                .isEqualTo(Follows.key(plan("{cacheSize: 1000, gcInterval: 5m, mcpMode: true}", "0.1.0", "memory")));
    }

    @Test
    void shouldFollowTheSameInEveryOrderOfWriting() {
        var one = plan("{podTemplate: {labels: {a: '1', b: '2'}, nodeSelector: {x: y}}}", "0.1.0", "memory");
        var other = plan("{podTemplate: {nodeSelector: {x: y}, labels: {b: '2', a: '1'}}}", "0.1.0", "memory");

        assertThat(Follows.key(one)).isEqualTo(Follows.key(other));
    }

    private static String table() {
        var fields = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        Stream.of(SwarmMemoryStoreSpec.class, StoreSettings.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("settings"))
                .forEach(fields::add);
        var table = new StringBuilder("\n| field of `spec` | restart |\n|---|---|\n");
        fields.forEach(field -> table.append("| `%s` | %s |\n".formatted(field, restart(field))));
        return table.append('\n').toString();
    }

    private static String restart(String field) {
        if (FIXED.contains(field)) {
            return "fixed";
        }
        if (CHECKED.contains(field)) {
            return "checked";
        }
        assertThat(CHANGED).as("a value for a new field").containsKey(field);
        var before = plan("{}", "0.1.0", "memory");
        var after = plan("{" + field + ": " + CHANGED.get(field) + "}", "0.1.0", "memory");
        var found = !Follows.key(before).equals(Follows.key(after))
                ? "yes"
                : template(before).equals(template(after)) ? "no" : "later";
        return Optional.ofNullable(NOTES.get(field))
                .map(note -> {
                    assertThat(note).as("note of %s", field).startsWith(found);
                    return note;
                })
                .orElse(found);
    }

    private static String template(StorePlan plan) {
        var tree = (ObjectNode) YAML.convertValue(
                MemoryStatefulSet.of(plan, true).getSpec().getTemplate(), JsonNode.class);
        ((ObjectNode) tree.at("/metadata/annotations")).remove("swarm.claudeflow.io/follows");
        return tree.toString();
    }

    private static StorePlan plan(String spec, String version, String repository) {
        var tree = YAML.unmarshal("spec: " + spec, JsonNode.class).get("spec");
        var identity = new StoreIdentity(
                "n",
                "s",
                "uid",
                "w",
                Optional.of(tree.path("swarmClusterRef").asText()).filter(text -> !text.isEmpty()));
        var platform = new Platform("ops", repository, "IfNotPresent", List.of(), version);
        var decoded = Decoded.of(tree, "spec", SwarmMemoryStoreSpec.class);
        if (decoded instanceof Decoded.Fit<SwarmMemoryStoreSpec>(var fit)
                && new StorePlanner(platform).plan(identity, fit) instanceof PlanResult.Planned<StorePlan>(var plan)) {
            return plan;
        }
        throw new AssertionError("No plan for " + spec);
    }
}
