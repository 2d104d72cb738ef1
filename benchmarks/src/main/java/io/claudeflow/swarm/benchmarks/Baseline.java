package io.claudeflow.swarm.benchmarks;

import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.benchmarks.postgres.PostgresServer;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.Programs;
import io.claudeflow.swarm.benchmarks.process.Unprivileged;
import io.claudeflow.swarm.benchmarks.redis.RedisServer;
import io.claudeflow.swarm.benchmarks.report.Results;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Single durable writes and reads of the memory service, PostgreSQL and Redis. */
final class Baseline implements Scenario {
    private final BenchmarkOptions options;
    private final Unprivileged user;

    /** @param user that PostgreSQL runs as */
    Baseline(BenchmarkOptions options, Unprivileged user) {
        this.options = options;
        this.user = user;
    }

    @Override
    public String title() {
        return "Durable writes and reads";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        List<PeerServer> servers = new ArrayList<>();
        for (String name : List.of("swarm", "postgres", "redis")) {
            if (options.servers().contains(name)) {
                servers.add(start(name, bench, cleanup));
            }
        }
        BenchmarkRun run = new BenchmarkRun(options, servers, bench.log());
        Results results = run.measure();
        List<String> facts = new ArrayList<>();
        facts.add(run.method());
        servers.forEach(server -> facts.add(server.name() + " " + server.version() + ": " + server.settings()));
        List<String> errors = results.errors() == 0 ? List.of() : List.of(results.errors() + " errors, see the table");
        return new SectionReport(title(), facts, results.table(), results.cautions(bench.machineCores()), errors);
    }

    private PeerServer start(String name, Bench bench, Cleanup cleanup)
            throws IOException, PeerException, InterruptedException {
        if ("swarm".equals(name)) {
            return bench.startMemory(name, Map.of(), cleanup);
        }
        bench.log().println("starting " + name);
        Programs programs = new Programs(bench.log(), cleanup);
        Path directory = bench.work().forServer(name);
        try {
            return "postgres".equals(name)
                    ? PostgresServer.start(programs.postgres(), directory, user, cleanup)
                    : RedisServer.start(programs.redis(), directory, cleanup);
        } catch (SQLException e) {
            throw PeerException.refused("PostgreSQL: " + e.getMessage(), e);
        }
    }
}
