package io.claudeflow.swarm.benchmarks.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PacedWriterTest {
    private static final long STALL_NANOS = 100_000_000L;

    private final Timeline timeline = new Timeline();

    /** Writes until the fifth, which ends the timeline. */
    private long write(long number) {
        if (number == 2) {
            timeline.enter(Stage.CREATE, System.nanoTime());
            stall();
            timeline.enter(Stage.CHECK, System.nanoTime());
        } else if (number == 5) {
            timeline.enter(Stage.OVER, System.nanoTime());
        }
        return 100 + number;
    }

    private static void stall() {
        long end = System.nanoTime() + STALL_NANOS;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void call_aStallInABackup_isFeltByTheWritesItHeldUp() throws Exception {
        timeline.enter(Stage.REST, System.nanoTime());
        PacedWriter writer = new PacedWriter(this::write, 100, timeline).call();
        assertThat(writer.error()).isEmpty();
        assertThat(writer.ledger().acknowledged()).isEqualTo(5);
        assertThat(writer.ledger().revision(5)).isEqualTo(105);
        assertThat(writer.latencies(Stage.REST).count()).isEqualTo(1);
        // Due after 10, 20, 30 and 40 ms, answered after at least 110 ms.
        LatencyHistogram during = writer.latencies(Stage.CREATE);
        assertThat(during.count()).isEqualTo(4);
        assertThat(during.quantile(0.01)).isGreaterThanOrEqualTo(60_000_000L);
    }

    @Test
    void isOnTime_notWhileAWriteIsHeldUp_andAgainOnceThatIsMadeUpFor() throws Exception {
        timeline.enter(Stage.REST, System.nanoTime());
        boolean[] onTime = new boolean[2];
        PacedWriter[] writer = new PacedWriter[1];
        writer[0] = new PacedWriter(
                number -> {
                    if (number == 2) {
                        stall();
                        onTime[0] = writer[0].isOnTime();
                    } else if (number > 2 && writer[0].isOnTime()) {
                        onTime[1] = true;
                        timeline.enter(Stage.OVER, System.nanoTime());
                    }
                    return number;
                },
                20,
                timeline);
        var _ = writer[0].call();
        assertThat(onTime).containsExactly(false, true);
    }

    @Test
    void call_aWriteThatFails_isTheLast() throws Exception {
        timeline.enter(Stage.REST, System.nanoTime());
        PacedWriter writer = new PacedWriter(
                        number -> {
                            if (number == 3) {
                                throw PeerException.refused("too busy");
                            }
                            return number;
                        },
                        10_000,
                        timeline)
                .call();
        assertThat(writer.error()).contains("write 3 failed: too busy");
        assertThat(writer.ledger().sent()).isEqualTo(3);
        assertThat(writer.ledger().acknowledged()).isEqualTo(2);
    }
}
