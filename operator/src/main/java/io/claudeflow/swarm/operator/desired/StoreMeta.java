package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Metadata of the objects of a store. */
final class StoreMeta {
    private static final String API_VERSION = "swarm.claudeflow.io/v1alpha1";

    private StoreMeta() {}

    /** For an object that goes with its store. */
    static ObjectMeta owned(StoreIdentity store, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(store.namespace())
                .withLabels(Labels.of(store))
                .withOwnerReferences(controller("SwarmMemoryStore", store.name(), store.uid()))
                .build();
    }

    /** For an object that outlives its store. */
    static ObjectMeta surviving(StoreIdentity store, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(store.namespace())
                .withLabels(Labels.of(store))
                .addToLabels(Labels.STORE_UID, store.uid())
                .build();
    }

    /** Names the one controller of an object; a second one is refused by the API server, which keeps two apart. */
    static OwnerReference controller(String kind, String name, String uid) {
        return new OwnerReferenceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .withController(true)
                .build();
    }
}
