package io.claudeflow.swarm.operator.status;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Conditions as values. The only place that gives them a time, and the link to what a person can do. */
public final class Conditions {
    private static final int LONGEST_MESSAGE = 4_096;

    private Conditions() {}

    /**
     * The findings as conditions, in their order. A condition keeps its lastTransitionTime while its status stays.
     *
     * @param previous the conditions of the status that is replaced
     */
    public static List<Condition> of(
            @Nullable List<Condition> previous, List<Finding> findings, @Nullable Long generation, Instant now) {
        return findings.stream()
                .map(finding -> {
                    var since = find(previous, finding.type())
                            .filter(old -> old.status() == finding.status())
                            .map(Condition::lastTransitionTime)
                            .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
                    return new Condition(
                            finding.type().wire(),
                            finding.status(),
                            finding.reason().wire(),
                            message(finding),
                            since,
                            generation);
                })
                .toList();
    }

    /** The conditions as they are, with {@code finding} in the place of the one of its type. */
    public static List<Condition> with(
            @Nullable List<Condition> previous, Finding finding, @Nullable Long generation, Instant now) {
        var others = Optional.ofNullable(previous).orElse(List.of()).stream()
                .filter(condition -> !finding.type().wire().equals(condition.type()));
        return Stream.concat(others, of(previous, List.of(finding), generation, now).stream())
                .toList();
    }

    /** The condition of a type. */
    public static Optional<Condition> find(@Nullable List<Condition> conditions, ConditionType type) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> type.wire().equals(condition.type()))
                        .findFirst();
    }

    /** Whether the condition of a type says True about {@code generation}. */
    public static boolean holds(@Nullable List<Condition> conditions, ConditionType type, @Nullable Long generation) {
        return find(conditions, type)
                .filter(condition -> condition.status() == ConditionStatus.TRUE)
                .filter(condition -> generation == null || generation.equals(condition.observedGeneration()))
                .isPresent();
    }

    /** The one-word summary of findings, for people. */
    public static Phase phase(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.type() == ConditionType.READY)
                .findFirst()
                .map(ready -> ready.holds() ? serving(findings) : waiting(ready.reason()))
                .orElse(Phase.INITIALIZING);
    }

    private static Phase serving(List<Finding> findings) {
        return isGoing(findings, Reason.MIGRATING)
                ? Phase.MIGRATING
                : isGoing(findings, Reason.BACKING_UP) ? Phase.BACKING_UP : Phase.READY;
    }

    private static Phase waiting(Reason why) {
        return switch (why) {
            case HIBERNATED -> Phase.HIBERNATED;
            case UPGRADING -> Phase.UPGRADING;
            case DELETING -> Phase.BACKING_UP;
            default -> why.weight() == Reason.Weight.BLOCKED ? Phase.ERROR : Phase.INITIALIZING;
        };
    }

    private static boolean isGoing(List<Finding> findings, Reason work) {
        return findings.stream().anyMatch(finding -> finding.reason() == work);
    }

    private static String message(Finding finding) {
        var link = Runbooks.linkTo(finding.reason());
        return shortened(finding.message(), LONGEST_MESSAGE - link.length()) + link;
    }

    private static String shortened(String message, int longest) {
        return message.length() <= longest ? message : message.substring(0, longest - 1) + "…";
    }
}
