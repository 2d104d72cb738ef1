package io.claudeflow.swarm.operator.plan;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the store of a cluster may be in the namespace the cluster names. Pure. The namespace itself decides, by an
 * annotation of whoever administers it: a cluster cannot place anything where it was not invited.
 */
public sealed interface Placement {
    /** Annotation of a namespace: the namespaces, separated by commas, whose clusters may place their stores there. */
    String ACCEPTS = "swarm.claudeflow.io/accept-stores-from";

    /** It may be there. */
    record Allowed() implements Placement {}

    /** It may be there once the namespace was made. */
    record Create() implements Placement {}

    /** It may not be there until something is changed; {@code message} says what. */
    record Refused(String message) implements Placement {}

    /** The namespace is being removed. */
    record Ending(String message) implements Placement {}

    /**
     * The namespace that was named.
     *
     * @param accepts the value of {@link #ACCEPTS}
     */
    record Target(Optional<String> accepts, boolean ending) {}

    /**
     * What is known.
     *
     * @param cluster namespace of the cluster
     * @param wanted namespace it names for its store
     * @param create whether it asks for that to be made
     * @param watched namespaces the operator serves; empty means all
     * @param home namespace the store is in already
     * @param target the namespace, if it exists and is not the cluster's own
     */
    record Facts(
            String cluster,
            String wanted,
            boolean create,
            Set<String> watched,
            Optional<String> home,
            Optional<Target> target) {
        /** Whether the store is to be with its cluster. */
        public boolean together() {
            return cluster.equals(wanted);
        }
    }

    /** Whether the store may be there. */
    static Placement of(Facts facts) {
        var field = "spec.namespaceConfig.swarmNamespace: ";
        if (facts.home().filter(home -> !home.equals(facts.wanted())).isPresent()) {
            return new Refused(field + "'" + facts.wanted() + "' is not where the memory store is (expected: '"
                    + facts.home().get() + "'). A store is not moved; it serves where it is. To move it back it up,"
                    + " delete it, and create it again in the other namespace.");
        }
        if (facts.together()) {
            return new Allowed();
        }
        if (!facts.watched().isEmpty() && !facts.watched().contains(facts.wanted())) {
            return new Refused(field + "'" + facts.wanted() + "' is not served by this operator (expected: one of "
                    + String.join(", ", facts.watched().stream().sorted().toList())
                    + "). Add it to watchNamespaces of the chart.");
        }
        return facts.target().map(target -> found(facts, target, field)).orElseGet(() -> absent(facts, field));
    }

    private static Placement found(Facts facts, Target target, String field) {
        if (target.ending()) {
            return new Ending(field + "namespace " + facts.wanted() + " is being deleted.");
        }
        var accepted = target.accepts().stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .anyMatch(facts.cluster()::equals);
        return accepted
                ? new Allowed()
                : new Refused(field + "namespace " + facts.wanted() + " does not accept stores from namespace "
                        + facts.cluster() + " (found: " + target.accepts().orElse("nothing") + ", expected: the"
                        + " annotation " + ACCEPTS + " with that name). Whoever administers it can invite them: kubectl"
                        + " annotate namespace " + facts.wanted() + " --overwrite " + ACCEPTS + "="
                        + invited(facts, target));
    }

    /** Those that are invited already stay so. */
    private static String invited(Facts facts, Target target) {
        return target.accepts()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text + "," + facts.cluster())
                .orElse(facts.cluster());
    }

    private static Placement absent(Facts facts, String field) {
        return facts.create()
                ? new Create()
                : new Refused(field + "there is no namespace " + facts.wanted() + " (expected: one with the annotation "
                        + ACCEPTS + ": " + facts.cluster() + ", or namespaceConfig.createNamespaces: true).");
    }
}
