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
    void parse_fewerKeysThanClientsNeed_isRefused() {
        assertThatThrownBy(() -> BenchmarkOptions.parse("--keys", "10", "--only", "base"))
                .hasMessageContaining("expected at least 64: one key per client");
        assertThatThrownBy(() -> BenchmarkOptions.parse("--keys", "100"))
                .hasMessageContaining("expected at least 6400: a batch of 100 keys per client");
    }

    @Test
    void parse_only_choosesParts() {
        assertThat(BenchmarkOptions.parse().parts()).containsExactly(Part.values());
        assertThat(BenchmarkOptions.parse("--only", "memory,search").parts()).containsExactly(Part.SEARCH, Part.MEMORY);
        assertThat(BenchmarkOptions.parse("--only=seed004").parts()).containsExactly(Part.SEED004);
        assertThatThrownBy(() -> BenchmarkOptions.parse("--only=find"))
                .hasMessageContaining(
                        "--only has 'find', expected some of base,batch,search,watch,gc,seed004,memory,backup,restore");
    }

    @Test
    void parse_onlyAndWriteDocs_isRefused() {
        assertThatThrownBy(() -> BenchmarkOptions.parse("--only=gc", "--write-docs", "docs/benchmarks.md"))
                .hasMessageContaining("--write-docs writes a whole run down");
    }

    @Test
    void parse_equalsSign_standsForASpace() {
        BenchmarkOptions options = BenchmarkOptions.parse("--keys=7000", "--set=CACHE_SIZE=5");
        assertThat(options.keys()).isEqualTo(7_000);
        assertThat(options.settings()).containsEntry("CACHE_SIZE", "5");
    }

    @Test
    void sizes_areThoseAskedFor() {
        assertThat(BenchmarkOptions.parse("--quick", "--keys", "8000").sizes()).satisfies(sizes -> {
            assertThat(sizes.entries()).isEqualTo(8_000);
            assertThat(sizes.choose(100, 20)).isEqualTo(20);
        });
        assertThat(BenchmarkOptions.parse().sizes().choose(100, 20)).isEqualTo(100);
    }
}
