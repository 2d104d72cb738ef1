package io.claudeflow.swarm.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import org.junit.jupiter.api.Test;

class ClientsTest {
    @Test
    void shouldNotReadWhatNobodyNeedsWhenAPodComes() {
        var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:9").build();
        try (var client = Clients.create(config)) {
            var pod = client.getKubernetesSerialization().unmarshal("""
                    {"kind":"Pod","apiVersion":"v1",
                     "metadata":{"name":"s-0","managedFields":[{"manager":"kubelet"}]},
                     "spec":{"containers":[{"name":"memory"}]},"status":{"podIP":"10.0.0.1"}}""", Pod.class);

            assertThat(pod.getMetadata().getName()).isEqualTo("s-0");
            assertThat(pod.getStatus().getPodIP()).isEqualTo("10.0.0.1");
            assertThat(pod.getSpec()).isNull();
            assertThat(pod.getMetadata().getManagedFields()).isEmpty();
        }
    }
}
