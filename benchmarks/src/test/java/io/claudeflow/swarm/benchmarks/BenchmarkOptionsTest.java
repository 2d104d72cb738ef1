package io.claudeflow.swarm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BenchmarkOptionsTest {
    @Test
    void parse_nothing_isTheRunOfTheDocumentation() {
        BenchmarkOptions options = BenchmarkOptions.parse();
        assertThat(options.servers()).containsExactlyInAnyOrder("swarm", "postgres", "redis");
        assertThat(options.clients()).containsExactly(1, 16, 64);
        assertThat(options.keys()).isEqualTo(100_000);
        assertThat(options.valueBytes()).isEqualTo(1024);
        assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.docs()).isEmpty();
        assertThat(options.micro()).isEmpty();
    }

    @Test
    void parse_everything() {
        BenchmarkOptions options = BenchmarkOptions.parse(
                "--quick",
                "--rounds",
                "2",
                "--clients",
                "1,8",
                "--seed",
                "7",
                "--servers",
                "swarm,redis",
                "--set",
                "CACHE_SIZE=5",
                "--write-docs",
                "docs/benchmarks.md",
                "--jmh");
        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.cell()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.clients()).containsExactly(1, 8);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.servers()).containsExactlyInAnyOrder("swarm", "redis");
        assertThat(options.settings()).containsEntry("CACHE_SIZE", "5");
        assertThat(options.docs()).contains(Path.of("docs/benchmarks.md"));
        assertThat(options.micro()).contains("");
    }

    @Test
    void parse_wrong_namesEveryFault() {
        assertThatThrownBy(() -> BenchmarkOptions.parse(
                        "--rounds", "0", "--cell", "x", "--servers", "etcd", "--fast", "--set", "A", "--seed"))
                .hasMessageContaining("--rounds is '0', expected a whole number of 1 to 20")
                .hasMessageContaining("--cell is 'x'")
                .hasMessageContaining("--servers is [etcd]")
                .hasMessageContaining("unknown option '--fast'")
                .hasMessageContaining("--set is 'A', expected NAME=VALUE")
                .hasMessageContaining("--seed has no value");
    }

    @Test
    void parse_fewerKeysThanClients_isRefused() {
        assertThatThrownBy(() -> BenchmarkOptions.parse("--keys", "10")).hasMessageContaining("one key per client");
    }
}
