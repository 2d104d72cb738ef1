package io.claudeflow.swarm.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.e2e.cluster.Cluster;
import io.claudeflow.swarm.e2e.cluster.OnTheCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The script of examples/lifecycle, as a user runs it: the whole life of a memory. */
@OnTheCluster
class LifecycleE2E {
    private static final String SCRIPT = "examples/lifecycle/lifecycle.sh";
    private static final String NEXT = "next";

    private final Cluster cluster = Cluster.shared();

    @Test
    void shouldLiveFromItsCreationToItsWaking() {
        InstalledOperator.on(cluster).ensure();
        cluster.loadMemoryImageAs(NEXT);

        var told = cluster.run(Duration.ofMinutes(20), SCRIPT, Map.of("NAMESPACE", "lifecycle", "UPGRADE_TO", NEXT));

        assertThat(told)
                .contains("== upgrade", "== hibernate", "notebook: from-before = still known")
                .endsWith("the life of a memory: done\n");
    }
}
