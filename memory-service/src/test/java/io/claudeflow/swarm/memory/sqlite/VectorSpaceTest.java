package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.search.Embedding;
import io.claudeflow.swarm.memory.search.VectorMetric;
import io.claudeflow.swarm.memory.sqlite.EmbeddingRows.RowVersion;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounds are never below a similarity, and close to it. */
class VectorSpaceTest {
    private static final int VECTORS = VectorSpace.BLOCK + 100;

    static List<Long> seeds() {
        return Seeds.count(24);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bounds_anyVectors_areNeverBelowTheSimilarity(long seed) {
        var random = Seeds.random(seed);
        int dimension = Seeds.pick(random, 1, 2, 3, 17, 384, 1_025);
        var space = new VectorSpace(dimension);
        var vectors = new ArrayList<Embedding>();
        for (int i = 0; i < VECTORS; i++) {
            vectors.add(random(random, dimension));
            space.append(new RowVersion(i + 1, 1, i), vectors.getLast());
        }
        for (var query : List.of(random(random, dimension), vectors.get(7))) {
            for (var metric : VectorMetric.values()) {
                var bounds = space.view().bounds(query, metric);
                assertThat(bounds.size()).isEqualTo(VECTORS);
                for (int i = 0; i < VECTORS; i++) {
                    assertThat(bounds.upper()[i])
                            .as("%s of vector %d", metric, i)
                            .isGreaterThanOrEqualTo((float) metric.of(query, vectors.get(i)));
                }
            }
        }
    }

    @Test
    void bounds_evenVectors_areCloseToTheSimilarity() {
        var random = Seeds.random(1);
        var space = new VectorSpace(384);
        var vectors = new ArrayList<Embedding>();
        for (int i = 0; i < VECTORS; i++) {
            vectors.add(even(random, 384, 1));
            space.append(new RowVersion(i + 1, 1, i), vectors.getLast());
        }
        var query = even(random, 384, 1);
        var bounds = space.view().bounds(query, VectorMetric.COSINE);
        for (int i = 0; i < VECTORS; i++) {
            assertThat(bounds.upper()[i] - VectorMetric.COSINE.of(query, vectors.get(i)))
                    .isBetween(0.0, 0.03);
        }
    }

    @Test
    void compacted_someGone_keepsTheOthersAsTheyAre() {
        var random = Seeds.random(2);
        var space = new VectorSpace(5);
        for (int i = 0; i < VECTORS; i++) {
            space.append(new RowVersion(i + 1, 1, i), random(random, 5));
        }
        var query = random(random, 5);
        var before = space.view().bounds(query, VectorMetric.DOT);
        space.removeEntries(Set.of(1L, 3L));
        space.remove(Set.of(new RowVersion(5, 1, 4), new RowVersion(6, 1, 99)));
        var after = space.compacted().view().bounds(query, VectorMetric.DOT);
        assertThat(after.size()).isEqualTo(VECTORS - 3);
        assertThat(after.row(0)).isEqualTo(new RowVersion(2, 1, 1));
        assertThat(after.upper()[0]).isEqualTo(before.upper()[1]);
        assertThat(after.row(2)).isEqualTo(new RowVersion(6, 1, 5));
        assertThat(after.upper()[VECTORS - 4]).isEqualTo(before.upper()[VECTORS - 1]);
    }

    /** Of any length, some with one number that is far larger than the others, some sparse. */
    private static Embedding random(RandomGenerator random, int dimension) {
        double length = Math.pow(10, random.nextInt(-10, 10));
        var numbers = even(random, dimension, length).numbers().clone();
        switch (random.nextInt(4)) {
            case 0 -> numbers[random.nextInt(dimension)] *= 1_000;
            case 1 -> {
                for (int i = 1; i < dimension; i++) {
                    numbers[i] = random.nextInt(10) == 0 ? numbers[i] : 0;
                }
            }
            default -> {}
        }
        return Embedding.of("embedding", numbers);
    }

    private static Embedding even(RandomGenerator random, int dimension, double scale) {
        var numbers = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            numbers[i] = (float) (random.nextGaussian() * scale);
        }
        return Embedding.of("embedding", numbers);
    }
}
