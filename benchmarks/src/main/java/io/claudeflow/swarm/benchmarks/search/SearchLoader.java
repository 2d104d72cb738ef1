package io.claudeflow.swarm.benchmarks.search;

import io.claudeflow.swarm.benchmarks.json.JsonValue;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.swarm.BatchBody;
import io.claudeflow.swarm.benchmarks.swarm.MemoryApi;
import java.io.IOException;
import java.time.Duration;

/** Brings a corpus into a store as its users do: by batches, and then waiting for the index of words. */
final class SearchLoader {
    private static final int ENTRIES_PER_BATCH = 200;
    private static final int EMBEDDINGS_PER_BATCH = 500;
    private static final Duration INDEX_LIMIT = Duration.ofMinutes(15);
    private static final Duration INDEX_POLL = Duration.ofMillis(200);

    private final MemoryApi api;
    private final Corpus corpus;

    SearchLoader(MemoryApi api, Corpus corpus) {
        this.api = api;
        this.corpus = corpus;
    }

    /** Stores every text; the revision of the last write. */
    String texts() throws PeerException {
        BatchBody body = new BatchBody(SearchBody.NAMESPACE);
        String revision = "";
        for (int from = 0; from < corpus.entries(); from += ENTRIES_PER_BATCH) {
            body.clear();
            for (int entry = from; entry < Math.min(from + ENTRIES_PER_BATCH, corpus.entries()); entry++) {
                body.put(corpus.key(entry), corpus.text(entry), null);
            }
            revision = api.batch(body);
        }
        return revision;
    }

    /** Stores every embedding. */
    void embeddings(Vectors vectors) throws PeerException {
        for (int from = 0; from < corpus.entries(); from += EMBEDDINGS_PER_BATCH) {
            int to = Math.min(from + EMBEDDINGS_PER_BATCH, corpus.entries());
            api.post("/v1/embeddings", SearchBody.embeddings(corpus, vectors, from, to));
        }
    }

    /**
     * Waits until the index of words knows the revision. A request may wait only as long as any may take, which is less
     * than a large load needs, so the index is looked at first and {@code minRevision} asked for at the end.
     */
    void awaitIndex(String revision) throws PeerException, InterruptedException {
        long deadline = System.nanoTime() + INDEX_LIMIT.toNanos();
        while (number(text(api.get("/v1/search/index"), "covers")) < number(revision)) {
            if (System.nanoTime() > deadline) {
                throw PeerException.refused("the index of words does not know " + revision + " after "
                        + INDEX_LIMIT.toMinutes() + " minutes");
            }
            Thread.sleep(INDEX_POLL);
        }
        JsonValue answer = api.post("/v1/search", SearchBody.search(Kind.WORDS, corpus.question(0), revision));
        if (number(text(answer, "covers")) < number(revision)) {
            throw PeerException.refused(
                    "minRevision " + revision + " was answered by an index that covers " + text(answer, "covers"));
        }
    }

    /** The number of a revision such as {@code 1-42}. */
    static long number(String revision) {
        return Long.parseLong(revision.substring(revision.indexOf('-') + 1));
    }

    private static String text(JsonValue answer, String member) throws PeerException {
        try {
            return answer.get(member).text();
        } catch (IOException e) {
            throw PeerException.refused("the answer has no " + member + ": " + answer, e);
        }
    }
}
