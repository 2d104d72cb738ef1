package io.claudeflow.swarm.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On directories that look like a control group file system; {@code MemoryLimitTest} has the kernel's. */
class MemoryGroupTest {
    @TempDir
    Path system = Path.of(".");

    private static void write(Path directory, Map<String, String> files) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /** The kernel's files go with their directory. */
    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void create_versionOne_limitsAndReads() throws IOException {
        write(system.resolve("memory"), Map.of("memory.limit_in_bytes", "9223372036854771712"));
        Path directory = system.resolve("memory/bench");
        try (MemoryGroup group = MemoryGroup.create(system, "bench", 4096)) {
            assertThat(directory.resolve("memory.limit_in_bytes")).hasContent("4096");
            write(
                    directory,
                    Map.of(
                            "memory.usage_in_bytes", "3000\n",
                            "memory.max_usage_in_bytes", "4000\n",
                            "memory.stat", "cache 1\nrss 2\ntotal_cache 700\ntotal_rss 2100\n",
                            "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n"));
            assertThat(group.usage()).isEqualTo(new MemoryGroup.Usage(3000, 4000, 2100, 700, 3));
            clear(directory);
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void create_versionTwo_switchesTheControllerOnAndReads() throws IOException {
        write(system, Map.of("cgroup.controllers", "cpu memory\n", "cgroup.subtree_control", "cpu\n"));
        Path directory = system.resolve("bench");
        try (MemoryGroup group = MemoryGroup.create(system, "bench", 4096)) {
            assertThat(system.resolve("cgroup.subtree_control")).hasContent("+memory");
            assertThat(directory.resolve("memory.max")).hasContent("4096");
            write(
                    directory,
                    Map.of(
                            "memory.current", "3000\n",
                            "memory.stat", "anon 2100\nfile 700\n",
                            "memory.events", "low 0\nhigh 0\nmax 9\noom 1\noom_kill 1\noom_group_kill 0\n"));
            assertThat(group.usage())
                    .as("a kernel before 5.19 keeps no peak")
                    .isEqualTo(new MemoryGroup.Usage(3000, 3000, 2100, 700, 1));
            Files.writeString(directory.resolve("memory.peak"), "4000\n");
            assertThat(group.usage().peakBytes()).isEqualTo(4000);
            clear(directory);
        }
    }

    @Test
    void create_noController_saysWhatIsMissing() {
        assertThatThrownBy(() -> MemoryGroup.create(system, "bench", 4096))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected control groups of version 1 or 2");
    }

    @Test
    void value_noSuchLine_isRefused() {
        assertThatThrownBy(() -> MemoryGroup.value("oom_kill_disable 0\n", "oom_kill"))
                .hasMessageContaining("no line 'oom_kill'");
    }

    @Test
    void entering_becomesTheCommandAfterItIsIn() throws Exception {
        write(system.resolve("memory"), Map.of("memory.limit_in_bytes", "1"));
        Path directory = system.resolve("memory/bench");
        try (MemoryGroup group = MemoryGroup.create(system, "bench", 4096)) {
            List<String> command = group.entering().apply(List.of("echo", "two words", "$0"));
            Path logs = Files.createDirectory(system.resolve("logs"));
            try (ChildProcess child = ChildProcess.start("echo", logs, command, Map.of(), "TERM")) {
                child.awaitSuccess(java.time.Duration.ofSeconds(20));
                assertThat(child.tail()).isEqualTo("two words $0");
                assertThat(directory.resolve("cgroup.procs")).hasContent(child.pid() + "\n");
            }
            clear(directory);
        }
    }
}
