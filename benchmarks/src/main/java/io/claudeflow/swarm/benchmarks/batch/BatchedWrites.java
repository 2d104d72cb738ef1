package io.claudeflow.swarm.benchmarks.batch;

import io.claudeflow.swarm.benchmarks.load.Cell;
import io.claudeflow.swarm.benchmarks.load.CellRunner;
import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.CellSummary;
import io.claudeflow.swarm.benchmarks.load.Dataset;
import io.claudeflow.swarm.benchmarks.load.Operation;
import io.claudeflow.swarm.benchmarks.load.TextValues;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.Programs;
import io.claudeflow.swarm.benchmarks.redis.RedisServer;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entries that travel a hundred at a time, beside Redis's one at a time. */
public final class BatchedWrites implements Scenario {
    /** Entries of a request; every client needs as many keys. */
    public static final int BATCH = 100;

    @Override
    public String title() {
        return "Batched writes";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        SwarmMemoryServer memory = bench.startMemory("batch-swarm", Map.of(), cleanup);
        bench.log().println("starting Redis");
        RedisServer redis = RedisServer.start(
                new Programs(bench.log(), cleanup).redis(), bench.work().forServer("batch-redis"), cleanup);
        BatchResults results = new Measurement(bench, memory, redis).run();
        String method = String.format(
                Locale.ROOT,
                "Medians of %d rounds of %d s per row, after %d s of warm-up per server; a request of swarm-memory is"
                        + " POST /v1/batch with \"atomic\": true and %d puts of texts of %,d characters, p50 and p99"
                        + " are those of the whole request; a request of Redis is one SET of %,d bytes, not pipelined;"
                        + " every client reads its last batch back",
                bench.sizes().rounds(),
                bench.sizes().cell().toSeconds(),
                bench.sizes().warmUp().toSeconds(),
                BATCH,
                bench.sizes().valueBytes(),
                bench.sizes().valueBytes());
        return results.report(
                title(),
                List.of(
                        method,
                        memory.name() + " " + memory.version() + ": " + memory.settings(),
                        redis.name() + " " + redis.version() + ": " + redis.settings()),
                bench.machineCores());
    }

    /** The cells of one run. */
    private static final class Measurement {
        private final Bench bench;
        private final SwarmMemoryServer memory;
        private final RedisServer redis;
        private final TextValues texts;
        private final CellRunner single;
        private int cells;

        Measurement(Bench bench, SwarmMemoryServer memory, RedisServer redis) {
            this.bench = bench;
            this.memory = memory;
            this.redis = redis;
            this.texts = new TextValues(
                    bench.seed(), bench.sizes().entries(), bench.sizes().valueBytes());
            this.single = new CellRunner(new Dataset(
                    bench.seed(), bench.sizes().entries(), bench.sizes().valueBytes()));
        }

        BatchResults run() throws PeerException, InterruptedException {
            bench.log().println("filling and warming up both");
            single.preload(redis);
            Duration warmUp = bench.sizes().warmUp();
            if (!warmUp.isZero()) {
                int warmUpClients = Collections.max(bench.sizes().clients());
                batched(warmUpClients, warmUp);
                single.run(redis, new Cell(++cells, Operation.WRITE, warmUpClients), warmUp);
            }
            BatchResults results = new BatchResults();
            for (int round = 1; round <= bench.sizes().rounds(); round++) {
                for (int clients : bench.sizes().clients()) {
                    measure(round, clients, results);
                }
            }
            return results;
        }

        private void measure(int round, int clients, BatchResults results) throws PeerException, InterruptedException {
            bench.log().println("round " + round + ": " + clients + (clients == 1 ? " client" : " clients"));
            CellSample batched = batched(clients, bench.sizes().cell());
            CellSample unbatched = single.run(
                    redis,
                    new Cell(++cells, Operation.WRITE, clients),
                    bench.sizes().cell());
            results.addBatched(clients, batched);
            results.addSingle(clients, unbatched);
            bench.log()
                    .printf(
                            "  batched %,.0f entries/s, Redis %,.0f%n",
                            batched.operationsPerSecond() * BATCH, unbatched.operationsPerSecond());
        }

        private CellSample batched(int count, Duration length) throws PeerException, InterruptedException {
            int cell = ++cells;
            List<BatchClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < count; i++) {
                    clients.add(new BatchClient(memory.open(), texts, cell, count, i, BATCH));
                }
                return TimedLoad.measure(memory.process(), clients, length);
            } finally {
                clients.forEach(BatchClient::close);
            }
        }
    }

    /** Rates of requests become rates of entries. */
    static CellSummary perEntry(List<CellSample> batches) {
        return CellSummary.of(batches.stream()
                .map(sample -> new CellSample(
                        sample.operationsPerSecond() * BATCH,
                        sample.p50Nanos(),
                        sample.p99Nanos(),
                        sample.errors(),
                        sample.firstError(),
                        sample.serverCores(),
                        sample.generatorCores(),
                        sample.residentBytes()))
                .toList());
    }
}
