package io.claudeflow.swarm.e2e.observability;

import io.claudeflow.swarm.e2e.cluster.Chart;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the chart makes for monitoring, read from a rendering of it. */
final class MonitoringChart {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String GROUP = "monitoring.coreos.com/v1";

    private MonitoringChart() {}

    /** The documents of a rendering with these settings that are for monitoring. */
    static List<GenericKubernetesResource> documents(String... settings) throws IOException, InterruptedException {
        return Arrays.stream(Chart.local().renderAll(settings).split("(?m)^---$"))
                .filter(document -> document.contains("templates/monitoring.yaml") && document.contains("kind:"))
                .map(document -> YAML.unmarshal(document, GenericKubernetesResource.class))
                .toList();
    }

    /** The only document of a kind. */
    static GenericKubernetesResource document(String kind, String... settings)
            throws IOException, InterruptedException {
        var all = Stream.concat(Stream.of("--set=monitoring.enabled=always"), Arrays.stream(settings));
        return documents(all.toArray(String[]::new)).stream()
                .filter(found -> found.getKind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the chart makes no " + kind));
    }

    /** The groups of rules as a file of Prometheus. */
    static String rules() throws IOException, InterruptedException {
        var rule = document("PrometheusRule", "--set=runbookBaseUrl=https://docs.example/runbooks/");
        return YAML.asYaml(rule.<Object>get("spec"));
    }

    /** The dashboard as Grafana reads it. */
    static String dashboard() throws IOException, InterruptedException {
        return document("ConfigMap").get("data", "swarm-memory.json");
    }

    /** Tells the chart that the cluster knows these kinds. */
    static String[] knowing(String... kinds) {
        return Arrays.stream(kinds)
                .map(kind -> "--api-versions=" + GROUP + "/" + kind)
                .toArray(String[]::new);
    }
}
