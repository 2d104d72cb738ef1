package io.claudeflow.swarm.memory.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The document lists every metric of {@link MetricName}; that these are the ones that are exposed says MetricsTest. */
class MonitoringDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "monitoring.md");
    private static final String BEGIN = "<!-- memory-service metrics: generated, see MonitoringDocumentTest -->\n";
    private static final String END = "<!-- end of memory-service metrics -->";

    @Test
    void shouldListEveryMetricAsItIs() throws IOException {
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
        var table = new StringBuilder("\n| name | type | labels | meaning |\n|---|---|---|---|\n");
        for (var metric : MetricName.values()) {
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            metric.wireName(),
                            metric.type().name().toLowerCase(Locale.ROOT),
                            String.join(", ", metric.labels()),
                            metric.help()));
        }
        return table.append('\n').toString();
    }
}
