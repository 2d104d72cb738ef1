package io.claudeflow.swarm.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whose an object is before anything is written over it. */
@FunctionalInterface
public interface Ownership {

    /** Whose the object is. */
    sealed interface Holder {}

    /** Ours to change. */
    record Ours() implements Holder {}

    /** Of an earlier owner of the same name; the garbage collector is about to remove it. */
    record Predecessor() implements Holder {}

    /** Somebody else's, or nobody's; {@code name} says so for people. */
    record Other(String name) implements Holder {}

    /** Whose {@code object} is. */
    Holder holderOf(HasMetadata object);

    /** Ours is what has {@code owner} as its controller; the uid decides, not the name. */
    static Ownership of(HasMetadata owner) {
        return object -> Optional.ofNullable(object.getMetadata().getOwnerReferences()).orElse(List.of()).stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .map(reference -> compared(owner, reference))
                .orElse(new Other("nobody"));
    }

    /**
     * As {@link #of}. An object without any controller that bears these labels is ours again: its owner was deleted
     * with {@code --cascade=orphan}, or somebody took the reference away.
     */
    static Ownership adopting(HasMetadata owner, Map<String, String> labels) {
        return object -> isOrphan(object)
                        && Optional.ofNullable(object.getMetadata().getLabels())
                                .orElse(Map.of())
                                .entrySet()
                                .containsAll(labels.entrySet())
                ? new Ours()
                : of(owner).holderOf(object);
    }

    private static boolean isOrphan(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getOwnerReferences()).orElse(List.of()).stream()
                .noneMatch(reference -> Boolean.TRUE.equals(reference.getController()));
    }

    private static Holder compared(HasMetadata owner, OwnerReference reference) {
        if (reference.getUid().equals(owner.getMetadata().getUid())) {
            return new Ours();
        }
        return reference.getKind().equals(owner.getKind())
                        && reference.getName().equals(owner.getMetadata().getName())
                ? new Predecessor()
                : new Other(reference.getKind() + " " + reference.getName());
    }
}
