package io.claudeflow.swarm.e2e.operator;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Many stores in one namespace of a control plane without controllers, and in the place of these and of kubelets a few
 * threads that bind claims and make pods ready. All pods answer at one address of loopback.
 */
final class Crowd implements AutoCloseable {
    private static final String VERSION = "swarm.claudeflow.io/v1alpha1";
    /** Every store's figures come from here. */
    private static final String ADDRESS = "127.0.0.2";

    private static final String REVISION = "controller-revision-hash";
    private static final int THREADS = 12;
    private static final String FIGURES = """
            {"entries":12,"agents":1,"tasks":2,"patterns":0,"cache":{"hitRate":0.5},"database":{"sizeBytes":4096}}""";

    private static final byte[] BODY = FIGURES.getBytes(StandardCharsets.UTF_8);

    private final KubernetesClient admin;
    private final String namespace;
    private final HttpServer figures;
    /** Watches: whoever lists a thousand stores every second keeps the API server from its work. */
    private final SharedIndexInformer<GenericKubernetesResource> stores;

    private final SharedIndexInformer<StatefulSet> sets;

    Crowd(KubernetesClient admin, String namespace) throws IOException {
        this.admin = admin;
        this.namespace = namespace;
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        figures = HttpServer.create(new InetSocketAddress(ADDRESS, 8080), 64);
        figures.createContext("/v1/stats", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, BODY.length);
                exchange.getResponseBody().write(BODY);
            }
        });
        figures.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        figures.start();
        stores = admin.genericKubernetesResources(VERSION, "SwarmMemoryStore")
                .inNamespace(namespace)
                .inform();
        sets = admin.apps().statefulSets().inNamespace(namespace).inform();
    }

    /** Makes the stores numbered {@code from} up to, not including, {@code to}. */
    void create(int from, int to) {
        inParallel(from, to, number -> {
            var store = new GenericKubernetesResource();
            store.setApiVersion(VERSION);
            store.setKind("SwarmMemoryStore");
            store.setMetadata(new ObjectMetaBuilder()
                    .withName(name(number))
                    .withNamespace(namespace)
                    .build());
            store.setAdditionalProperty("spec", Map.of("storageSize", "1Gi", "backupInterval", "6h"));
            admin.resource(store).create();
        });
    }

    /** Binds the claims of these stores and lets their pods answer. */
    void serve(int from, int to) {
        inParallel(from, to, number -> {
            var name = name(number);
            var set = admin.apps()
                    .statefulSets()
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            bind(name + "-storage");
            pod(set);
            set.setStatus(new StatefulSetStatusBuilder()
                    .withObservedGeneration(set.getMetadata().getGeneration())
                    .withReplicas(1)
                    .withReadyReplicas(1)
                    .withUpdatedReplicas(1)
                    .withCurrentRevision("r1")
                    .withUpdateRevision("r1")
                    .build());
            admin.resource(set).updateStatus();
        });
    }

    private void bind(String name) {
        PersistentVolumeClaim claim = admin.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get();
        claim.setStatus(new PersistentVolumeClaimStatusBuilder()
                .withPhase("Bound")
                .withCapacity(claim.getSpec().getResources().getRequests())
                .build());
        admin.resource(claim).updateStatus();
    }

    private void pod(StatefulSet set) {
        var template = set.getSpec().getTemplate();
        var made = admin.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(set.getMetadata().getName() + "-0")
                        .withNamespace(namespace)
                        .withLabels(template.getMetadata().getLabels())
                        .addToLabels(REVISION, "r1")
                        .withAnnotations(template.getMetadata().getAnnotations())
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("StatefulSet")
                        .withName(set.getMetadata().getName())
                        .withUid(set.getMetadata().getUid())
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
        made.setStatus(new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(ADDRESS)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .build());
        admin.resource(made).updateStatus();
    }

    /** How many stores have a status about their present spec, and a StatefulSet. */
    long reconciled() {
        return Math.min(
                sets.getStore().list().size(),
                stores.getStore().list().stream().filter(Crowd::isLookedAt).count());
    }

    private static boolean isLookedAt(GenericKubernetesResource store) {
        Number seen = store.get("status", "observedGeneration");
        return seen != null && store.getMetadata().getGeneration() == seen.longValue();
    }

    /** How many are Ready and have told their figures. */
    long serving() {
        return stores.getStore().list().stream()
                .filter(store -> "Ready".equals(store.get("status", "phase")))
                .filter(store -> store.get("status", "entryCount") != null)
                .count();
    }

    private static String name(int number) {
        return "s-%04d".formatted(number);
    }

    private static void inParallel(int from, int to, IntConsumer work) {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = IntStream.range(from, to)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> work.accept(number)))
                    .toList();
            for (var one : all) {
                one.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    @Override
    public void close() {
        stores.close();
        sets.close();
        figures.stop(0);
    }
}
