package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.HibernationStatus;
import io.claudeflow.swarm.crd.v1alpha1.UpgradeStatus;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.status.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pass decided about a store's version and its sleep. What the pass does follows from the status as it was
 * written before; what is decided here is written down at its end and done by the next one.
 *
 * @param plan with the program that is to run now
 * @param version what runs and was checked
 * @param upgrade the last change of version
 * @param hibernation how far asleep the store is
 * @param findings about both
 * @param away why the pod does not serve, if one of both is the reason
 * @param running whether there is to be a pod
 * @param steady whether a pod that runs is left alone, whatever the spec says
 * @param soon whether the next pass is due at once
 * @param woken whether the store wakes up
 */
record Life(
        StorePlan plan,
        @Nullable String version,
        @Nullable UpgradeStatus upgrade,
        @Nullable HibernationStatus hibernation,
        List<Finding> findings,
        Optional<Finding> away,
        boolean running,
        boolean steady,
        boolean soon,
        boolean woken) {

    /** Both together; {@code upgrade} was decided on {@code plan}. */
    static Life of(Upgrader.Seen upgrade, Sleeper.Seen sleep) {
        var findings = new ArrayList<>(upgrade.findings());
        findings.addAll(sleep.findings());
        return new Life(
                upgrade.plan(),
                upgrade.version(),
                upgrade.status(),
                sleep.status(),
                List.copyOf(findings),
                sleep.away().or(upgrade::away),
                upgrade.running() && sleep.running(),
                upgrade.steady(),
                upgrade.soon() || sleep.soon(),
                sleep.woken());
    }

    /** A store that does nothing special. */
    static Life ordinary(StorePlan plan) {
        return new Life(plan, null, null, null, List.of(), Optional.empty(), true, false, false, false);
    }
}
