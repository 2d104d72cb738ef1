package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.plan.StorePlan.Network;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who may reach a store: its own namespace (its own Jobs whatever their labels), the listed ones and the operator on
 * HTTP and gRPC; everybody, or one namespace, on metrics. The kubelet's probes are not subject to policies.
 */
public final class MemoryNetworkPolicy {
    /** Kubernetes sets this label on every namespace. */
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private MemoryNetworkPolicy() {}

    /** The policy for {@code store}. */
    public static NetworkPolicy of(StoreIdentity store, Network network) {
        return new NetworkPolicyBuilder()
                .withMetadata(StoreMeta.owned(store, Names.statefulSet(store.name())))
                .withNewSpec()
                .withPodSelector(labelled(Labels.selecting(store.name())))
                .withPolicyTypes("Ingress")
                .withIngress(clients(store, network), metrics(network))
                .endSpec()
                .build();
    }

    private static NetworkPolicyIngressRule clients(StoreIdentity store, Network network) {
        var from = new ArrayList<NetworkPolicyPeer>();
        from.add(new NetworkPolicyPeerBuilder()
                .withPodSelector(labelled(network.clientLabels()))
                .build());
        if (!network.clientLabels().isEmpty()) {
            from.add(new NetworkPolicyPeerBuilder()
                    .withPodSelector(labelled(MemoryJob.selecting(store.name())))
                    .build());
        }
        for (var namespace : network.clientNamespaces()) {
            var peer = new NetworkPolicyPeerBuilder().withNamespaceSelector(named(namespace));
            from.add(
                    network.clientLabels().isEmpty()
                            ? peer.build()
                            : peer.withPodSelector(labelled(network.clientLabels()))
                                    .build());
        }
        from.add(new NetworkPolicyPeerBuilder()
                .withNamespaceSelector(named(network.operatorNamespace()))
                .build());
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(from)
                .withPorts(port(Ports.HTTP), port(Ports.GRPC))
                .build();
    }

    private static NetworkPolicyIngressRule metrics(Network network) {
        var from = network.metricsNamespace()
                .map(namespace -> List.of(new NetworkPolicyPeerBuilder()
                        .withNamespaceSelector(named(namespace))
                        .build()))
                .orElse(List.of());
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(from)
                .withPorts(port(Ports.METRICS))
                .build();
    }

    private static LabelSelector named(String namespace) {
        return labelled(Map.of(NAMESPACE_NAME, namespace));
    }

    private static LabelSelector labelled(Map<String, String> labels) {
        return new LabelSelectorBuilder().withMatchLabels(labels).build();
    }

    private static NetworkPolicyPort port(Ports port) {
        return new NetworkPolicyPortBuilder()
                .withProtocol("TCP")
                .withPort(new IntOrString(port.number()))
                .build();
    }
}
