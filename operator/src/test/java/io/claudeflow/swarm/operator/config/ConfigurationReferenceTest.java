package io.claudeflow.swarm.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the table of settings in {@code docs/configuration.md} to the settings there are. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- operator settings: generated, see ConfigurationReferenceTest -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void shouldListEverySettingAsItIs() throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        var current = page.substring(0, begin) + table() + page.substring(end);
        if (Boolean.getBoolean("manifests.rewrite")) {
            Files.writeString(PAGE, current);
            return;
        }
        assertThat(page).as("run: make manifests").isEqualTo(current);
    }

    private static String table() {
        var table = new StringBuilder("\n| variable | default | meaning |\n|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            table.append("| `%s` | %s | %s |\n"
                    .formatted(
                            setting.name(),
                            setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                            setting.meaning()));
        }
        return table.append('\n').toString();
    }
}
