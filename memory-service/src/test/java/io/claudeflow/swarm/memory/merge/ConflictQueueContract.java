package io.claudeflow.swarm.memory.merge;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.document.Document;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.page.Page;
import io.claudeflow.swarm.memory.page.PageRequest;
import io.claudeflow.swarm.memory.testing.ManualClock;
import io.claudeflow.swarm.memory.testing.Paging;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ConflictQueue} does. */
public abstract class ConflictQueueContract {
    private static final EntryKey KEY = new EntryKey("s1", "default", "k");

    protected final ManualClock clock = new ManualClock();
    private ConflictQueue queue;

    /** An empty queue that reads its time from {@link #clock}. */
    protected abstract ConflictQueue open();

    @BeforeEach
    void openQueue() {
        queue = open();
    }

    @Test
    void shouldKeepConflictsInTheirOrderUntilTheyAreResolved() {
        var first = queue.add(KEY, conflict(1));
        var second = queue.add(KEY, conflict(2));
        queue.add(new EntryKey("s2", "default", "k"), conflict(1));
        for (int limit = 1; limit <= 3; limit++) {
            assertThat(Paging.walk(limit, page -> queue.list("s1", page))).containsExactly(first, second);
        }
        var page = queue.list("s1", PageRequest.first(1));
        assertThat(page.items()).containsExactly(first);
        assertThat(queue.list("s1", new PageRequest(1, page.nextCursor())))
                .as("a full last page has no cursor")
                .isEqualTo(new Page<>(List.of(second), null));
        assertThat(queue.get("s1", first.id())).contains(first);
        assertThat(queue.resolved("s2", first.id())).isFalse();
        assertThat(queue.resolved("s1", first.id())).isTrue();
        assertThat(queue.resolved("s1", first.id())).isFalse();
        assertThat(queue.list("s1", PageRequest.FIRST).items()).containsExactly(second);
    }

    @Test
    void shouldQueueARepetitionOnce() {
        var first = queue.add(KEY, conflict(1));
        assertThat(queue.add(KEY, conflict(1))).isEqualTo(first);
        assertThat(queue.list("s1", PageRequest.FIRST).items()).hasSize(1);
    }

    @Test
    void shouldRefuseRatherThanForget() {
        for (int i = 0; i < ConflictQueue.MAX_PER_KEY; i++) {
            queue.add(KEY, conflict(i));
        }
        assertFails(FailureKind.LIMIT_EXCEEDED, "key: 100 conflicts wait", () -> queue.add(KEY, conflict(-1)));
        assertThat(queue.list("s1", PageRequest.first(1_000)).items()).hasSize(ConflictQueue.MAX_PER_KEY);
    }

    private static MergeOutcome.Conflict conflict(int theirs) {
        return new MergeOutcome.Conflict(Document.of("ours"), Document.of(theirs), null, List.of(""));
    }
}
