package io.claudeflow.swarm.operator.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.function.Consumer;

/** Makes Kubernetes clients that fit a small heap. */
public final class Clients {
    private static final List<Class<? extends KubernetesResource>> KINDS = List.of(
            Status.class,
            StoreResource.class,
            ClusterResource.class,
            BackupResource.class,
            RestoreResource.class,
            Namespace.class,
            Job.class,
            StatefulSet.class,
            Service.class,
            PersistentVolumeClaim.class,
            Pod.class,
            NetworkPolicy.class,
            PodDisruptionBudget.class);

    private Clients() {}

    /**
     * A client for {@code config} that reads no managedFields (half of a small object) and no specs of pods (a second
     * copy of their StatefulSet's template), which nobody here needs, keeps equal texts once, and knows only the kinds
     * the operator handles instead of loading every class of the model.
     */
    public static KubernetesClient create(Config config) {
        return create(config, http -> {});
    }

    /** The same, and {@code listener} hears of every request. */
    public static KubernetesClient create(Config config, ApiCallListener listener) {
        return create(config, http -> http.addOrReplaceInterceptor(ApiCalls.NAME, new ApiCalls(listener)));
    }

    /** As {@link #create(Config)}, with {@code http} given a say in how requests are sent. */
    public static KubernetesClient create(Config config, Consumer<HttpClient.Builder> http) {
        var mapper = new ObjectMapper();
        mapper.registerModule(SharedTexts.module());
        mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class);
        mapper.addMixIn(Pod.class, WithoutSpec.class);
        var serialization = new KubernetesSerialization(mapper, false);
        KINDS.forEach(serialization::registerKubernetesResource);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization)
                .withHttpClientBuilderConsumer(http)
                .build();
    }

    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}

    @JsonIgnoreProperties("spec")
    private interface WithoutSpec {}
}
