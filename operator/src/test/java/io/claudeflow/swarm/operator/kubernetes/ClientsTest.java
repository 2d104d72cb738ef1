package io.claudeflow.swarm.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
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

    @Test
    void shouldKeepEqualTextsOnceWhenManyObjectsCome() {
        var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:9").build();
        try (var client = Clients.create(config)) {
            var one = service(client, "a");
            var other = service(client, "b");

            assertThat(one.getMetadata().getName()).isEqualTo("a");
            assertThat(other.getMetadata().getName()).isEqualTo("b");
            assertThat(one.getMetadata().getLabels().get("app"))
                    .isEqualTo("swarm-memory")
                    .isSameAs(other.getMetadata().getLabels().get("app"));
            assertThat(one.getSpec().getPorts().getFirst().getProtocol())
                    .isSameAs(other.getSpec().getPorts().getFirst().getProtocol());
            assertThat(one.getSpec().getExternalIPs().getFirst())
                    .isSameAs(other.getSpec().getExternalIPs().getFirst());
        }
    }

    private static Service service(KubernetesClient client, String name) {
        return client.getKubernetesSerialization().unmarshal("""
                {"kind":"Service","apiVersion":"v1","metadata":{"name":"%s","labels":{"app":"swarm-memory"}},
                 "spec":{"ports":[{"protocol":"TCP"}],"externalIPs":["10.0.0.1"]}}""".formatted(name), Service.class);
    }
}
