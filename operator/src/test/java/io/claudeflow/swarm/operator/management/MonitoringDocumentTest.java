package io.claudeflow.swarm.operator.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.operator.event.EventReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents list what the operator shows and tells: all of it and nothing else. */
class MonitoringDocumentTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PAGE = DOCS.resolve("monitoring.md");
    private static final String BEGIN = "<!-- operator metrics: generated, see MonitoringDocumentTest -->\n";
    private static final String END = "<!-- end of operator metrics -->";
    private static final Pattern METRIC = Pattern.compile("\\bswarm_[a-z_]+[a-z]\\b");

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

    @Test
    void shouldNameOnlyMetricsThatExistInRulesAndDashboard() throws IOException {
        var page = Files.readString(PAGE);
        for (var file : List.of("rules/swarm-memory.yaml", "dashboards/swarm-memory.json")) {
            var names = METRIC.matcher(Files.readString(Path.of("..", "helm", "swarm-operator", file)))
                    .results()
                    .map(found -> found.group().replaceFirst("_(bucket|sum|count)$", ""))
                    .distinct()
                    .toList();

            assertThat(names)
                    .as(file)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        }
    }

    @Test
    void shouldListEveryReasonOfEventsWithItsType() throws IOException {
        var rows = Files.readAllLines(DOCS.resolve("events.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> cells[1].strip() + " " + cells[2].strip())
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(EventReason.values())
                        .map(reason -> "`" + reason.wire() + "` " + (reason.warning() ? "Warning" : "Normal"))
                        .toList());
    }
}
