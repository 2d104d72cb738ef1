package io.claudeflow.swarm.benchmarks.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.peer.WatchListener;
import io.claudeflow.swarm.benchmarks.peer.WatchPeer;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FanOutTest {
    private static final int WRITES = 30;

    @TempDir
    Path directory = Path.of(".");

    private ChildProcess process;

    @BeforeEach
    void startProcess() throws IOException {
        process = ChildProcess.start("sleep", directory, List.of("sleep", "60"), Map.of(), "TERM");
    }

    @AfterEach
    void stopProcess() {
        process.close();
    }

    /** Tells every write to every reader at once, but the first reader not of the write that it is to miss. */
    private static final class Hub implements WatchPeer {
        private final List<WatchListener> listeners = new CopyOnWriteArrayList<>();
        private final AtomicInteger open = new AtomicInteger();
        private final int missed;

        Hub(int missed) {
            this.missed = missed;
        }

        void write(String namespace, String key) {
            assertThat(namespace).isEqualTo("n");
            for (int i = 0; i < listeners.size(); i++) {
                if (i > 0 || !key.equals(Sent.key(missed))) {
                    listeners.get(i).changed(key);
                }
            }
        }

        @Override
        public String name() {
            return "hub";
        }

        @Override
        public Watch watch(String namespace, WatchListener listener) {
            listeners.add(listener);
            open.incrementAndGet();
            listener.synced();
            return open::decrementAndGet;
        }
    }

    @Test
    void run_everythingArrives_countsAndClosesEveryWatch() throws Exception {
        Hub hub = new Hub(-1);
        FanOut.Outcome outcome = new FanOut(process, hub, hub::write, 5, 200, WRITES).run("n");
        assertThat(outcome.received()).isEqualTo(5 * WRITES);
        assertThat(outcome.lost()).isZero();
        assertThat(outcome.unexpected()).isZero();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.delays().count()).isEqualTo(5 * WRITES);
        assertThat(outcome.writeTimes().count()).isEqualTo(WRITES);
        assertThat(hub.open).hasValue(0);
    }

    @Test
    void run_writesNoFasterThanAskedFor() throws Exception {
        Hub hub = new Hub(-1);
        FanOut.Outcome outcome = new FanOut(process, hub, hub::write, 1, 200, WRITES).run("n");
        assertThat(outcome.elapsedNanos()).isGreaterThanOrEqualTo((WRITES - 1) * 5_000_000L);
    }

    @Test
    void run_oneReaderMissesOne_isLost() throws Exception {
        Hub hub = new Hub(7);
        FanOut.Outcome outcome = new FanOut(process, hub, hub::write, 3, 1_000, WRITES).run("n");
        assertThat(outcome.lost()).isEqualTo(1);
        assertThat(outcome.problems()).singleElement().asString().contains("after event-6 came event-8");
    }
}
