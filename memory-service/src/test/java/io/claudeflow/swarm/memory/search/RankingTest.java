package io.claudeflow.swarm.memory.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.search.RankFusion.Fused;
import io.claudeflow.swarm.memory.search.RankFusion.Ranked;
import io.claudeflow.swarm.memory.testing.Failures;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fusion and similarity with numbers worked out by hand. */
class RankingTest {
    private static final double TINY = 1e-12;

    @Test
    void fuse_sumsTheReciprocalsOfTheRanks() {
        var fused = RankFusion.fuse(
                List.of(new Ranked<>("a", 9.0), new Ranked<>("b", 8.0), new Ranked<>("c", 7.0)),
                List.of(new Ranked<>("c", 0.9), new Ranked<>("a", 0.8), new Ranked<>("d", 0.7)),
                Comparator.naturalOrder());
        assertThat(fused).extracting(Fused::item).containsExactly("a", "c", "b", "d");
        assertThat(fused.get(0).score()).isEqualTo(1.0 / 61 + 1.0 / 62, within(TINY));
        assertThat(fused.get(1).score()).isEqualTo(1.0 / 63 + 1.0 / 61, within(TINY));
        assertThat(fused.get(2).score()).isEqualTo(1.0 / 62, within(TINY));
        assertThat(fused.get(3).score()).isEqualTo(1.0 / 63, within(TINY));
        assertThat(fused.get(1).explanation().text()).isEqualTo(new Explanation.Side(3, 7.0, 1.0 / 63));
        assertThat(fused.get(1).explanation().vector()).isEqualTo(new Explanation.Side(1, 0.9, 1.0 / 61));
        assertThat(fused.get(2).explanation().vector()).isNull();
        assertThat(fused.get(3).explanation().text()).isNull();
    }

    @Test
    void fuse_equalScores_areOrderedByTheTieBreak() {
        var fused = RankFusion.fuse(
                List.of(new Ranked<>("z", 1.0)), List.of(new Ranked<>("a", 1.0)), Comparator.naturalOrder());
        assertThat(fused).extracting(Fused::item).containsExactly("a", "z");
    }

    @Test
    void ofText_keepsTheScoresAndExplainsThem() {
        var alone = RankFusion.ofText(List.of(new Ranked<>("a", 2.5), new Ranked<>("b", 0.5)));
        assertThat(alone.get(1).score()).isEqualTo(0.5);
        assertThat(alone.get(1).explanation()).isEqualTo(new Explanation(new Explanation.Side(2, 0.5, 1.0 / 62), null));
    }

    @Test
    void metric_cosineAndDot_ofVectorsOfAnyLength() {
        var a = Embedding.of("a", 3, 4);
        var b = Embedding.of("b", 4, 3);
        assertThat(VectorMetric.DOT.of(a, b)).isEqualTo(24.0);
        assertThat(VectorMetric.COSINE.of(a, b)).isEqualTo(0.96, within(TINY));
        assertThat(VectorMetric.COSINE.of(a, Embedding.of("c", -3, -4))).isEqualTo(-1.0);
        var longer = new float[21];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = i + 1;
        }
        assertThat(VectorMetric.DOT.of(Embedding.of("d", longer), Embedding.of("e", longer)))
                .isEqualTo(21 * 22 * 43 / 6.0);
    }

    @Test
    void embedding_bytes_areLittleEndianFloats() {
        var embedding = Embedding.of("e", 1.0f, -2.5f);
        assertThat(embedding.toBytes()).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0);
        assertThat(Embedding.ofBytes("e", embedding.toBytes())).isEqualTo(embedding);
        assertThat(embedding.length()).isEqualTo(Math.sqrt(7.25), within(TINY));
    }

    @Test
    void embedding_wrongNumbers_areRefusedByPlace() {
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT,
                "embedding[1]: NaN (expected: a finite number)",
                () -> Embedding.of("embedding", 1, Float.NaN));
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT,
                "embedding: a vector of length 0.0",
                () -> Embedding.of("embedding", 0, 0));
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT, "embedding: a vector of length", () -> Embedding.of("embedding", 1e20f));
        Failures.assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "embedding: 0 numbers (expected: 1 to 4096",
                () -> Embedding.of("embedding"));
        Failures.assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "embedding: 4097 numbers",
                () -> Embedding.of("embedding", new float[4097]));
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT,
                "embedding: 5 bytes (expected: 4 bytes for each number)",
                () -> Embedding.ofBytes("embedding", new byte[5]));
    }

    @Test
    void budget_tokensAndBytes_theSmallerCounts() {
        assertThat(Budget.of(null, null)).isEqualTo(Budget.DEFAULT);
        assertThat(Budget.of(1000L, null).maxBytes()).isEqualTo(1000);
        assertThat(Budget.of(null, 100L).maxBytes()).isEqualTo(400);
        assertThat(Budget.of(300L, 100L).maxBytes()).isEqualTo(300);
        assertThat(Budget.of(500L, 100L).maxBytes()).isEqualTo(400);
        assertThat(Budget.tokens(401)).isEqualTo(101);
        Failures.assertFails(FailureKind.INVALID_ARGUMENT, "maxBytes: 0", () -> Budget.of(0L, null));
        Failures.assertFails(FailureKind.INVALID_ARGUMENT, "maxTokens: -1", () -> Budget.of(null, -1L));
        Failures.assertFails(
                FailureKind.INVALID_ARGUMENT, "maxTokens: 9223372036854775807", () -> Budget.of(1L, Long.MAX_VALUE));
    }
}
