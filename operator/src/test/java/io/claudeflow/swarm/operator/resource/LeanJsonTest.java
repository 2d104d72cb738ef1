package io.claudeflow.swarm.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanJsonTest {
    private static final KubernetesSerialization WIRE = new KubernetesSerialization(new ObjectMapper(), false);

    private static EntryResource entry(String value) {
        return WIRE.unmarshal("""
                {"metadata": {"name": "m", "annotations": {"a": "b",
                  "kubectl.kubernetes.io/last-applied-configuration": "%s"}},
                 "spec": {"clusterRef": "c", "key": "%s", "tags": ["t"], "value": "%s"}}
                """.formatted(value, "k".repeat(1_024), value), EntryResource.class);
    }

    @Test
    void shouldKeepSmallMembersAndLeaveOutLargeOnesWhenADocumentIsRead() {
        var entry = entry("v".repeat(100_000));

        var spec = entry.getSpec().tree();
        assertThat(spec.path("key").asText()).hasSize(1_024);
        assertThat(spec.path("tags")).hasSize(1);
        assertThat(spec.has("value")).isFalse();
        assertThat(entry.getMetadata().getAnnotations()).isEqualTo(Map.of("a", "b"));
        assertThat(WIRE.asJson(entry).length()).as("what a cache holds").isLessThan(2_000);
    }

    @Test
    void shouldBeTheSameWhenItIsWrittenAndReadAgain() {
        var entry = entry("v");

        assertThat(entry.getSpec().tree().path("value").asText()).isEqualTo("v");
        assertThat(WIRE.clone(entry).getSpec()).isEqualTo(entry.getSpec());
    }

    @Test
    void shouldLeaveOutALargeObjectWhenATaskIsRead() {
        var task = WIRE.unmarshal(
                "{\"spec\": {\"swarmCluster\": \"c\", \"parameters\": {\"a\": [\"" + "x".repeat(2_000) + "\"]}}}",
                TaskResource.class);

        assertThat(task.getSpec().text()).isEqualTo("{\"swarmCluster\":\"c\"}");
    }
}
