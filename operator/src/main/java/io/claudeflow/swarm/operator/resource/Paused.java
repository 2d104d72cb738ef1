package io.claudeflow.swarm.operator.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** The annotation with which people keep the operator's hands off an object. */
public final class Paused {
    /** With the value {@code true} nothing is written for the object. */
    public static final String ANNOTATION = "swarm.claudeflow.io/paused";

    private Paused() {}

    /** Whether {@code object} is paused. */
    public static boolean is(HasMetadata object) {
        return "true"
                .equals(Optional.ofNullable(object.getMetadata().getAnnotations())
                        .orElse(Map.of())
                        .get(ANNOTATION));
    }
}
