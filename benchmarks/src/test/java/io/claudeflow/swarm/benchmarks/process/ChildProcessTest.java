package io.claudeflow.swarm.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path directory;

    @Test
    void awaitReady_processEndsFirst_showsWhatItSaid() throws Exception {
        try (ChildProcess process = start("echo port is taken; exit 7")) {
            assertThatThrownBy(() -> process.awaitReady(Duration.ofSeconds(20), () -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended with 7")
                    .hasMessageContaining("port is taken");
        }
    }

    @Test
    void awaitReady_neverReady_isBounded() throws Exception {
        try (ChildProcess process = start("exec sleep 60")) {
            assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(100), () -> false))
                    .hasMessageContaining("not ready");
        }
    }

    @Test
    void close_endsTheProcessAndItsChildren() throws Exception {
        ChildProcess process = start("sleep 61 & echo $! > child; wait");
        Path child = directory.resolve("child");
        await().until(() -> Files.exists(child) && Files.size(child) > 0);
        long pid = Long.parseLong(Files.readString(child).strip());
        process.close();
        assertThat(process.isAlive()).isFalse();
        await().until(() ->
                ProcessHandle.of(pid).map(handle -> !handle.isAlive()).orElse(true));
    }

    @Test
    void cleanup_closesLastFirst_thenRefusesToOpen() throws Exception {
        List<String> closed = new ArrayList<>();
        Cleanup cleanup = new Cleanup();
        cleanup.open(() -> () -> closed.add("directory"));
        cleanup.open(() -> () -> {
            closed.add("server");
            throw new IOException("a failure that must not stop the rest");
        });
        cleanup.close();
        cleanup.close();
        assertThat(closed).containsExactly("server", "directory");
        assertThatThrownBy(() -> cleanup.open(() -> () -> closed.add("late"))).hasMessageContaining("ending");
    }

    @Test
    void workDirectory_close_removesEverything() throws Exception {
        WorkDirectory work = WorkDirectory.create(directory, false);
        Files.writeString(work.forServer("redis").resolve("appendonly.aof"), "x");
        work.close();
        assertThat(work.path()).doesNotExist();
    }

    private ChildProcess start(String script) throws IOException {
        return ChildProcess.start("child", directory, List.of("sh", "-c", script), Map.of(), "TERM");
    }
}
