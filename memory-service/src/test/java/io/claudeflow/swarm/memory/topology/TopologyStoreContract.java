package io.claudeflow.swarm.memory.topology;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import io.claudeflow.swarm.memory.topology.TopologySpec.Node;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TopologyStore} does. */
public abstract class TopologyStoreContract {
    private static final String SWARM = "s1";
    private static final TopologySpec ONE =
            new TopologySpec(TopologyType.MESH, List.of(new Node("a", "lead")), List.of(), "{\"x\":1}");

    protected final ManualClock clock = new ManualClock();
    private TopologyStore store;

    /** An empty store that reads its time from {@link #clock}. */
    protected abstract TopologyStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void shouldKeepTheHistory() {
        var first = store.save(SWARM, ONE, 0L);
        var second = store.save(SWARM, ONE, 1L);
        var third = store.save(SWARM, ONE, null);
        assertThat(store.current(SWARM)).contains(third);
        assertThat(third.spec()).isEqualTo(ONE);
        assertThat(store.history(SWARM, PageRequest.FIRST).items()).containsExactly(third, second, first);
        assertThat(Paging.walk(1, page -> store.history(SWARM, page))).hasSize(3);
        assertThat(store.current("s2")).isEmpty();
        assertThat(store.prune(SWARM, 1)).isEqualTo(2);
        assertThat(store.save(SWARM, ONE, 3L).version()).isEqualTo(4);
    }

    @Test
    void shouldRefuseAStaleVersion() {
        store.save(SWARM, ONE, null);
        assertFails(
                FailureKind.PRECONDITION_FAILED,
                "version: 0 (expected: the present version, 1)",
                () -> store.save(SWARM, ONE, 0L));
        assertFails(FailureKind.INVALID_ARGUMENT, "keep: 0", () -> store.prune(SWARM, 0));
        assertThat(store.history(SWARM, PageRequest.FIRST).items()).hasSize(1);
    }
}
