package io.claudeflow.swarm.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellRunnerTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path directory;

    private final Dataset dataset = new Dataset(3, 200, 64);
    private final CellRunner runner = new CellRunner(dataset);
    private ChildProcess process;
    private MapPeer peer;

    @BeforeEach
    void startPeer() throws IOException {
        process = ChildProcess.start("sleep", directory, List.of("sleep", "60"), Map.of(), "TERM");
        peer = new MapPeer(process);
    }

    @AfterEach
    void stopPeer() {
        process.close();
    }

    @Test
    void preload_writesEveryKeyOnce() throws Exception {
        runner.preload(peer);
        assertThat(peer.values()).hasSize(200);
        assertThat(peer.puts()).isEqualTo(200);
    }

    @Test
    void preload_peerRefuses_says() {
        peer.refuse();
        assertThatThrownBy(() -> runner.preload(peer))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("could not be filled")
                .hasMessageContaining("full");
    }

    @Test
    void run_writes_countsWithoutErrorsAndClosesEveryConnection() throws Exception {
        CellSample sample = runner.run(peer, new Cell(1, Operation.WRITE, 4), SHORT);
        assertThat(sample.errors()).isZero();
        assertThat(sample.operationsPerSecond()).isPositive().isLessThanOrEqualTo(peer.puts() / 0.2);
        assertThat(sample.p99Nanos()).isGreaterThanOrEqualTo(sample.p50Nanos()).isPositive();
        assertThat(sample.residentBytes()).isPositive();
        assertThat(peer.open()).isZero();
    }

    @Test
    void run_reads_checksEveryValue() throws Exception {
        runner.preload(peer);
        assertThat(runner.run(peer, new Cell(1, Operation.READ, 2), SHORT).errors())
                .isZero();
        byte[] wrong = new byte[64];
        dataset.fill(wrong, 5, 1);
        peer.values().put(dataset.key(6), wrong);
        CellSample sample = runner.run(peer, new Cell(2, Operation.READ, 2), SHORT);
        assertThat(sample.errors()).isPositive();
        assertThat(sample.firstError())
                .hasValueSatisfying(error -> assertThat(error).contains(dataset.key(6)));
    }

    @Test
    void run_peerForgetsWhatItAcknowledged_isAnError() throws Exception {
        peer.forget();
        CellSample sample = runner.run(peer, new Cell(1, Operation.WRITE, 1), SHORT);
        assertThat(sample.firstError())
                .hasValueSatisfying(error -> assertThat(error).contains("does not hold what was written last"));
    }

    @Test
    void run_peerRefuses_countsErrorsAndGivesUp() throws Exception {
        peer.refuse();
        CellSample sample = runner.run(peer, new Cell(1, Operation.WRITE, 2), SHORT);
        assertThat(sample.operationsPerSecond()).isZero();
        assertThat(sample.errors()).isBetween(2L, 202L);
        assertThat(sample.firstError()).contains("the disk is full");
    }
}
