package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.Memory;
import io.claudeflow.swarm.crd.v1alpha1.MemoryType;
import io.claudeflow.swarm.crd.v1alpha1.NamespaceConfig;
import io.claudeflow.swarm.crd.v1alpha1.SwarmClusterSpec;
import io.claudeflow.swarm.operator.plan.PlanResult.Planned;
import io.claudeflow.swarm.operator.plan.PlanResult.Problem;
import io.claudeflow.swarm.operator.plan.PlanResult.Rejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a cluster's spec to its plan. Pure. */
public final class ClusterPlanner {
    private ClusterPlanner() {}

    /** The plan for the cluster {@code name} in {@code namespace}, or the one reason why there is none. */
    public static PlanResult<ClusterPlan> plan(String namespace, String name, SwarmClusterSpec spec) {
        var memory = Optional.ofNullable(spec.memory());
        if (!memory.map(wanted -> Boolean.TRUE.equals(wanted.enableMemoryStore()))
                .orElse(false)) {
            return new Planned<>(new ClusterPlan(Optional.empty(), ignored(spec)));
        }
        var wanted = memory.orElseThrow();
        var type = Optional.ofNullable(wanted.type()).orElse(MemoryType.SQLITE);
        if (type != MemoryType.SQLITE) {
            return rejected(
                    Problem.UNSUPPORTED_TYPE,
                    "spec.memory.type",
                    (type == MemoryType.UNKNOWN ? "its value" : "'" + type.wire() + "'")
                            + " has no memory store in this operator (expected: sqlite, or enableMemoryStore: false)");
        }
        var target = Optional.ofNullable(spec.namespaceConfig())
                .flatMap(config -> Optional.ofNullable(config.swarmNamespace()))
                .filter(text -> !text.isEmpty())
                .orElse(namespace);
        try {
            return new Planned<>(new ClusterPlan(
                    Optional.of(new ClusterPlan.StoreRequest(
                            StoreIdentity.storeOf(name),
                            target,
                            Optional.ofNullable(spec.namespaceConfig())
                                    .map(config -> Boolean.TRUE.equals(config.createNamespaces()))
                                    .orElse(false),
                            name,
                            type.wire(),
                            Optional.ofNullable(wanted.size()).map(Amount::ofBytes),
                            Optional.ofNullable(wanted.persistence()),
                            Optional.ofNullable(wanted.sqliteConfig()))),
                    ignored(spec)));
        } catch (ArithmeticException | IllegalArgumentException unreadable) {
            return rejected(
                    Problem.INVALID_SPEC,
                    "spec.memory.size",
                    "cannot be read: " + unreadable.getMessage() + " (expected: such as 10Gi)");
        }
    }

    /** Fields set and not acted on; {@code topology} has a default, is shown in a column and means nothing more. */
    private static List<String> ignored(SwarmClusterSpec spec) {
        var memory = Optional.ofNullable(spec.memory());
        var namespaces = Optional.ofNullable(spec.namespaceConfig());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("queenMode", spec.queenMode());
        fields.put("strategy", spec.strategy());
        fields.put("consensusThreshold", spec.consensusThreshold());
        fields.put("minAgents", spec.minAgents());
        fields.put("maxAgents", spec.maxAgents());
        fields.put("taskDistribution", spec.taskDistribution());
        fields.put("autoScaling", spec.autoScaling());
        fields.put("autoscaling", spec.autoscaling());
        fields.put("agentTemplate", spec.agentTemplate());
        fields.put("hiveMind", spec.hiveMind());
        fields.put(
                "memory.type",
                memory.map(Memory::type)
                        .filter(type -> type != MemoryType.SQLITE)
                        .orElse(null));
        fields.put("memory.replication", memory.map(Memory::replication).orElse(null));
        fields.put("memory.cachePolicy", memory.map(Memory::cachePolicy).orElse(null));
        fields.put("memory.compression", memory.map(Memory::compression).orElse(null));
        fields.put("neural", spec.neural());
        fields.put("monitoring", spec.monitoring());
        fields.put(
                "namespaceConfig.hiveMindNamespace",
                namespaces.map(NamespaceConfig::hiveMindNamespace).orElse(null));
        fields.put(
                "namespaceConfig.allowedNamespaces",
                namespaces.map(NamespaceConfig::allowedNamespaces).orElse(null));
        fields.put("githubApp", spec.githubApp());
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> "spec." + field.getKey())
                .toList();
    }

    private static PlanResult<ClusterPlan> rejected(Problem problem, String field, String message) {
        return new Rejected<>(problem, field, field + ": " + message + ".");
    }
}
