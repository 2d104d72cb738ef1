package io.claudeflow.swarm.memory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeConfigTest {
    @TempDir
    private Path directory;

    private final List<ServiceConfig> served = new ArrayList<>();

    private int run(Map<String, String> environment, String... arguments) {
        return SwarmMemory.run(arguments, environment, Clock.systemUTC(), "1.2.3", new ServiceRunner() {
            @Override
            public int serve(ServiceConfig config) {
                served.add(config);
                return 0;
            }

            @Override
            public void train(ServiceConfig config) {
                throw new IllegalStateException("a test does not train");
            }
        });
    }

    @Test
    void shouldTakeTheFileOfTheOptionBelowTheEnvironment() throws IOException {
        var file = directory.resolve("memory_config.json");
        Files.writeString(file, "{\"settings\":{\"CACHE_SIZE\":7,\"WRITE_QUEUE\":9}}");
        assertThat(run(Map.of("WRITE_QUEUE", "11"), "serve", "--config", file.toString()))
                .isZero();
        assertThat(served).singleElement().satisfies(config -> {
            assertThat(config.cacheEntries()).isEqualTo(7);
            assertThat(config.writeQueue()).isEqualTo(11);
        });
    }

    @Test
    void shouldNotServeWithAWrongFile() throws IOException {
        var file = directory.resolve("memory_config.json");
        Files.writeString(file, "{\"settings\":{\"CACHE_SIZE\":\"many\"}}");
        assertThat(run(Map.of(), "serve", "--config", file.toString())).isEqualTo(2);
        assertThat(served).isEmpty();
    }
}
