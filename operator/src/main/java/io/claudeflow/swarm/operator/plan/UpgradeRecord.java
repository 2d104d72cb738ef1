package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import java.time.Instant;
import java.util.Optional;

/**
 * What a store's status knows about its version.
 *
 * @param running what runs and was checked; empty for a store that has not served yet
 * @param change the last change of version
 */
public record UpgradeRecord(Optional<Program> running, Optional<Change> change) {

    /**
     * A change of version.
     *
     * @param since when its step began
     * @param backup the backup that is taken before it
     * @param restore the restore that puts that backup back
     */
    public record Change(
            Program from,
            Program to,
            UpgradeStep step,
            Instant since,
            Optional<String> backup,
            Optional<String> restore,
            Optional<String> problem) {

        /** Whether it goes on. */
        public boolean active() {
            return step != UpgradeStep.FINISHED;
        }
    }

    /** What the status says; a block that is not whole counts as none. */
    public static UpgradeRecord of(SwarmMemoryStoreStatus status) {
        return new UpgradeRecord(
                Optional.ofNullable(status.version()).map(Program::parse),
                Optional.ofNullable(status.upgrade()).flatMap(UpgradeRecord::change));
    }

    private static Optional<Change> change(UpgradeStatus status) {
        if (status.from() == null || status.to() == null || status.step() == null || status.stepSince() == null) {
            return Optional.empty();
        }
        return Optional.of(new Change(
                Program.parse(status.from()),
                Program.parse(status.to()),
                status.step(),
                Instant.parse(status.stepSince()),
                Optional.ofNullable(status.backup()),
                Optional.ofNullable(status.restore()),
                Optional.ofNullable(status.problem())));
    }

    /** The change that goes on. */
    public Optional<Change> going() {
        return change.filter(Change::active);
    }

    /** Whether the restore of this name is the way back from the change that goes on. */
    public boolean returnsBy(String restore) {
        return going().flatMap(Change::restore).filter(restore::equals).isPresent();
    }

    /**
     * {@code plan} with the program that is to run now: what was checked last, but for the step in which a new one is
     * tried. A store whose data ends with its pod has nothing to go back to and follows its spec at once.
     */
    public StorePlan effective(StorePlan plan) {
        if (running.isEmpty() || plan.storage() instanceof StorePlan.PodStorage) {
            return plan;
        }
        return going().filter(change -> change.step() == UpgradeStep.ROLLING)
                .map(change -> plan.running(change.to(), true))
                .orElseGet(() -> plan.running(running.get(), false));
    }
}
