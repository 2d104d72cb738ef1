package io.claudeflow.swarm.benchmarks.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.benchmarks.process.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCommandTest {
    @TempDir
    Path directory = Path.of(".");

    private MemoryCommand command(String script, Cleanup cleanup) throws IOException {
        Path launcher = Files.writeString(directory.resolve("swarm-memory"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return new MemoryCommand(launcher, directory, Map.of("CACHE_SIZE", "5"), cleanup);
    }

    @Test
    void run_givesItItsArgumentsAndSettings_andTheTime() throws Exception {
        try (Cleanup cleanup = new Cleanup()) {
            MemoryCommand command = command("echo \"$@\" $CACHE_SIZE $SWARM_ID $SWARM_JAVA_HOME", cleanup);
            assertThat(command.with("SWARM_ID", "s").run("restore", "--from", "b.db"))
                    .isPositive();
        }
        assertThat(directory.resolve("restore.log"))
                .hasContent("restore --from b.db 5 s " + System.getProperty("java.home"));
    }

    @Test
    void run_aFailure_showsWhatItSaid() throws Exception {
        try (Cleanup cleanup = new Cleanup()) {
            MemoryCommand command = command("echo no space left; exit 4", cleanup);
            assertThatThrownBy(() -> command.run("restore"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("restore ended with 4")
                    .hasMessageContaining("no space left");
        }
    }
}
