package io.claudeflow.swarm.memory.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.RunningService;
import io.claudeflow.swarm.memory.backup.Backup;
import io.claudeflow.swarm.memory.maintenance.CacheStatistics;
import io.claudeflow.swarm.memory.maintenance.WriterStatistics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\",?");

    /** One page of the text format 0.0.4, parsed strictly. */
    private record Page(Map<String, String> types, Map<String, String> help, Map<String, Double> samples) {
        static Page parse(String text) {
            assertThat(text).endsWith("\n");
            var page = new Page(new HashMap<>(), new HashMap<>(), new HashMap<>());
            text.lines().forEach(page::line);
            return page;
        }

        private void line(String line) {
            var words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                assertThat(types.put(words[2], words[3]))
                        .as("one TYPE for " + words[2])
                        .isNull();
            } else if (line.startsWith("# HELP ")) {
                assertThat(help.put(words[2], words[3]))
                        .as("one HELP for " + words[2])
                        .isNull();
            } else {
                var sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                var labels = sample.group(3) == null ? "" : sample.group(3);
                assertThat(LABEL.matcher(labels).replaceAll("")).as(line).isEmpty();
                assertThat(types).as(line).containsKey(family(sample.group(1)));
                var name = sample.group(1) + (labels.isEmpty() ? "" : "{" + labels + "}");
                assertThat(samples.put(name, number(sample.group(4))))
                        .as("one sample " + name)
                        .isNull();
            }
        }

        private String family(String name) {
            for (var suffix : List.of("_bucket", "_count", "_sum")) {
                var base = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
                if (List.of("histogram", "summary").contains(types.getOrDefault(base, ""))) {
                    return base;
                }
            }
            return name;
        }

        private static double number(String text) {
            return switch (text) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        }
    }

    @Test
    void shouldExposeEveryMetricWithItsTypeAndHelp(@TempDir Path directory) throws Exception {
        try (var service = RunningService.start(directory, Map.of())) {
            send(service.url() + "/v1/namespaces/m/entries/a", "PUT", "{\"value\":\"" + "x".repeat(20_000) + "\"}");
            send(service.url() + "/v1/namespaces/m/entries/b", "PUT", "{\"value\":1}");
            send(service.url() + "/v1/namespaces/m/entries/a", "GET", "");
            send(service.url() + "/v1/namespaces/m/entries/a", "GET", "");
            send(service.url() + "/v1/namespaces/m/entries/a", "PUT", "{\"value\":1,\"ttlSeconds\":-1}");
            send(service.url() + "/admin/gc", "POST", "");
            send(service.url() + "/admin/backups", "POST", "{}");

            var page = Page.parse(send("http://127.0.0.1:" + service.metricsPort() + "/metrics", "GET", ""));

            for (var metric : MetricName.values()) {
                assertThat(page.types())
                        .containsEntry(metric.wireName(), metric.type().name().toLowerCase(Locale.ROOT));
                assertThat(page.help()).containsEntry(metric.wireName(), metric.help());
            }
            var ours = new ArrayList<>(page.types().keySet());
            ours.removeIf(name -> !name.startsWith("swarm_memory_"));
            assertThat(ours).as("every metric is in MetricName").hasSize(MetricName.values().length);
            assertThat(page.samples())
                    .containsEntry("swarm_memory_build_info{version=\"1.2.3\"}", 1.0)
                    .containsEntry("swarm_memory_gc_duration_seconds_count", 1.0)
                    .containsEntry("swarm_memory_cache_hits_total", 1.0)
                    .containsEntry("swarm_memory_cache_misses_total", 1.0)
                    .containsEntry("swarm_memory_entries_total", 2.0)
                    .containsEntry(
                            "swarm_memory_operation_duration_seconds_count{operation=\"put\",outcome=\"ok\"}", 2.0)
                    .containsEntry(
                            "swarm_memory_operation_duration_seconds_count{operation=\"get\",outcome=\"ok\"}", 2.0);
            assertThat(page.samples().get("swarm_memory_backup_age_seconds")).isBetween(0.0, 60.0);
            assertThat(page.samples().get("swarm_memory_verified_backup_age_seconds"))
                    .isBetween(0.0, 60.0);
            assertThat(page.samples().get("swarm_memory_disk_size_bytes"))
                    .isGreaterThan(page.samples().get("swarm_memory_disk_free_bytes"));
            assertThat(page.samples().get("swarm_memory_compression_ratio")).isGreaterThan(10);
            assertThat(page.samples().get("swarm_memory_db_size_bytes")).isGreaterThan(8192);
            assertThat(page.types()).containsKey("jvm_memory_used_bytes");
        }
    }

    @Test
    void shouldTellTheAgesOfTheNewestBackupAndOfTheNewestVerifiedOne() {
        var now = Instant.parse("2026-11-21T10:00:00Z");
        List<Backup> backups = new ArrayList<>();
        try (var metrics = new ServiceMetrics("1")) {
            metrics.observeBackups(() -> backups, Clock.fixed(now, ZoneOffset.UTC));
            assertThat(ages(metrics)).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }

        backups.add(new Backup("b.db", 1, now.minusSeconds(60), null, null));
        try (var metrics = new ServiceMetrics("1")) {
            metrics.observeBackups(() -> backups, Clock.fixed(now, ZoneOffset.UTC));
            assertThat(ages(metrics)).as("not verified").containsExactly(60.0, Double.POSITIVE_INFINITY);
        }
    }

    private static List<Double> ages(ServiceMetrics metrics) {
        var samples =
                Page.parse(new String(metrics.scrape(), StandardCharsets.UTF_8)).samples();
        return List.of(
                samples.get("swarm_memory_backup_age_seconds"),
                samples.get("swarm_memory_verified_backup_age_seconds"));
    }

    @Test
    void shouldReadNotANumberWhenAFigureCannotBeHad() {
        try (var metrics = new ServiceMetrics("1")) {
            metrics.observe(
                    () -> {
                        throw new IllegalStateException("the database is gone");
                    },
                    () -> {
                        throw new IllegalStateException("the database is gone");
                    },
                    () -> CacheStatistics.OFF,
                    () -> new WriterStatistics(0, 1, 0, 0));

            var page = Page.parse(new String(metrics.scrape(), StandardCharsets.UTF_8));

            assertThat(page.samples().get("swarm_memory_entries_total")).isNaN();
            assertThat(page.samples().get("swarm_memory_db_size_bytes")).isNaN();
            assertThat(page.samples().get("swarm_memory_cache_entries")).isZero();
        }
    }

    private static String send(String url, String method, String body) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
