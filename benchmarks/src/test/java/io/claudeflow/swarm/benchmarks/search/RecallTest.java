package io.claudeflow.swarm.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecallTest {
    /** Four directions of the plane; their cosines to the first axis are 1, 0.8, 0 and -1. */
    private final Vectors plane = new Vectors(new float[][] {{-1, 0}, {0, 1}, {0.8f, 0.6f}, {1, 0}});

    private final float[] axis = {1, 0};

    @Test
    void nearest_areInOrder() {
        Nearest nearest = plane.nearest(axis, 2);
        assertThat(nearest.rows()).containsExactly(3, 2);
        assertThat(nearest.similarities()[0]).isEqualTo(1);
        assertThat(nearest.similarities()[1]).isBetween(0.7999999, 0.8000001);
    }

    @Test
    void nearest_fewerThanAskedFor_areAll() {
        assertThat(plane.nearest(axis, 10).rows()).containsExactly(3, 2, 1, 0);
    }

    @Test
    void recall_countsWhatBelongs() {
        Nearest truth = plane.nearest(axis, 2);
        assertThat(truth.recall(plane, axis, new int[] {3, 2})).isEqualTo(1);
        assertThat(truth.recall(plane, axis, new int[] {2, 3})).isEqualTo(1);
        assertThat(truth.recall(plane, axis, new int[] {3, 1})).isEqualTo(0.5);
        assertThat(truth.recall(plane, axis, new int[] {0, 1})).isZero();
    }

    @Test
    void recall_tooFewOrTwiceTheSame_isBelowOne() {
        Nearest truth = plane.nearest(axis, 2);
        assertThat(truth.recall(plane, axis, new int[] {3})).isEqualTo(0.5);
        assertThat(truth.recall(plane, axis, new int[] {3, 3})).isEqualTo(0.5);
        assertThat(truth.recall(plane, axis, new int[0])).isZero();
    }

    @Test
    void recall_equallyNearAsTheLast_isAsGood() {
        Vectors twins = new Vectors(new float[][] {{1, 0}, {0.6f, 0.8f}, {0.6f, 0.8f}});
        Nearest truth = twins.nearest(axis, 2);
        assertThat(truth.recall(twins, axis, new int[] {0, 1})).isEqualTo(1);
        assertThat(truth.recall(twins, axis, new int[] {0, 2})).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void nearest_isWhatSortingFinds(long seed) {
        Corpus corpus = new Corpus(seed, 500, 64, 24);
        Vectors vectors = Vectors.of(corpus);
        float[] query = corpus.question((int) seed).embedding();
        int[] sorted = IntStream.range(0, 500)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -vectors.similarity(query, row)))
                .limit(10)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(vectors.nearest(query, 10).rows()).isEqualTo(sorted);
    }

    @Test
    void embeddings_haveLengthOneAndAreNearTheirTopic() {
        Corpus corpus = new Corpus(3, 1_000, 64, 384);
        Vectors vectors = Vectors.of(corpus);
        assertThat(corpus.topics()).isEqualTo(10);
        assertThat(vectors.similarity(vectors.rows()[4], 4)).isBetween(0.99999, 1.00001);
        double same = Arrays.stream(new int[] {14, 24, 34})
                .mapToDouble(row -> vectors.similarity(vectors.rows()[4], row))
                .average()
                .orElseThrow();
        double other = Arrays.stream(new int[] {5, 6, 7})
                .mapToDouble(row -> vectors.similarity(vectors.rows()[4], row))
                .average()
                .orElseThrow();
        assertThat(same).isBetween(0.55, 0.8);
        assertThat(other).isBetween(-0.2, 0.2);
    }
}
