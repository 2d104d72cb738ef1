package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.operator.plan.StoreIdentity;
import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations of the operator's objects. */
public final class Labels {
    private static final String DOMAIN = "swarm.claudeflow.io/";
    private static final String NAME = "app.kubernetes.io/name";
    private static final String MEMORY = "swarm-memory";

    /** Label: the operator made it. Only such objects are watched. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** Value of {@link #MANAGED_BY} and name of the field manager. */
    public static final String OPERATOR = "swarm-operator";
    /** Label: name of the SwarmCluster. */
    public static final String CLUSTER = DOMAIN + "cluster";
    /** Label of a store that is not in its cluster's namespace, and of a namespace made for it: that of the cluster. */
    public static final String CLUSTER_NAMESPACE = DOMAIN + "cluster-namespace";
    /** Label: name of the SwarmMemoryStore. */
    public static final String STORE = DOMAIN + "store";
    /** Label: the swarm whose memory it is. */
    public static final String SWARM = DOMAIN + "swarm";
    /** Label of a claim: uid of the store that uses it or used it last. */
    public static final String STORE_UID = DOMAIN + "store-uid";
    /** Label of a claim whose store is gone: why it was kept. */
    public static final String RETAINED = DOMAIN + "retained";
    /** Label of a Job: name of the SwarmMemoryBackup it works for. */
    public static final String BACKUP = DOMAIN + "backup";
    /** Label of a Job: name of the SwarmMemoryRestore it works for. */
    public static final String RESTORE = DOMAIN + "restore";
    /** Annotation of a store: somebody asks for a backup, with any value. */
    public static final String BACKUP_REQUESTED = DOMAIN + "backup-requested";
    /** Annotation of a backup: its file is gone. */
    public static final String ARTIFACT_REMOVED = DOMAIN + "artifact-removed";
    /** Annotation of a backup's Job: backups whose files it removes once the new one is proven. */
    public static final String SURPLUS = DOMAIN + "surplus";
    /** Annotation of a Job that fills a claim: the backup it fills it with. */
    public static final String SOURCE = DOMAIN + "source";
    /** Annotation of a data claim: whether the beginning of its store is still to be made, or what it was. */
    public static final String BOOTSTRAP = DOMAIN + "bootstrap";
    /** Annotation of a data claim that has grown by itself: from what size in the spec, to what size, when. */
    public static final String AUTO_GROWN = DOMAIN + "auto-grown";
    /** Annotation of a claim that a rebuild has made: whether it is filled, and with which backup. */
    public static final String REBUILD = DOMAIN + "rebuild";
    /** Annotation: fingerprint of what the operator applied last. */
    public static final String FINGERPRINT = DOMAIN + "applied";
    /** Annotation of a pod: what of its store's spec it follows. */
    public static final String FOLLOWS = DOMAIN + "follows";
    /** Condition of a pod that runs a new version: the operator has checked it. */
    public static final String CHECKED = DOMAIN + "checked";
    /** Finalizer of a SwarmMemoryBackup: its file goes before it does. */
    public static final String ARTIFACT_FINALIZER = DOMAIN + "artifact-finalizer";
    /** Finalizer of a SwarmMemoryRestore: it is not left half done. */
    public static final String RESTORE_FINALIZER = DOMAIN + "restore-finalizer";
    /** Finalizer of a SwarmMemory: its entry goes before it does. */
    public static final String ENTRY_FINALIZER = DOMAIN + "entry-finalizer";
    /** Finalizer of a SwarmTask: what nobody has ended is cancelled. */
    public static final String TASK_FINALIZER = DOMAIN + "task-finalizer";
    /** Finalizer of a SwarmCluster whose store is in another namespace. */
    public static final String CLUSTER_FINALIZER = DOMAIN + "cluster-finalizer";
    /** Finalizer of a SwarmMemoryStore. */
    public static final String FINALIZER = DOMAIN + "memory-finalizer";

    private Labels() {}

    /** Labels of every object of a store. */
    public static Map<String, String> of(StoreIdentity store) {
        var labels = new TreeMap<>(selecting(store.name()));
        labels.put("app.kubernetes.io/instance", store.name());
        labels.put("app.kubernetes.io/component", "memory");
        labels.put("app.kubernetes.io/part-of", "swarm");
        labels.put(MANAGED_BY, OPERATOR);
        labels.put(SWARM, store.swarm());
        store.cluster().ifPresent(cluster -> labels.put(CLUSTER, cluster));
        return labels;
    }

    /** The labels that select a store's pod; part of an unchangeable selector, so they stay as they are. */
    public static Map<String, String> selecting(String store) {
        return new TreeMap<>(Map.of(NAME, MEMORY, STORE, store));
    }

    /** The labels by which an object that has lost its owner is known as the store's. */
    public static Map<String, String> claiming(String store) {
        return Map.of(MANAGED_BY, OPERATOR, STORE, store);
    }

    /** The label that selects the pods of all stores. */
    static Map<String, String> selectingAll() {
        return Map.of(NAME, MEMORY);
    }
}
