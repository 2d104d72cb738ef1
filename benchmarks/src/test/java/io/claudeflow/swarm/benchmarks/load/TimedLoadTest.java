package io.claudeflow.swarm.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedLoadTest {
    @TempDir
    Path directory = Path.of(".");

    private record Scripted(Function<Window, ClientOutcome> script) implements TimedLoad.Client {
        @Override
        public ClientOutcome run(Window window) {
            return script.apply(window);
        }

        @Override
        public void close() {}
    }

    private CellSample measure(List<Scripted> clients) throws Exception {
        try (ChildProcess server = ChildProcess.start("sleep", directory, List.of("sleep", "60"), Map.of(), "TERM")) {
            return TimedLoad.measure(server, clients, Duration.ofMillis(200));
        }
    }

    private static ClientOutcome latencies(long... nanos) {
        ClientOutcome outcome = new ClientOutcome();
        for (long each : nanos) {
            outcome.latencies().record(each);
        }
        return outcome;
    }

    @Test
    void measure_addsUpAllClients() throws Exception {
        CellSample sample = measure(
                List.of(new Scripted(window -> latencies(10, 10, 10)), new Scripted(window -> latencies(20, 20, 60))));
        assertThat(sample.operationsPerSecond()).isEqualTo(30);
        assertThat(sample.p50Nanos()).isEqualTo(10);
        assertThat(sample.p99Nanos()).isEqualTo(60);
        assertThat(sample.errors()).isZero();
    }

    @Test
    void measure_clientFails_isAnErrorAndTheOthersCount() throws Exception {
        CellSample sample = measure(List.of(
                new Scripted(window -> {
                    throw new IllegalStateException("out of paper");
                }),
                new Scripted(window -> latencies(10))));
        assertThat(sample.errors()).isEqualTo(1);
        assertThat(sample.firstError())
                .hasValueSatisfying(error -> assertThat(error).contains("out of paper"));
        assertThat(sample.operationsPerSecond()).isEqualTo(5);
    }
}
