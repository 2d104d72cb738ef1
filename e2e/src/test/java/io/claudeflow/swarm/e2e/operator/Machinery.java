package io.claudeflow.swarm.e2e.operator;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The rest of the cluster in one namespace, working by itself: claims are bound, the pods of stores become ready, Jobs
 * end well.
 */
final class Machinery implements AutoCloseable {
    private static final long PAUSE = 50_000_000;

    private final Actors here;
    private final JobsByHand jobs;
    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
    private final Thread worker;
    private volatile boolean over;

    Machinery(Actors here, Clock clock) {
        this.here = here;
        this.jobs = new JobsByHand(here, clock);
        this.worker = Thread.ofVirtual().start(this::work);
    }

    /** The uids of the Jobs there have been, by name. */
    Map<String, Set<String>> jobsSoFar() {
        return Map.copyOf(seen);
    }

    private void work() {
        while (!over) {
            try {
                pass();
            } catch (KubernetesClientException changedMeanwhile) {
                // It is looked at again.
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void pass() {
        here.client.persistentVolumeClaims().inNamespace(here.namespace).list().getItems().stream()
                .filter(claim -> !isBound(claim))
                .forEach(claim -> here.bind(claim.getMetadata().getName()));
        here.client.pods().inNamespace(here.namespace).list().getItems().stream()
                .filter(Machinery::isSilentPodOfAStore)
                .forEach(pod -> here.answer(pod.getMetadata().getName()));
        for (var job : jobs.all()) {
            seen.computeIfAbsent(job.getMetadata().getName(), name -> new TreeSet<>())
                    .add(job.getMetadata().getUid());
            if (!JobsByHand.ended(job) && job.getMetadata().getDeletionTimestamp() == null) {
                finish(job);
            }
        }
    }

    private void finish(Job job) {
        try {
            jobs.finish(job);
        } catch (KubernetesClientException gone) {
            // It was removed meanwhile, or is being ended already.
        }
    }

    private static boolean isBound(PersistentVolumeClaim claim) {
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
    }

    private static boolean isSilentPodOfAStore(Pod pod) {
        return pod.getMetadata().getName().endsWith("-0")
                && pod.getMetadata().getDeletionTimestamp() == null
                && (pod.getStatus() == null || !"Running".equals(pod.getStatus().getPhase()));
    }

    @Override
    public void close() {
        over = true;
        try {
            worker.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
