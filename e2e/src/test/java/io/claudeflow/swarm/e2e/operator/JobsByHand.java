package io.claudeflow.swarm.e2e.operator;

import static io.claudeflow.swarm.e2e.operator.Actors.soon;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plays the Job controller and the kubelet in one namespace: Jobs end when and how the test says. */
final class JobsByHand implements AutoCloseable {
    private static final String RESTORED = """
            {"result":"restored","file":"x","sizeBytes":8192,"epoch":2,"revision":42,"rows":{"memory_store":3}}""";

    private static final String IMPORTED = """
            {"result":"migrated","status":"complete","found":3,"imported":3,"unchanged":0,"failed":0,"seconds":0.5,\
            "sources":[{"file":"/legacy/hive.db","formats":["hive"],"found":3,"imported":3,"failed":0}],"errors":[]}""";

    private final Actors here;
    private final Clock clock;
    private volatile @Nullable Thread worker;

    /** @param clock the operator's */
    JobsByHand(Actors here, Clock clock) {
        this.here = here;
        this.clock = clock;
    }

    /** Every Job of the namespace, by name. */
    List<Job> all() {
        return here.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(here.namespace)
                .list()
                .getItems();
    }

    /** The only Job that has not ended and fits, once it is there. */
    Job await(String what, Predicate<Job> fits) {
        var found = new ArrayList<Job>();
        soon("Job: " + what).until(() -> {
            found.clear();
            all().stream()
                    .filter(job -> !ended(job) && job.getMetadata().getDeletionTimestamp() == null)
                    .filter(fits)
                    .forEach(found::add);
            return found.size() == 1;
        });
        return found.getFirst();
    }

    Job await(String name) {
        return await(name, job -> job.getMetadata().getName().equals(name));
    }

    /** The arguments of the Job's program. */
    static List<String> arguments(Job job) {
        var command =
                job.getSpec().getTemplate().getSpec().getContainers().getFirst().getCommand();
        return command.subList(1, command.size());
    }

    /** The claims a Job mounts. */
    static List<String> claims(Job job) {
        return job.getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                .toList();
    }

    void verify(Job job) {
        end(job, true, """
                {"result":"verified","name":"%s","file":"x","sizeBytes":8192,\
                "sha256":"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae","epoch":1,"revision":42,\
                "rows":{"memory_store":3,"agents":0},"seconds":0.5}""".formatted(job.getMetadata().getName()));
    }

    void fail(Job job, String reason, String message) {
        end(job, false, "{\"result\":\"failed\",\"reason\":\"" + reason + "\",\"message\":\"" + message + "\"}");
    }

    /** Ends a Job with these last words. */
    void end(Job job, boolean well, String words) {
        pod(job, well, words);
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var status = new JobStatusBuilder()
                .withStartTime(now)
                .addToConditions(condition(well ? "SuccessCriteriaMet" : "FailureTarget", now))
                .addToConditions(condition(well ? "Complete" : "Failed", now));
        if (well) {
            status.withCompletionTime(now).withSucceeded(1);
        } else {
            status.withFailed(1);
        }
        here.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(here.namespace)
                .withName(job.getMetadata().getName())
                .editStatus(present -> {
                    present.setStatus(status.build());
                    return present;
                });
    }

    private static JobCondition condition(String type, String now) {
        return new JobConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason("ByHand")
                .withLastProbeTime(now)
                .withLastTransitionTime(now)
                .build();
    }

    private void pod(Job job, boolean well, String words) {
        var name = job.getMetadata().getName() + "-x";
        var template = job.getSpec().getTemplate();
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(here.namespace)
                .withLabels(template.getMetadata().getLabels())
                .addToLabels("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
        here.client.resource(pod).create();
        here.client
                .pods()
                .inNamespace(here.namespace)
                .withName(name)
                .editStatus(present -> new PodBuilder(present)
                        .withStatus(new PodStatusBuilder()
                                .withPhase(well ? "Succeeded" : "Failed")
                                .addNewContainerStatus()
                                .withName("work")
                                .withImage("i")
                                .withImageID("i")
                                .withReady(false)
                                .withRestartCount(0)
                                .withNewState()
                                .withNewTerminated()
                                .withExitCode(well ? 0 : 1)
                                .withMessage(words)
                                .endTerminated()
                                .endState()
                                .endContainerStatus()
                                .build())
                        .build());
    }

    /** From now on every Job ends well by itself. */
    JobsByHand endWell() {
        var thread = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                all().stream().filter(job -> !ended(job)).forEach(this::tryVerify);
                if (Thread.interrupted()) {
                    return;
                }
                LockSupport.parkNanos(100_000_000);
            }
        });
        worker = thread;
        return this;
    }

    /** Ends a Job well, as its program would. */
    void finish(Job job) {
        switch (arguments(job).getFirst()) {
            case "backup-pull", "backup-file" -> verify(job);
            case "backup-prune" -> end(job, true, "{\"result\":\"removed\",\"message\":\"its file was removed\"}");
            case "restore" -> end(job, true, RESTORED);
            case "migrate" -> end(job, true, IMPORTED);
            default -> throw new AssertionError("No such program: " + arguments(job));
        }
    }

    private void tryVerify(Job job) {
        try {
            finish(job);
        } catch (KubernetesClientException gone) {
            // It was removed meanwhile, or is being ended already.
        }
    }

    static boolean ended(Job job) {
        return job.getStatus() != null
                && Optional.ofNullable(job.getStatus().getConditions()).orElse(List.of()).stream()
                        .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType()));
    }

    @Override
    public void close() {
        var thread = worker;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
