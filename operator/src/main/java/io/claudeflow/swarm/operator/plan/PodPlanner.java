package io.claudeflow.swarm.operator.plan;

import io.claudeflow.swarm.crd.v1alpha1.Compression;
import io.claudeflow.swarm.crd.v1alpha1.Compute;
import io.claudeflow.swarm.crd.v1alpha1.PodAffinity;
import io.claudeflow.swarm.crd.v1alpha1.PodTemplate;
import io.claudeflow.swarm.crd.v1alpha1.PolicySource;
import io.claudeflow.swarm.crd.v1alpha1.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What users add to the pod of a store, and what of a spec a running pod is replaced for. Pure. */
final class PodPlanner {
    private static final String DEFAULT_KEY = "policies.yaml";
    private static final String UNKNOWN = "unknown";

    private PodPlanner() {}

    static StorePlan.Pod plan(StoreSettings settings) {
        return new StorePlan.Pod(
                Optional.ofNullable(settings.podTemplate()),
                ServiceVariables.of(settings.service()),
                policies(settings),
                follows(settings));
    }

    private static Optional<StorePlan.PolicyFile> policies(StoreSettings settings) {
        return Optional.ofNullable(settings.policies())
                .map(PolicySource::configMapRef)
                .flatMap(map -> Optional.ofNullable(map.name()))
                .map(name -> new StorePlan.PolicyFile(
                        name,
                        Optional.ofNullable(settings.policies())
                                .map(PolicySource::key)
                                .orElse(DEFAULT_KEY)));
    }

    /** Pull secrets are not among them: a pod that runs has its image. */
    private static SortedMap<String, String> follows(StoreSettings settings) {
        var fields = new TreeMap<String, String>();
        unless(fields, "cacheSize", settings.cacheSize(), StorePlanner.DEFAULT_CACHE_ENTRIES);
        unless(fields, "cacheMemoryMB", settings.cacheMemoryMB(), StorePlanner.DEFAULT_CACHE_MB);
        unless(fields, "compressionThreshold", settings.compressionThreshold(), StorePlanner.DEFAULT_THRESHOLD);
        unless(
                fields,
                "compression",
                Optional.ofNullable(settings.compression()).map(Compression::wire).orElse(null),
                Compression.ZSTD.wire());
        unless(fields, "gcInterval", settings.gcInterval(), StorePlanner.DEFAULT_GC_INTERVAL);
        unless(fields, "enableWAL", settings.enableWAL(), true);
        unless(fields, "enableVacuum", settings.enableVacuum(), true);
        unless(fields, "mcpMode", settings.mcpMode(), true);
        unless(fields, "serviceAccountName", settings.serviceAccountName(), null);
        Optional.ofNullable(settings.resources()).ifPresent(both -> {
            amounts(fields, "resources.requests.", both.requests());
            amounts(fields, "resources.limits.", both.limits());
        });
        policies(settings).ifPresent(file -> fields.put("policies", file.configMap() + "/" + file.key()));
        ServiceVariables.of(settings.service()).forEach((name, value) -> fields.put("service." + name, value));
        return fields;
    }

    private static void unless(
            Map<String, String> fields, String name, @Nullable Object value, @Nullable Object fallback) {
        if (value != null && !value.equals(fallback)) {
            fields.put(name, value.toString());
        }
    }

    private static void amounts(Map<String, String> fields, String prefix, @Nullable Compute compute) {
        if (compute != null && compute.cpu() != null) {
            fields.put(prefix + "cpu", Amount.ofCores(compute.cpu()));
        }
        if (compute != null && compute.memory() != null) {
            fields.put(prefix + "memory", Amount.ofBytes(compute.memory()));
        }
    }

    /** The field with a word of another version, if there is one: it cannot be written as it was meant. */
    static Optional<String> unknownWord(PodTemplate template) {
        var found = new ArrayList<String>();
        all(template.tolerations()).forEach(toleration -> {
            note(found, "tolerations[].operator", toleration.operator() == null ? null : toleration.operator().wire());
            note(found, "tolerations[].effect", toleration.effect() == null ? null : toleration.effect().wire());
        });
        all(template.topologySpreadConstraints())
                .forEach(spread -> note(
                        found,
                        "topologySpreadConstraints[].whenUnsatisfiable",
                        spread.whenUnsatisfiable() == null
                                ? null
                                : spread.whenUnsatisfiable().wire()));
        Optional.ofNullable(template.affinity())
                .map(PodAffinity::nodeAffinity)
                .stream()
                .flatMap(PodPlanner::expressions)
                .forEach(expression -> note(
                        found,
                        "affinity.nodeAffinity operator",
                        expression.operator() == null ? null : expression.operator().wire()));
        return found.stream().findFirst();
    }

    private static Stream<PodAffinity.NodeExpression> expressions(PodAffinity.Nodes nodes) {
        var required = Optional.ofNullable(nodes.requiredDuringSchedulingIgnoredDuringExecution()).stream()
                .flatMap(selector -> all(selector.nodeSelectorTerms()));
        var preferred = all(nodes.preferredDuringSchedulingIgnoredDuringExecution())
                .map(PodAffinity.WeightedNodes::preference)
                .filter(Objects::nonNull);
        return Stream.concat(required, preferred).flatMap(term -> all(term.matchExpressions()));
    }

    private static void note(List<String> found, String field, @Nullable String word) {
        if (UNKNOWN.equals(word)) {
            found.add("spec.podTemplate." + field);
        }
    }

    private static <T> Stream<T> all(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }
}
