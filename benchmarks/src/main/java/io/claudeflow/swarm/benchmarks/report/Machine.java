package io.claudeflow.swarm.benchmarks.report;

import io.claudeflow.swarm.benchmarks.latency.LatencyHistogram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machine a run was made on, as far as it explains the numbers.
 *
 * @param cores available to the harness and to the servers alike
 * @param memoryMebibytes of the machine
 * @param disk file system and device of the servers' directory
 * @param syncMillis median time of appending 4 KiB to a file there and forcing it to the disk
 * @param loadAverage of the last minute, before anything was started; above 0 somebody else works here
 */
public record Machine(
        int cores,
        String processor,
        long memoryMebibytes,
        String kernel,
        String java,
        String disk,
        double syncMillis,
        double loadAverage) {
    private static final int SYNC_PROBES = 200;

    /** Asks the machine; writes and removes one small file in the directory. */
    public static Machine inspect(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field("/proc/cpuinfo", "model name"),
                Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                store.type() + " on " + store.name(),
                probeSync(directory),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** One line of prose. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %,d MiB, %s, %s; data on %s, where forcing 4 KiB to the disk takes %.2f ms (median);"
                        + " load average before the run %.1f",
                cores,
                processor,
                memoryMebibytes,
                kernel,
                java,
                disk,
                syncMillis,
                loadAverage);
    }

    private static String field(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        }
    }

    private static double probeSync(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "sync", ".probe");
        LatencyHistogram latencies = new LatencyHistogram();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(4096);
            for (int i = 0; i < SYNC_PROBES; i++) {
                long begin = System.nanoTime();
                channel.write(page.rewind());
                channel.force(false);
                latencies.record(System.nanoTime() - begin);
            }
        } finally {
            Files.delete(file);
        }
        return latencies.quantile(0.5) / 1e6;
    }
}
