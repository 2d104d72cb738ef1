package io.claudeflow.swarm.benchmarks.search;

import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.TimedLoad;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.scenario.Scenario;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Search by words, by embeddings and by both over as many entries as a run has, with recall beside brute force. */
public final class HybridSearch implements Scenario {
    static final int DIMENSION = 384;

    private static final List<Integer> CLIENTS = List.of(1, 4);

    @Override
    public String title() {
        return "Hybrid search";
    }

    @Override
    public SectionReport run(Bench bench, Cleanup cleanup) throws IOException, PeerException, InterruptedException {
        bench.log().println("making the corpus and its truth");
        Corpus corpus =
                new Corpus(bench.seed(), bench.sizes().entries(), bench.sizes().valueBytes(), DIMENSION);
        Vectors vectors = Vectors.of(corpus);
        Questions questions = new Questions(corpus, vectors, bench.sizes().choose(200, 40));
        SwarmMemoryServer memory = bench.startMemory("search-swarm", Map.of(), cleanup);
        SearchResults results = new SearchResults(corpus, bench.machineCores());
        try (MemoryApi api = memory.open()) {
            Measurement measurement = new Measurement(bench, memory, corpus, vectors, questions, results);
            measurement.withoutEmbeddings(new SearchLoader(api, corpus));
            measurement.withEmbeddings(new SearchLoader(api, corpus));
        }
        return results.report(title(), memory, bench);
    }

    /** The steps of one run. */
    private record Measurement(
            Bench bench,
            SwarmMemoryServer memory,
            Corpus corpus,
            Vectors vectors,
            Questions questions,
            SearchResults results) {
        void withoutEmbeddings(SearchLoader loader) throws IOException, PeerException, InterruptedException {
            log("loading the texts");
            long begin = System.nanoTime();
            String revision = loader.texts();
            long loaded = System.nanoTime();
            log("waiting for the index of words");
            loader.awaitIndex(revision);
            results.loaded(loaded - begin, System.nanoTime() - loaded);
            measure(Kind.WORDS);
            results.withoutEmbeddings(Footprint.of(memory));
        }

        void withEmbeddings(SearchLoader loader) throws IOException, PeerException, InterruptedException {
            log("loading the embeddings");
            long begin = System.nanoTime();
            loader.embeddings(vectors);
            long loaded = System.nanoTime();
            try (MemoryApi api = memory.open()) {
                api.post("/v1/search", questions.body(Kind.EMBEDDING, 0));
            }
            results.embedded(loaded - begin, System.nanoTime() - loaded);
            for (Kind kind : List.of(Kind.EMBEDDING, Kind.HYBRID, Kind.HYBRID_MANY)) {
                measure(kind);
            }
            results.withEmbeddings(Footprint.of(memory));
        }

        private void measure(Kind kind) throws PeerException, InterruptedException {
            for (int count : CLIENTS) {
                log("searching by " + kind.label() + ", " + count + (count == 1 ? " client" : " clients"));
                List<SearchClient> clients = new ArrayList<>();
                try {
                    run(kind, count, clients, bench.sizes().chooseSeconds(5, 1));
                    clients.forEach(SearchClient::close);
                    clients.clear();
                    CellSample sample = run(kind, count, clients, bench.sizes().chooseSeconds(10, 2));
                    results.add(kind, count, sample, clients);
                } finally {
                    clients.forEach(SearchClient::close);
                }
            }
        }

        private CellSample run(Kind kind, int count, List<SearchClient> clients, Duration length)
                throws PeerException, InterruptedException {
            AnswerCheck check = new AnswerCheck(corpus, vectors);
            for (int i = 0; i < count; i++) {
                clients.add(new SearchClient(memory.open(), questions, kind, check, i * questions.count() / count));
            }
            return TimedLoad.measure(memory.process(), clients, length);
        }

        private void log(String message) {
            bench.log().println(message);
        }
    }
}
