package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.plan.StorePlan;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Finding;
import io.claudeflow.swarm.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Map;
import java.util.Optional;

/** Looks for the ConfigMap with retention policies before a pod is made to mount it. It is the user's, not watched. */
record Policies(ObjectApplier applier) {

    /** Why the pod is not made or changed; empty when the file is there, or none was asked for. */
    Optional<Finding> missing(StorePlan plan) {
        return plan.pod().policies().flatMap(file -> {
            var found = applier.fetched(ConfigMap.class, plan.identity().namespace(), file.configMap());
            if (found.isEmpty()) {
                return Optional.of(no("spec.policies.configMapRef: there is no ConfigMap " + file.configMap()
                        + " in namespace " + plan.identity().namespace()
                        + " (expected: one with the key " + file.key() + "). The pod stays as it is until it appears."));
            }
            return Optional.ofNullable(found.get().getData()).orElse(Map.of()).containsKey(file.key())
                    ? Optional.<Finding>empty()
                    : Optional.of(no("spec.policies.key: ConfigMap " + file.configMap() + " has no key " + file.key()
                            + " (expected: the policy file). The pod stays as it is until it appears."));
        });
    }

    private static Finding no(String message) {
        return Finding.no(ConditionType.READY, Reason.CONFIG_MAP_NOT_FOUND, message);
    }
}
