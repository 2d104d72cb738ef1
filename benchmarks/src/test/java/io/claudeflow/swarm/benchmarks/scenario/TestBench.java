package io.claudeflow.swarm.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.WorkDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a scenario works with in a test: the distribution that the build has just made. */
public final class TestBench {
    private static final Path LAUNCHER = Path.of("../memory-service/target/dist/bin/swarm-memory");
    private static final int VALUE_BYTES = 1024;

    private TestBench() {}

    /** Everything small: seconds. */
    public static Bench small(Path directory, Cleanup cleanup) throws IOException {
        return bench(
                directory,
                cleanup,
                new Sizes(600, VALUE_BYTES, List.of(1, 4), 1, Duration.ofSeconds(1), Duration.ZERO, true));
    }

    /** As many entries as a whole run has, for less long. */
    public static Bench whole(Path directory, Cleanup cleanup) throws IOException {
        return bench(
                directory,
                cleanup,
                new Sizes(100_000, VALUE_BYTES, List.of(1, 16, 64), 1, Duration.ofSeconds(5), Duration.ZERO, true));
    }

    private static Bench bench(Path directory, Cleanup cleanup, Sizes sizes) throws IOException {
        assertThat(LAUNCHER).as("the build makes the distribution first").isExecutable();
        WorkDirectory work = cleanup.open(() -> WorkDirectory.create(directory, false));
        PrintStream log = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Bench(sizes, 17, LAUNCHER, Map.of(), work, Clock.systemUTC(), log);
    }
}
