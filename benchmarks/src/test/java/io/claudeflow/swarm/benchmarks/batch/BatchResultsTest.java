package io.claudeflow.swarm.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchResultsTest {
    private static CellSample sample(double rate, Optional<String> error) {
        return new CellSample(rate, 2_000_000, 8_000_000, error.isPresent() ? 1 : 0, error, 1.2, 0.7, 100 << 20);
    }

    @Test
    void report_ratesAreThoseOfEntriesBesideRedis() {
        BatchResults results = new BatchResults();
        results.addSingle(16, sample(20_000, Optional.empty()));
        results.addBatched(16, sample(300, Optional.empty()));
        results.addSingle(1, sample(5_000, Optional.empty()));
        results.addBatched(1, sample(100, Optional.empty()));
        SectionReport report = results.report("Batched writes", List.of(), 4);
        assertThat(report.table().rows().get(0))
                .startsWith("1", "swarm-memory HTTP, 100 entries a request", "10,000", "2.00", "2.000", "8.00", "0");
        assertThat(report.table().rows().get(1)).startsWith("1", "Redis, 1 entry a request", "5,000", "1.00");
        assertThat(report.table().rows().get(2).subList(2, 4)).containsExactly("30,000", "1.50");
        assertThat(report.notes()).singleElement().asString().contains("1.50 times Redis's best");
        assertThat(report.errors()).isEmpty();
    }

    @Test
    void report_errorsOfEither_areErrors() {
        BatchResults results = new BatchResults();
        results.addSingle(1, sample(5_000, Optional.of("redis")));
        results.addBatched(1, sample(100, Optional.of("swarm")));
        assertThat(results.report("Batched writes", List.of(), 4).errors()).containsExactlyInAnyOrder("redis", "swarm");
    }

    @Test
    void report_machineFull_saysSo() {
        BatchResults results = new BatchResults();
        results.addSingle(1, sample(5_000, Optional.empty()));
        results.addBatched(1, sample(100, Optional.empty()));
        assertThat(results.report("Batched writes", List.of(), 2).notes())
                .anySatisfy(note -> assertThat(note).contains("the machine was full"));
    }
}
