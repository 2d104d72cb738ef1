package io.claudeflow.swarm.benchmarks.micro;

import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.StoredValue;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
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

/** Compressing and reading back one JSON value of the kind agents store: repeating names, varying figures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final long SEED = 20_261_121;

    @Param({"1024", "16384"})
    public int bytes = 1024;

    @Param({"ZSTD", "GZIP"})
    public Compression compression = Compression.ZSTD;

    private ValueCodec codec = new ValueCodec(Compression.NONE, 0, 0);
    private byte[] value = new byte[0];
    private StoredValue stored = new StoredValue(Compression.NONE, value, 0);

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder json = new StringBuilder("[");
        while (json.length() < bytes) {
            json.append("{\"agent\":\"agent-").append(random.nextInt(64));
            json.append("\",\"confidence\":").append(random.nextDouble()).append("},");
        }
        value = json.substring(0, bytes).getBytes(StandardCharsets.UTF_8);
        codec = new ValueCodec(compression, 1, 1 << 20);
        stored = codec.encode(value);
    }

    @Benchmark
    public StoredValue encode() {
        return codec.encode(value);
    }

    @Benchmark
    public byte[] decode() {
        return codec.decode(stored);
    }
}
