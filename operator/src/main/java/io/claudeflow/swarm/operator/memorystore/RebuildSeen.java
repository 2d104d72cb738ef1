package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.StorageRebuild;
import io.claudeflow.swarm.operator.status.Finding;
import java.util.Optional;

/**
 * How it stands with the rebuild of a data claim.
 *
 * @param status what is written down of the newest one
 * @param podAway whether the pod has to be away
 * @param claimAway whether the data claim is the rebuild's to make
 * @param finding the condition StorageResized, when there is something to say
 */
record RebuildSeen(Optional<StorageRebuild> status, boolean podAway, boolean claimAway, Optional<Finding> finding) {

    /** Nobody asks for one. */
    static RebuildSeen none() {
        return new RebuildSeen(Optional.empty(), false, false, Optional.empty());
    }
}
