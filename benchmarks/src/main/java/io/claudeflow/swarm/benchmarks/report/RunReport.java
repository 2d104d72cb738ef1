package io.claudeflow.swarm.benchmarks.report;

import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything needed to understand and repeat a run.
 *
 * @param date in UTC
 * @param method one sentence on rounds, lengths and sizes
 */
public record RunReport(LocalDate date, Machine machine, String method, List<PeerServer> servers, Results results) {
    /** For the terminal: the facts, then the table aligned. */
    public String text() {
        return facts("") + "\n" + results.aligned();
    }

    /** For the documentation. */
    public String markdown() {
        return facts("- ") + "\n" + results.markdown();
    }

    private String facts(String bullet) {
        String versions = servers.stream()
                .map(server -> bullet + server.name() + " " + server.version() + ": " + server.settings() + "\n")
                .collect(Collectors.joining());
        return bullet + "Measured on " + date + ": " + machine.describe() + "\n" + bullet + method + "\n" + versions;
    }
}
