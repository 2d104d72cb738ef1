package io.claudeflow.swarm.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and its descendants use, from {@code /proc} (proc(5)). */
final class ProcessUsage {
    /** USER_HZ, 100 on every Linux architecture that Java 25 runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    private ProcessUsage() {}

    /** Processor time in user and kernel mode since the start, ended children included; in steps of 10 ms. */
    static long cpuNanos(ProcessHandle root) {
        return family(root).stream()
                .mapToLong(process -> cpuTicks(read(process.resolve("stat"))) * NANOS_PER_TICK)
                .sum();
    }

    /**
     * Memory in RAM: the resident set of a single process; over several, the sum of their proportional shares, since
     * what they share would otherwise count once for each. Takes milliseconds for many processes.
     */
    static long residentBytes(ProcessHandle root) {
        List<Path> family = family(root);
        return 1024
                * family.stream()
                        .mapToLong(process -> family.size() == 1
                                ? kilobytes(read(process.resolve("status")), "VmRSS:")
                                : kilobytes(read(process.resolve("smaps_rollup")), "Pss:"))
                        .sum();
    }

    private static List<Path> family(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(process -> Path.of("/proc", Long.toString(process.pid())))
                .toList();
    }

    /** utime + stime + cutime + cstime; the command name before them may hold spaces and parentheses. */
    static long cpuTicks(String stat) {
        int afterName = stat.lastIndexOf(')');
        if (afterName < 0) {
            return 0;
        }
        String[] fields = stat.substring(afterName + 1).strip().split(" ", -1);
        long ticks = 0;
        for (int i = UTIME; i <= CSTIME && i < fields.length; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    /** The value of a line such as {@code VmRSS:   1234 kB}; 0 when there is none. */
    static long kilobytes(String text, String label) {
        return text.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** A process may end between being listed and being read; then it uses nothing. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
