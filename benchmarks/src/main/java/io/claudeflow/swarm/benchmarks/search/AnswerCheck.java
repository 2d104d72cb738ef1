package io.claudeflow.swarm.benchmarks.search;

import io.claudeflow.swarm.benchmarks.json.JsonValue;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds answers against what is known about the corpus: each similarity must be the true one, each entry found by words
 * must have them, an embedding must find as many as were asked for. Immutable.
 */
final class AnswerCheck {
    /** The service computes in 32 bits. */
    private static final double ROUNDING = 1e-4;

    private final Corpus corpus;
    private final Vectors vectors;

    AnswerCheck(Corpus corpus, Vectors vectors) {
        this.corpus = corpus;
        this.vectors = vectors;
    }

    /**
     * Checks an answer.
     *
     * @return the recall of a search by embedding alone; nothing for others, whose hits are a mixture
     * @throws ProtocolException that says what is wrong
     */
    OptionalDouble check(Kind kind, Question question, Nearest truth, JsonValue answer) throws IOException {
        List<JsonValue> hits = answer.get("hits").elements();
        int expected = Math.min(SearchBody.LIMIT, vectors.count());
        if (hits.size() > expected || (kind.hasEmbedding() && hits.size() < expected)) {
            throw new ProtocolException(
                    "search by " + kind.label() + " found " + hits.size() + ", expected " + expected);
        }
        int[] found = new int[hits.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = corpus.entry(hits.get(i).get("key").text());
            check(kind, question, found[i], hits.get(i).get("explanation"));
        }
        return kind == Kind.EMBEDDING
                ? OptionalDouble.of(truth.recall(vectors, question.embedding(), found))
                : OptionalDouble.empty();
    }

    private void check(Kind kind, Question question, int entry, JsonValue explanation) throws IOException {
        Optional<JsonValue> vector = explanation.find("vector");
        if (vector.isPresent()) {
            double similarity = vector.get().get("score").number();
            double truth = vectors.similarity(question.embedding(), entry);
            if (Math.abs(similarity - truth) > ROUNDING) {
                throw new ProtocolException(
                        corpus.key(entry) + " has similarity " + similarity + " in the answer, expected " + truth);
            }
        }
        if (explanation.find("text").isPresent() && !hasWords(kind, question, entry)) {
            throw new ProtocolException(
                    corpus.key(entry) + " was found by words that it does not have: " + kind.query(question));
        }
    }

    private boolean hasWords(Kind kind, Question question, int entry) {
        List<String> words = List.of(corpus.text(entry).split(" ", -1));
        boolean topic = words.contains(question.topicWord());
        boolean rare = words.contains(question.rareWord());
        return kind.needsBothWords() ? topic && rare : topic || rare;
    }
}
