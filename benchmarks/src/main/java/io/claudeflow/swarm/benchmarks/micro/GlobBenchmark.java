package io.claudeflow.swarm.benchmarks.micro;

import io.claudeflow.swarm.memory.entry.Glob;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Matching one key against a pattern, as a search does for every candidate the index leaves. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GlobBenchmark {
    private static final String KEY = "swarm-a/agent-17/analysis:project-1/results/2026-11-21";

    @Param({"swarm-a/*", "*/results/*", "swarm-?/agent-??/*:project-1/*-21", "*a*a*a*a*b"})
    public String pattern = "";

    private Glob glob = new Glob("*");

    @Setup
    public void compile() {
        glob = new Glob(pattern);
    }

    @Benchmark
    public boolean match() {
        return glob.matches(KEY);
    }
}
