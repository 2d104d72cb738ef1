package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Arrays;
import java.util.List;

/** The two Services of a store. */
public final class MemoryServices {
    private MemoryServices() {}

    /** Gives the pod a name of its own, also while it is not ready: that is when someone wants to look inside. */
    public static Service headless(StoreIdentity store) {
        return new ServiceBuilder()
                .withMetadata(StoreMeta.owned(store, Names.statefulSet(store.name())))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Labels.selecting(store.name()))
                .withPorts(ports())
                .endSpec()
                .build();
    }

    /** What clients talk to: only a pod that is ready. */
    public static Service client(StoreIdentity store) {
        return new ServiceBuilder()
                .withMetadata(StoreMeta.owned(store, Names.clientService(store.name())))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.selecting(store.name()))
                .withPorts(ports())
                .endSpec()
                .build();
    }

    private static List<ServicePort> ports() {
        return Arrays.stream(Ports.values())
                .map(port -> new ServicePortBuilder()
                        .withName(port.wire())
                        .withPort(port.number())
                        .withProtocol("TCP")
                        .withTargetPort(new IntOrString(port.wire()))
                        .build())
                .toList();
    }
}
