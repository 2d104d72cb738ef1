package io.claudeflow.swarm.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.LocalProcess;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's objects for Prometheus and Grafana, and its rules as Debian's promtool sees them. */
class AlertRulesE2E {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final List<String> TESTS = List.of("stores.yaml", "operator.yaml");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void everyRuleFiresAndStaysSilentAsItsTestsSay(@TempDir Path folder) throws IOException, InterruptedException {
        LocalProcess.require(PROMTOOL, "installed by dev/install-packages tests");
        var rules = folder.resolve("rules.yaml");
        Files.writeString(rules, MonitoringChart.rules());
        var command = new ArrayList<>(List.of(PROMTOOL.toString(), "test", "rules"));
        for (var test : TESTS) {
            Files.writeString(folder.resolve(test), text(test));
            command.add(folder.resolve(test).toString());
        }

        assertThat(LocalProcess.output(List.of(PROMTOOL.toString(), "check", "rules", rules.toString())))
                .contains("SUCCESS");
        assertThat(LocalProcess.output(command)).contains("SUCCESS").doesNotContain("FAILED");
    }

    @Test
    void everyAlertIsTestedBothWaysAndDescribed() throws IOException, InterruptedException {
        var fires = new TreeMap<String, Integer>();
        var silent = new TreeMap<String, Integer>();
        for (var file : TESTS) {
            for (var test : tree(text(file)).path("tests")) {
                for (var check : test.path("alert_rule_test")) {
                    (check.path("exp_alerts").isEmpty() ? silent : fires)
                            .merge(check.path("alertname").asText(), 1, Integer::sum);
                }
            }
        }
        var alerts = new ArrayList<String>();
        for (var group : tree(MonitoringChart.rules()).path("groups")) {
            for (var rule : group.path("rules")) {
                var name = rule.path("alert").asText();
                alerts.add(name);
                assertThat(rule.at("/annotations/runbook_url").asText())
                        .endsWith("monitoring.md#" + name.toLowerCase(Locale.ROOT));
            }
        }

        assertThat(alerts.getFirst()).as("the most important one").isEqualTo("SwarmBackupTooOld");
        assertThat(fires.keySet()).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(silent.keySet()).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(Files.readString(Path.of("..", "docs", "monitoring.md")).lines())
                .containsAll(alerts.stream().map(alert -> "### " + alert).toList());
    }

    @Test
    void objectsAreMadeWhenTheClusterKnowsTheirKindsOrByValue() throws IOException, InterruptedException {
        var everything = List.of("ServiceMonitor", "PodMonitor", "PrometheusRule", "ConfigMap");

        assertThat(kinds()).isEmpty();
        assertThat(kinds("--set=monitoring.enabled=always")).containsExactlyInAnyOrderElementsOf(everything);
        assertThat(kinds(MonitoringChart.knowing("ServiceMonitor", "PodMonitor", "PrometheusRule")))
                .containsExactlyInAnyOrderElementsOf(everything);
        assertThat(kinds(MonitoringChart.knowing("PodMonitor"))).containsExactly("PodMonitor");
        assertThat(kinds("--set=monitoring.enabled=never", "--api-versions=monitoring.coreos.com/v1/PodMonitor"))
                .isEmpty();
        assertThat(kinds("--set=monitoring.enabled=always,monitoring.dashboard=false,monitoring.stores=false"))
                .containsExactlyInAnyOrder("ServiceMonitor", "PrometheusRule");
    }

    @Test
    void valuesReachTheObjects() throws IOException, InterruptedException {
        var rule = new JsonMapper()
                .writeValueAsString(MonitoringChart.document(
                        "PrometheusRule",
                        "--set=monitoring.alerts.backupAgeHours=7",
                        "--set=monitoring.alerts.diskFreePercent=30",
                        "--set=monitoring.alerts.notReadyFor=3m",
                        "--set=monitoring.labels.release=prometheus"));
        assertThat(rule)
                .contains("> 7 * 3600", "< 30 / 100", "\"for\":\"3m\"", "\"release\":\"prometheus\"")
                .contains("docs/runbooks/../monitoring.md#swarmbackuptooold")
                .doesNotContain("@");

        var everywhere = MonitoringChart.document("PodMonitor");
        assertThat(everywhere.<Object>get("spec", "namespaceSelector", "any")).isEqualTo(true);
        var listed = MonitoringChart.document("PodMonitor", "--set=watchNamespaces={a,b}");
        assertThat(listed.<List<String>>get("spec", "namespaceSelector", "matchNames"))
                .containsExactly("a", "b");
        Map<String, Object> endpoint = MonitoringChart.document("ServiceMonitor", "--set=monitoring.interval=15s")
                .get("spec", "endpoints", 0);
        assertThat(endpoint)
                .containsEntry("port", "management")
                .containsEntry("interval", "15s")
                .containsEntry("honorLabels", true);
    }

    private static List<String> kinds(String... settings) throws IOException, InterruptedException {
        return MonitoringChart.documents(settings).stream()
                .map(GenericKubernetesResource::getKind)
                .toList();
    }

    private static JsonNode tree(String yaml) {
        return new JsonMapper().valueToTree(YAML.<Object>unmarshal(yaml, Object.class));
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("src", "test", "resources", "alerts", file));
    }
}
