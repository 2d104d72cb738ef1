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
 * The rest of the cluster in one namespace, working by itself: claims are bound, the pods of stores do what their
 * version would do, Jobs end well.
 */
final class Machinery implements AutoCloseable {
    private static final long PAUSE = 50_000_000;

    private final Actors here;
    private final JobsByHand jobs;
    private final MemoryPrograms programs;
    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
    private final Thread worker;
    private volatile boolean over;

    Machinery(Actors here, Clock clock) {
        this(here, clock, new OperatorUnderTest.Reported());
    }

    /** @param says what the operator hears from the stores */
    Machinery(Actors here, Clock clock, OperatorUnderTest.Reported says) {
        this.here = here;
        this.jobs = new JobsByHand(here, clock);
        this.programs = new MemoryPrograms(says);
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
                .filter(Machinery::isPodOfAStore)
                .forEach(this::run);
        for (var job : jobs.all()) {
            seen.computeIfAbsent(job.getMetadata().getName(), name -> new TreeSet<>())
                    .add(job.getMetadata().getUid());
            if (!JobsByHand.ended(job) && job.getMetadata().getDeletionTimestamp() == null) {
                finish(job);
            }
        }
    }

    private void run(Pod pod) {
        if (!programs.run(pod).getStatus().equals(pod.getStatus())) {
            here.client
                    .pods()
                    .inNamespace(here.namespace)
                    .withName(pod.getMetadata().getName())
                    .editStatus(programs::run);
        }
    }

    private void finish(Job job) {
        try {
            programs.run(job);
            jobs.finish(job);
        } catch (KubernetesClientException gone) {
            // It was removed meanwhile, or is being ended already.
        }
    }

    private static boolean isBound(PersistentVolumeClaim claim) {
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
    }

    private static boolean isPodOfAStore(Pod pod) {
        return pod.getMetadata().getName().endsWith("-0") && pod.getMetadata().getDeletionTimestamp() == null;
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
