package io.claudeflow.swarm.operator.desired;

import io.claudeflow.swarm.crd.v1alpha1.AgentAffinity;
import io.claudeflow.swarm.crd.v1alpha1.KeyRef;
import io.claudeflow.swarm.crd.v1alpha1.PodAffinity;
import io.claudeflow.swarm.crd.v1alpha1.PodTemplate;
import io.claudeflow.swarm.crd.v1alpha1.PodToleration;
import io.claudeflow.swarm.crd.v1alpha1.PodVariable;
import io.claudeflow.swarm.crd.v1alpha1.TopologySpread;
import io.claudeflow.swarm.crd.v1alpha1.WireEnum;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds what users ask for to a pod. What the operator has set itself stays as it is. */
final class PodOverrides {
    private PodOverrides() {}

    /** {@code pod} with all of {@code template}. */
    static PodTemplateSpec onto(PodTemplateSpec pod, PodTemplate template) {
        var labels = new TreeMap<>(map(template.labels()));
        labels.putAll(pod.getMetadata().getLabels());
        var annotations = new TreeMap<>(map(template.annotations()));
        annotations.putAll(pod.getMetadata().getAnnotations());
        var more = all(template.env(), PodOverrides::variable);
        var changed = new PodTemplateSpecBuilder(onNodesOf(pod, template))
                .editMetadata()
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .editSpec()
                .withAffinity(affinity(template.affinity()))
                .withTopologySpreadConstraints(all(template.topologySpreadConstraints(), PodOverrides::spread))
                .endSpec()
                .build();
        var spec = changed.getSpec();
        Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .forEach(container -> container.setEnv(joined(container.getEnv(), more)));
        return changed;
    }

    /** {@code pod} on the nodes {@code template} chooses; this much holds for the pods of Jobs, too. */
    static PodTemplateSpec onNodesOf(PodTemplateSpec pod, PodTemplate template) {
        var chosen = Optional.ofNullable(template.affinity()).flatMap(all -> Optional.ofNullable(all.nodeAffinity()));
        return new PodTemplateSpecBuilder(pod)
                .editSpec()
                .withNodeSelector(template.nodeSelector() == null ? null : new TreeMap<>(template.nodeSelector()))
                .withTolerations(all(template.tolerations(), PodOverrides::toleration))
                .withAffinity(chosen.map(nodes -> new AffinityBuilder(Optional.ofNullable(pod.getSpec().getAffinity())
                                        .orElseGet(Affinity::new))
                                .withNodeAffinity(nodes(nodes))
                                .build())
                        .orElse(pod.getSpec().getAffinity()))
                .withPriorityClassName(template.priorityClassName())
                .endSpec()
                .build();
    }

    private static List<EnvVar> joined(List<EnvVar> own, List<EnvVar> more) {
        var taken = own.stream().map(EnvVar::getName).toList();
        var joined = new ArrayList<>(own);
        more.stream()
                .filter(variable -> !taken.contains(variable.getName()))
                .forEach(joined::add);
        return joined;
    }

    private static EnvVar variable(PodVariable variable) {
        var builder = new EnvVarBuilder().withName(variable.name()).withValue(variable.value());
        source(variable.secretKeyRef())
                .ifPresent(from -> builder.withNewValueFrom()
                        .withNewSecretKeyRef(from.key(), from.name(), null)
                        .endValueFrom());
        source(variable.configMapKeyRef())
                .ifPresent(from -> builder.withNewValueFrom()
                        .withNewConfigMapKeyRef(from.key(), from.name(), null)
                        .endValueFrom());
        return builder.build();
    }

    private static Optional<KeyRef> source(@Nullable KeyRef ref) {
        return Optional.ofNullable(ref);
    }

    private static Toleration toleration(PodToleration toleration) {
        return new Toleration(
                wire(toleration.effect()),
                toleration.key(),
                wire(toleration.operator()),
                toleration.tolerationSeconds(),
                toleration.value());
    }

