package io.claudeflow.swarm.memory.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageRecorderTest {
    private static final Instant HOUR = Instant.parse("2026-01-07T10:00:00Z");

    private final UsageRecorder recorder = new UsageRecorder();

    private void read(String namespace, @Nullable String agent, long nanos) {
        recorder.record("s", namespace, agent, UsageOperation.RETRIEVE, nanos, 10, false);
    }

    @Test
    void shouldSumByNamespaceAndOnceMoreByAgent() {
        read("n", null, 5);
        read("n", "a1", 7);
        recorder.record("s", "n", "a1", UsageOperation.STORE, 11, 20, true);
        assertThat(recorder.drain(HOUR))
                .containsExactlyInAnyOrder(
                        new UsageCount("s", HOUR, UsageGroup.NAMESPACE, "n", UsageOperation.RETRIEVE, 2, 0, 12, 7, 20),
                        new UsageCount("s", HOUR, UsageGroup.NAMESPACE, "n", UsageOperation.STORE, 1, 1, 11, 11, 20),
                        new UsageCount("s", HOUR, UsageGroup.AGENT, "a1", UsageOperation.RETRIEVE, 1, 0, 7, 7, 10),
                        new UsageCount("s", HOUR, UsageGroup.AGENT, "a1", UsageOperation.STORE, 1, 1, 11, 11, 20));
        assertThat(recorder.drain(HOUR)).isEmpty();
        assertThat(recorder.totals()).isEqualTo(new UsageRecorder.Totals(2, 12, 1, 11));
    }

    @Test
    void shouldShareOneCounterBeyondTheBoundOfNamesAndMakeRoomWhenNamesFallSilent() {
        for (int i = 0; i < UsageRecorder.MAX_NAMES + 50; i++) {
            read("n" + i, null, 1);
        }
        var counts = recorder.drain(HOUR);
        assertThat(counts).hasSize(UsageRecorder.MAX_NAMES + 1);
        assertThat(counts.stream().mapToLong(UsageCount::count).sum()).isEqualTo(UsageRecorder.MAX_NAMES + 50);
        assertThat(counts)
                .filteredOn(count -> count.name().isEmpty())
                .extracting(UsageCount::count)
                .containsExactly(50L);
        recorder.drain(HOUR);
        read("later", null, 1);
        assertThat(recorder.drain(HOUR)).extracting(UsageCount::name).containsExactly("later");
    }

    @Test
    void shouldLoseNothingWhenThreadsRecordWhileItIsDrained() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        var done = new CountDownLatch(threads);
        List<UsageCount> counts = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                var namespace = "n" + t % 2;
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        read(namespace, null, 1);
                    }
                    done.countDown();
                });
            }
            while (done.getCount() > 0) {
                counts.addAll(recorder.drain(HOUR));
            }
            done.await();
        }
        counts.addAll(recorder.drain(HOUR));
        counts.addAll(recorder.drain(HOUR));
        assertThat(counts.stream().mapToLong(UsageCount::count).sum()).isEqualTo((long) threads * each);
        assertThat(counts.stream().mapToLong(UsageCount::bytes).sum()).isEqualTo(10L * threads * each);
    }
}
