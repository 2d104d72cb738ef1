package io.claudeflow.swarm.benchmarks.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The questions of a run, what truly is nearest to each, and what is sent. Immutable. */
final class Questions {
    private final List<Question> questions;
    private final List<Nearest> truths;
    private final Map<Kind, List<byte[]>> bodies = new EnumMap<>(Kind.class);

    Questions(Corpus corpus, Vectors vectors, int count) {
        questions = IntStream.range(0, count).mapToObj(corpus::question).toList();
        truths = questions.stream()
                .map(question -> vectors.nearest(question.embedding(), SearchBody.LIMIT))
                .toList();
        for (Kind kind : Kind.values()) {
            List<byte[]> sent = new ArrayList<>();
            questions.forEach(question -> sent.add(SearchBody.search(kind, question, "")));
            bodies.put(kind, sent);
        }
    }

    int count() {
        return questions.size();
    }

    Question question(int number) {
        return questions.get(number);
    }

    Nearest truth(int number) {
        return truths.get(number);
    }

    byte[] body(Kind kind, int number) {
        return bodies.getOrDefault(kind, List.of()).get(number);
    }
}
