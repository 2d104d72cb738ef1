package io.claudeflow.swarm.memory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    private static final Path DOCUMENT = Path.of("../docs/memory-service-settings.md");

    @Test
    void shouldDocumentEverySetting() throws IOException {
        var table = Arrays.stream(Setting.values())
                .map(setting -> "| `%s` | `%s` | %s | %s |"
                        .formatted(
                                setting.name(),
                                setting.defaultValue(),
                                setting.type().expectation(),
                                setting.description()))
                .collect(Collectors.joining("\n"));
        var expected = """
                # Settings of the memory service

                Environment variables, read once at the start. An empty one counts as absent. Every wrong value
                is reported at once, with what was expected, and the process ends with exit code 2.

                | variable | default | accepted | meaning |
                |---|---|---|---|
                """ + table + "\n";

        assertThat(Files.readString(DOCUMENT))
                .as("docs/memory-service-settings.md is made from Setting; replace its content by:\n" + expected)
                .isEqualTo(expected);
    }
}
