package io.claudeflow.swarm.benchmarks.gc;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacedReaderTest {
    private final TextValues texts = new TextValues(1, 50, 64);

    private byte[] right(String key) {
        int index = Integer.parseInt(key.substring("key-".length()));
        return texts.text(index, 1).getBytes(StandardCharsets.US_ASCII);
    }

    /** A phase for each time that it is asked, two for each read; then it is over. */
    private static Supplier<@Nullable Phase> phases(Phase... phases) {
        Deque<Phase> left = new ArrayDeque<>(List.of(phases));
        return left::poll;
    }

    private PacedReader read(PacedReader.Reading reading, int perSecond, Phase... phases) throws Exception {
        return new PacedReader(reading, texts, 0, perSecond, phases(phases)).call();
    }

    @Test
    void call_countsEachReadInItsPhase_andWhatTouchesTheCollectionThere() throws Exception {
        PacedReader reader = read(
                this::right,
                10_000,
                Phase.BEFORE,
                Phase.BEFORE,
                Phase.BEFORE,
                Phase.DURING,
                Phase.DURING,
                Phase.DURING,
                Phase.DURING,
                Phase.AFTER,
                Phase.AFTER,
                Phase.AFTER);
        assertThat(reader.latencies(Phase.BEFORE).count()).isEqualTo(1);
        assertThat(reader.latencies(Phase.DURING).count()).isEqualTo(3);
        assertThat(reader.latencies(Phase.AFTER).count()).isEqualTo(1);
        assertThat(reader.errors()).isZero();
    }

    @Test
    void of_aWholeCollectionInsideOfARead_belongsToIt() {
        assertThat(Phase.of(Phase.BEFORE, Phase.AFTER)).isEqualTo(Phase.DURING);
        assertThat(Phase.of(Phase.AFTER, Phase.AFTER)).isEqualTo(Phase.AFTER);
    }

    @Test
    void call_aStall_isFeltByTheReadsItHeldUp() throws Exception {
        boolean[] stalled = new boolean[1];
        PacedReader reader = read(
                key -> {
                    if (!stalled[0]) {
                        stalled[0] = true;
                        pause(Duration.ofMillis(100));
                    }
                    return right(key);
                },
                100,
                Phase.BEFORE,
                Phase.BEFORE,
                Phase.BEFORE,
                Phase.BEFORE,
                Phase.BEFORE,
                Phase.BEFORE);
        LatencyHistogram latencies = reader.latencies(Phase.BEFORE);
        assertThat(latencies.count()).isEqualTo(3);
        // Due after 0, 10 and 20 ms, answered after at least 100 ms.
        assertThat(latencies.quantile(0.01)).isGreaterThanOrEqualTo(80_000_000L);
        assertThat(latencies.quantile(1)).isGreaterThanOrEqualTo(100_000_000L);
    }

    @Test
    void call_aWrongOrMissingOrRefusedValue_isAnError() throws Exception {
        assertThat(read(key -> null, 1_000, Phase.BEFORE, Phase.BEFORE).firstError())
                .contains("nothing");
        assertThat(read(key -> new byte[8], 1_000, Phase.BEFORE, Phase.BEFORE).firstError())
                .contains("8 other bytes");
        PacedReader refused = read(
                key -> {
                    throw PeerException.refused("too busy");
                },
                1_000,
                Phase.BEFORE,
                Phase.BEFORE);
        assertThat(refused.errors()).isEqualTo(1);
        assertThat(refused.firstError()).contains("too busy");
    }

    @Test
    void life_isLongEnoughToLoad() {
        assertThat(GarbageCollection.life(100)).isEqualTo(Duration.ofSeconds(3));
        assertThat(GarbageCollection.life(100_000)).isEqualTo(Duration.ofSeconds(40));
    }

    private static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
