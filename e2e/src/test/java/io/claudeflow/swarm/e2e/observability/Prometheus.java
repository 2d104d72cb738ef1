package io.claudeflow.swarm.e2e.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.claudeflow.swarm.e2e.cluster.LocalProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Prometheus on loopback, and its HTTP API. */
final class Prometheus implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
    private static final JsonMapper JSON = new JsonMapper();

    private final LocalProcess process;
    private final String url;

    private Prometheus(LocalProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one that scrapes an operator and a store every second, as the chart's monitors would have it.
     *
     * @param folder for its files
     */
    static Prometheus start(Path folder, int operator, int store, String rules) throws IOException {
        LocalProcess.require(PROGRAM, "installed by dev/install-packages tests");
        Files.writeString(folder.resolve("rules.yaml"), rules);
        Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: operator
                    honor_labels: true
                    static_configs: [{targets: ["127.0.0.1:%d"], labels: {namespace: swarm-system, pod: o-1}}]
                  - job_name: stores
                    static_configs: [{targets: ["127.0.0.1:%d"], labels: {namespace: n, store: s, pod: s-0}}]
                """.formatted(operator, store));
        int port = LocalProcess.freePort();
        var url = "http://127.0.0.1:" + port;
        var process = LocalProcess.start(
                List.of(
                        PROGRAM.toString(),
                        "--config.file=" + folder.resolve("prometheus.yaml"),
                        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                folder.resolve("prometheus.log"));
        try {
            return new Prometheus(process.awaitPage(url + "/-/ready"), url);
        } catch (RuntimeException | AssertionError failure) {
            process.close();
            throw failure;
        }
    }

    /** The series an expression has now; it must be one that Prometheus understands. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return data("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /** The part {@code data} of an answer. */
    JsonNode data(String path) throws IOException, InterruptedException {
        return JSON.readTree(LocalProcess.get(url + path)).path("data");
    }

    @Override
    public void close() {
        process.close();
    }
}
