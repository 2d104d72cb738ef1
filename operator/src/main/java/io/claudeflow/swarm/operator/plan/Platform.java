package io.claudeflow.swarm.operator.plan;

import java.util.List;

/**
 * What the operator brings to every plan.
 *
 * @param version tag of the memory image when a store names none: the operator's own version
 */
public record Platform(
        String operatorNamespace,
        String imageRepository,
        String imagePullPolicy,
        List<String> imagePullSecrets,
        String version) {}
