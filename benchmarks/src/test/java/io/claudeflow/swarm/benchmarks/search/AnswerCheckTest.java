package io.claudeflow.swarm.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.benchmarks.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
    private final Corpus corpus = new Corpus(17, 300, 400, 16);
    private final Vectors vectors = Vectors.of(corpus);
    private final AnswerCheck check = new AnswerCheck(corpus, vectors);
    private final Question question = corpus.question(1);
    private final Nearest truth = vectors.nearest(question.embedding(), SearchBody.LIMIT);

    private OptionalDouble check(Kind kind, List<String> hits) throws IOException {
        String answer = "{\"hits\":[" + String.join(",", hits) + "]}";
        return check.check(kind, question, truth, JsonValue.parse(answer.getBytes(StandardCharsets.UTF_8)));
    }

    private String byVector(int entry) {
        return "{\"key\":\"" + corpus.key(entry) + "\",\"explanation\":{\"vector\":{\"rank\":1,\"score\":"
                + vectors.similarity(question.embedding(), entry) + "}}}";
    }

    private String byText(int entry) {
        return "{\"key\":\"" + corpus.key(entry) + "\",\"explanation\":{\"text\":{\"rank\":1,\"score\":2.0}}}";
    }

    private List<String> trueHits() {
        return new ArrayList<>(
                Arrays.stream(truth.rows()).mapToObj(this::byVector).toList());
    }

    @Test
    void check_theTrueNearest_haveRecallOne() throws IOException {
        assertThat(check(Kind.EMBEDDING, trueHits())).hasValue(1);
    }

    @Test
    void check_oneFarAway_costsATenth() throws IOException {
        int farthest = vectors.nearest(question.embedding(), 300).rows()[299];
        List<String> hits = trueHits();
        hits.set(9, byVector(farthest));
        assertThat(check(Kind.EMBEDDING, hits)).hasValue(0.9);
    }

    @Test
    void check_wrongSimilarity_isRefused() {
        List<String> hits = trueHits();
        hits.set(3, byVector(truth.rows()[3]).replace("\"score\":", "\"score\":1"));
        assertThatThrownBy(() -> check(Kind.EMBEDDING, hits))
                .hasMessageContaining(corpus.key(truth.rows()[3]))
                .hasMessageContaining("similarity");
    }

    @Test
    void check_tooFewHits_isRefused() {
        List<String> hits = trueHits();
        hits.removeLast();
        assertThatThrownBy(() -> check(Kind.HYBRID, hits)).hasMessageContaining("found 9, expected 10");
    }

    @Test
    void check_foundByWords_mustHaveThem() throws IOException {
        List<Integer> withTopic = IntStream.range(0, 300)
                .filter(entry -> List.of(corpus.text(entry).split(" ", -1)).contains(question.topicWord()))
                .boxed()
                .toList();
        assertThat(withTopic).hasSize(100);
        assertThat(check(Kind.HYBRID_MANY, replaceFirst(byText(withTopic.getFirst()))))
                .isEmpty();
        int without = IntStream.range(0, 300)
                .filter(entry -> !withTopic.contains(entry)
                        && !List.of(corpus.text(entry).split(" ", -1)).contains(question.rareWord()))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check(Kind.HYBRID_MANY, replaceFirst(byText(without))))
                .hasMessageContaining("found by words that it does not have");
        assertThatThrownBy(() -> check(Kind.WORDS, List.of(byText(without))))
                .hasMessageContaining("found by words that it does not have");
    }

    private List<String> replaceFirst(String hit) {
        List<String> hits = trueHits();
        hits.set(0, hit);
        return hits;
    }

    @Test
    void body_saysWhatIsAskedFor() {
        String words = text(SearchBody.search(Kind.WORDS, question, "1-9"));
        assertThat(words)
                .contains("\"query\":\"" + question.topicWord() + " " + question.rareWord() + "\"")
                .contains("\"minRevision\":\"1-9\"")
                .doesNotContain("embedding");
        String hybrid = text(SearchBody.search(Kind.HYBRID_MANY, question, ""));
        assertThat(hybrid).contains(" OR ", "embeddingBytes").doesNotContain("minRevision");
    }

    @Test
    void base64_isLittleEndianFloats() {
        byte[] bytes = Base64.getDecoder().decode(SearchBody.base64(new float[] {1.5f, -2}));
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(numbers.getFloat()).isEqualTo(1.5f);
        assertThat(numbers.getFloat()).isEqualTo(-2f);
        assertThat(numbers.hasRemaining()).isFalse();
    }

    @Test
    void number_ofARevision() {
        assertThat(SearchLoader.number("1-42")).isEqualTo(42);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.US_ASCII);
    }
}
