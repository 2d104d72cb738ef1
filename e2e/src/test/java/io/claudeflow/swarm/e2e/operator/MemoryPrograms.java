package io.claudeflow.swarm.e2e.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** What the memory service of each version does to the one file of a namespace, as far as the operator sees it. */
final class MemoryPrograms {
    /** Serves, and reports another version than its tag. */
    static final String MISLABELLED = "0.3.0";
    /** Leaves a file that no other version opens, and fails. */
    static final String SPOILING = "0.4.0";

    private static final String OTHER = "0.1.0";
    private static final String TOO_NEW = "/data/memory/swarm-memory.db has schema version 8, this program knows 7";

    private final OperatorUnderTest.Reported says;
    private volatile boolean spoilt;

    /** @param says what the operator hears from the stores */
    MemoryPrograms(OperatorUnderTest.Reported says) {
        this.says = says;
    }

    /** A copy of a pod in which its version works. */
    Pod run(Pod pod) {
        var version = PodsByHand.image(pod).replaceFirst(".*:", "");
        if (version.equals(SPOILING)) {
            spoilt = true;
            return PodsByHand.failing(pod, "broken");
        }
        if (spoilt) {
            return PodsByHand.failing(pod, TOO_NEW);
        }
        says.version = version.equals(MISLABELLED) ? OTHER : version;
        return PodsByHand.answering(pod);
    }

    /** What a Job leaves on the claim. */
    void run(Job job) {
        if (JobsByHand.arguments(job).getFirst().equals("restore")) {
            spoilt = false;
        }
    }
}
