package io.claudeflow.swarm.benchmarks.search;

import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.CpuShare;
import io.claudeflow.swarm.benchmarks.report.Figures;
import io.claudeflow.swarm.benchmarks.report.SectionReport;
import io.claudeflow.swarm.benchmarks.report.Table;
import io.claudeflow.swarm.benchmarks.scenario.Bench;
import io.claudeflow.swarm.benchmarks.swarm.SwarmMemoryServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a search run found, as rows and notes. Not thread-safe. */
final class SearchResults {
    private static final String NONE = "–";

    private final Corpus corpus;
    private final int machineCores;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> cautions = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private @Nullable Footprint before;

    SearchResults(Corpus corpus, int machineCores) {
        this.corpus = corpus;
        this.machineCores = machineCores;
    }

    /** How long the texts took, and then the index of words. */
    void loaded(long textNanos, long indexNanos) {
        notes.add(String.format(
                Locale.ROOT,
                "Loading: %,d texts in %s s by batches of 200 on one connection (%s/s); the index of words knew all of"
                        + " them %s s after the last one",
                corpus.entries(),
                Figures.seconds(textNanos),
                perSecond(textNanos),
                Figures.seconds(indexNanos)));
    }

    /** How long the embeddings took, and then the first search, which brings them into memory. */
    void embedded(long embeddingNanos, long firstSearchNanos) {
        notes.add(String.format(
                Locale.ROOT,
                "Loading: %,d embeddings in %s s by batches of 500 (%s/s); the first search, which brings them into"
                        + " memory, took %s ms",
                corpus.entries(),
                Figures.seconds(embeddingNanos),
                perSecond(embeddingNanos),
                Figures.millis(firstSearchNanos)));
    }

    private String perSecond(long nanos) {
        return Figures.count(corpus.entries() * 1e9 / Math.max(1, nanos));
    }

    void withoutEmbeddings(Footprint footprint) {
        before = footprint;
    }

    void withEmbeddings(Footprint after) {
        if (before == null) {
            throw new IllegalStateException("the footprint without embeddings comes first");
        }
        notes.add(String.format(
                Locale.ROOT,
                "What %,d embeddings of %d numbers add: %s MiB in the service's cache, as it tells; resident memory"
                        + " %s MiB without, %s MiB with them; %s; the file %s MiB without, %s MiB with them",
                corpus.entries(),
                HybridSearch.DIMENSION,
                Figures.mebibytes(after.vectorBytes()),
                Figures.mebibytes(before.residentBytes()),
                Figures.mebibytes(after.residentBytes()),
                collected(before, after),
                Figures.mebibytes(before.fileBytes()),
                Figures.mebibytes(after.fileBytes())));
    }

    private static String collected(Footprint before, Footprint after) {
        return before.collected() && after.collected()
                ? String.format(
                        Locale.ROOT,
                        "after a forced collection of garbage %s and %s MiB, so %s MiB are theirs",
                        Figures.mebibytes(before.collectedBytes()),
                        Figures.mebibytes(after.collectedBytes()),
                        Figures.mebibytes(after.collectedBytes() - before.collectedBytes()))
                : "no collection of garbage could be forced, so these include it";
    }

    /** A row; a search that misses one of the nearest is an error. */
    void add(Kind kind, int clients, CellSample sample, List<SearchClient> answered) {
        double recall = answered.stream().mapToDouble(SearchClient::recallSum).sum()
                / answered.stream().mapToInt(SearchClient::recalls).sum();
        boolean byNearness = kind == Kind.EMBEDDING;
        if (byNearness && !(recall >= 1)) {
            errors.add("recall@10 is " + recall + ", expected 1");
        }
        sample.firstError().ifPresent(errors::add);
        rows.add(List.of(
                kind.label(),
                Integer.toString(clients),
                Figures.count(sample.operationsPerSecond()),
                Figures.millis(sample.p50Nanos()),
                Figures.millis(sample.p99Nanos()),
                byNearness ? Figures.threePlaces(recall) : NONE,
                Long.toString(sample.errors()),
                Figures.twoPlaces(sample.serverCores()),
                Figures.mebibytes(sample.residentBytes()),
                Figures.twoPlaces(sample.generatorCores())));
        new CpuShare(sample.serverCores(), sample.generatorCores())
                .caution(kind.label() + ", " + clients + " clients", machineCores)
                .ifPresent(cautions::add);
    }

    SectionReport report(String title, SwarmMemoryServer memory, Bench bench) {
        String method = String.format(
                Locale.ROOT,
                "%,d entries of %,d characters in %,d topics, an embedding of %d numbers each; POST /v1/search for the"
                        + " best 10 in one namespace by clients that wait for each answer, %d s after %d s of warm-up;"
                        + " the true nearest are found by the harness by brute force in double precision, and every"
                        + " answer is checked: similarities against the true ones, entries found by words for those"
                        + " words; wanted: hybrid p50 at most 15 ms",
                corpus.entries(),
                bench.sizes().valueBytes(),
                corpus.topics(),
                HybridSearch.DIMENSION,
                bench.sizes().choose(10, 2),
                bench.sizes().choose(5, 1));
        List<Table.Column> columns = List.of(
                Table.Column.text("search by"),
                Table.Column.number("clients"),
                Table.Column.number("searches/s"),
                Table.Column.number("p50 ms"),
                Table.Column.number("p99 ms"),
                Table.Column.number("recall@10"),
                Table.Column.number("errors"),
                Table.Column.number("server cores"),
                Table.Column.number("server MiB"),
                Table.Column.number("generator cores"));
        notes.addAll(cautions);
        List<String> facts = List.of(method, memory.name() + " " + memory.version() + ": " + memory.settings());
        return new SectionReport(title, facts, new Table(columns, rows), notes, errors);
    }
}
