package io.claudeflow.swarm.e2e.cluster;

import java.nio.file.Path;
import java.util.Optional;

/** Where a cluster comes from, and what differs between the kinds: how images reach it, and who has its audit log. */
sealed interface ClusterSource permits ScriptedSource, ContainerSource {

    Path kubeconfig();

    /** The folder of kubectl and helm; empty when they are on the PATH. */
    Optional<Path> tools();

    /** Makes both images of this build known to the cluster. */
    void loadImages();

    /** Makes the memory service's image known under another tag too. */
    void loadMemoryImageAs(String tag);

    /** The API server's audit log, one JSON document a line; empty where nobody can read it. */
    Optional<String> auditLog();
}
