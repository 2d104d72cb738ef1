package io.claudeflow.swarm.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A control group of our own with a limit of memory, as a container has one: what the kernel cannot reclaim beyond it,
 * it ends by killing (cgroups(7), version 2 or the memory controller of version 1; no swap in either). Closing removes
 * it, which needs its processes to be gone. Thread-safe.
 */
public final class MemoryGroup implements AutoCloseable {
    private static final Path SYSTEM = Path.of("/sys/fs/cgroup");
    private static final long CLOSE_NANOS = 10_000_000_000L;
    private static final long CLOSE_PAUSE_NANOS = 50_000_000L;

    private final Path directory;
    private final Version version;

    /** The names of what we need, which differ between the versions of the interface. */
    private enum Version {
        ONE("memory.usage_in_bytes", "memory.max_usage_in_bytes", "total_rss", "total_cache", "memory.oom_control"),
        TWO("memory.current", "memory.peak", "anon", "file", "memory.events");

        private final String current;
        private final String peak;
        private final String anonymous;
        private final String pageCache;
        private final String events;

        Version(String current, String peak, String anonymous, String pageCache, String events) {
            this.current = current;
            this.peak = peak;
            this.anonymous = anonymous;
            this.pageCache = pageCache;
            this.events = events;
        }
    }

    private MemoryGroup(Path directory, Version version) {
        this.directory = directory;
        this.version = version;
    }

    /**
     * What it holds now.
     *
     * @param currentBytes charged to it: memory of its processes and page cache
     * @param peakBytes the most that ever was; reaches the limit in time, since the page cache takes what is free
     * @param anonymousBytes of its processes, which nothing can reclaim without swap
     * @param pageCacheBytes of files, which the kernel reclaims when it needs them
     * @param kills processes of it that the kernel ended because it was full
     */
    public record Usage(long currentBytes, long peakBytes, long anonymousBytes, long pageCacheBytes, long kills) {}

    /**
     * Makes a group.
     *
     * @throws IOException that says why it cannot be made here: it takes root and a control group file system that
     *     can be written
     */
    public static MemoryGroup create(String name, long limitBytes) throws IOException {
        return create(SYSTEM, name, limitBytes);
    }

    static MemoryGroup create(Path system, String name, long limitBytes) throws IOException {
        Path one = system.resolve("memory");
        if (Files.exists(one.resolve("memory.limit_in_bytes"))) {
            return limited(new MemoryGroup(one.resolve(name), Version.ONE), "memory.limit_in_bytes", limitBytes);
        }
        if (!Files.exists(system.resolve("cgroup.controllers"))) {
            throw new IOException(system + " has no memory controller, expected control groups of version 1 or 2");
        }
        Path subtree = system.resolve("cgroup.subtree_control");
        if (!Files.readString(subtree).contains("memory")) {
            Files.writeString(subtree, "+memory");
        }
        return limited(new MemoryGroup(system.resolve(name), Version.TWO), "memory.max", limitBytes);
    }

    private static MemoryGroup limited(MemoryGroup group, String limitFile, long limitBytes) throws IOException {
        Files.createDirectory(group.directory);
        try {
            Files.writeString(group.directory.resolve(limitFile), Long.toString(limitBytes));
            group.forbidSwap(limitBytes);
            return group;
        } catch (IOException e) {
            group.close();
            throw e;
        }
    }

    /** A kernel without swap accounting has no such file. */
    private void forbidSwap(long limitBytes) throws IOException {
        Path one = directory.resolve("memory.memsw.limit_in_bytes");
        Path two = directory.resolve("memory.swap.max");
        if (version == Version.ONE && Files.exists(one)) {
            Files.writeString(one, Long.toString(limitBytes));
        } else if (version == Version.TWO && Files.exists(two)) {
            Files.writeString(two, "0");
        }
    }

    /** Makes a command that enters the group and then becomes the given one, so that signals reach it. */
    public UnaryOperator<List<String>> entering() {
        return command -> {
            List<String> all = new ArrayList<>();
            all.addAll(List.of("sh", "-c", "echo $$ >\"$0\" && exec \"$@\""));
            all.add(directory.resolve("cgroup.procs").toString());
            all.addAll(command);
            return List.copyOf(all);
        };
    }

    public Usage usage() throws IOException {
        String stat = Files.readString(directory.resolve("memory.stat"));
        Path peak = directory.resolve(version.peak);
        long current = number(version.current);
        return new Usage(
                current,
                Files.exists(peak) ? number(version.peak) : current,
                value(stat, version.anonymous),
                value(stat, version.pageCache),
                value(Files.readString(directory.resolve(version.events)), "oom_kill"));
    }

    private long number(String file) throws IOException {
        return Long.parseLong(Files.readString(directory.resolve(file)).strip());
    }

    /** The number in the line {@code name number}. */
    static long value(String lines, String name) throws IOException {
        return Long.parseLong(lines.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("no line '" + name + "' in:\n" + lines)));
    }

    /** The kernel refuses while a process of it has not ended completely. */
    @Override
    public void close() throws IOException {
        long deadline = System.nanoTime() + CLOSE_NANOS;
        while (true) {
            try {
                Files.deleteIfExists(directory);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(CLOSE_PAUSE_NANOS);
            }
        }
    }
}