    private static TopologySpreadConstraint spread(TopologySpread spread) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(spread.maxSkew())
                .withTopologyKey(spread.topologyKey())
                .withWhenUnsatisfiable(wire(spread.whenUnsatisfiable()))
                .withLabelSelector(Optional.ofNullable(selector(spread.labelSelector()))
                        .orElseGet(() -> new LabelSelectorBuilder()
                                .withMatchLabels(Labels.selectingAll())
                                .build()))
                .build();
    }

    private static @Nullable Affinity affinity(@Nullable PodAffinity wanted) {
        if (wanted == null) {
            return null;
        }
        var builder = new AffinityBuilder();
        Optional.ofNullable(wanted.nodeAffinity()).ifPresent(nodes -> builder.withNodeAffinity(nodes(nodes)));
        Optional.ofNullable(wanted.podAffinity())
                .ifPresent(pods -> builder.withNewPodAffinity()
                        .withRequiredDuringSchedulingIgnoredDuringExecution(required(pods))
                        .withPreferredDuringSchedulingIgnoredDuringExecution(preferred(pods))
                        .endPodAffinity());
        Optional.ofNullable(wanted.podAntiAffinity())
                .ifPresent(pods -> builder.withNewPodAntiAffinity()
                        .withRequiredDuringSchedulingIgnoredDuringExecution(required(pods))
                        .withPreferredDuringSchedulingIgnoredDuringExecution(preferred(pods))
                        .endPodAntiAffinity());
        return builder.build();
    }

    private static NodeAffinity nodes(PodAffinity.Nodes nodes) {
        var builder = new NodeAffinityBuilder();
        Optional.ofNullable(nodes.requiredDuringSchedulingIgnoredDuringExecution())
                .ifPresent(selector -> builder.withNewRequiredDuringSchedulingIgnoredDuringExecution()
                        .withNodeSelectorTerms(all(selector.nodeSelectorTerms(), PodOverrides::term))
                        .endRequiredDuringSchedulingIgnoredDuringExecution());
        return builder.withPreferredDuringSchedulingIgnoredDuringExecution(
                        all(nodes.preferredDuringSchedulingIgnoredDuringExecution(), wish ->
                                new PreferredSchedulingTerm(
                                        wish.preference() == null ? null : term(wish.preference()), wish.weight())))
                .build();
    }

    private static NodeSelectorTerm term(PodAffinity.NodeTerm term) {
        return new NodeSelectorTerm(
                all(term.matchExpressions(), one ->
                        new NodeSelectorRequirement(one.key(), wire(one.operator()), all(one.values(), value -> value))),
                List.of());
    }

    private static List<PodAffinityTerm> required(PodAffinity.Pods pods) {
        return all(pods.requiredDuringSchedulingIgnoredDuringExecution(), PodOverrides::term);
    }

    private static List<WeightedPodAffinityTerm> preferred(PodAffinity.Pods pods) {
        return all(
                pods.preferredDuringSchedulingIgnoredDuringExecution(),
                wish -> new WeightedPodAffinityTerm(
                        wish.podAffinityTerm() == null ? null : term(wish.podAffinityTerm()), wish.weight()));
    }

    private static PodAffinityTerm term(PodAffinity.PodTerm term) {
        var wanted = new PodAffinityTerm();
        wanted.setLabelSelector(selector(term.labelSelector()));
        wanted.setNamespaces(all(term.namespaces(), value -> value));
        wanted.setTopologyKey(term.topologyKey());
        return wanted;
    }

    private static @Nullable LabelSelector selector(AgentAffinity.@Nullable LabelSelector selector) {
        return selector == null
                ? null
                : new LabelSelector(
                        all(selector.matchExpressions(), one ->
                                new LabelSelectorRequirement(
                                        one.key(), wire(one.operator()), all(one.values(), value -> value))),
                        selector.matchLabels() == null ? null : new TreeMap<>(selector.matchLabels()));
    }

    private static @Nullable String wire(@Nullable WireEnum word) {
        return word == null ? null : word.wire();
    }

    private static Map<String, String> map(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static <T, R> List<R> all(@Nullable List<T> list, Function<T, R> change) {
        return list == null ? List.of() : list.stream().map(change).toList();
    }
}
