package io.claudeflow.swarm.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final TextValues texts = new TextValues(5, 100, 1024);

    @Test
    void text_hasTheCharactersAskedForAndNeedsNoEscapes() {
        assertThat(texts.text(7, 3)).hasSize(1024).matches("[A-Za-z0-9_-]+");
        assertThat(texts.text(7, 3)).isEqualTo(texts.text(7, 3)).isNotEqualTo(texts.text(7, 4));
    }

    @Test
    void belongs_tellsWhoseTextItIs() {
        byte[] text = bytes(texts.text(7, 3));
        assertThat(texts.belongs(text, 7)).isTrue();
        assertThat(texts.belongs(text, 8)).isFalse();
        assertThat(texts.belongs(bytes("not base64!"), 7)).isFalse();
    }

    @Test
    void matches_comparesEveryCharacter() {
        String text = texts.text(7, 3);
        assertThat(texts.matches(bytes(text), 7, 3)).isTrue();
        assertThat(texts.matches(bytes(text), 7, 4)).isFalse();
        assertThat(texts.matches(bytes(text.substring(1) + "A"), 7, 3)).isFalse();
    }

    @Test
    void stamp_isReadFromATextOfTheKey_andFromNoOther() {
        String text = texts.text(7, 3);
        assertThat(texts.stamp(bytes(text), 7)).isEqualTo(3);
        assertThat(texts.stamp(bytes(text), 8)).isEqualTo(-1);
        assertThat(texts.stamp(bytes(text.substring(0, 1023) + (text.endsWith("A") ? "B" : "A")), 7))
                .isEqualTo(-1);
    }

    @Test
    void index_isThatOfTheKey_andOfNoOther() {
        assertThat(texts.dataset().index(texts.key(99))).isEqualTo(99);
        assertThat(texts.dataset().index("key-00000100")).isEqualTo(-1);
        assertThat(texts.dataset().index("key-1")).isEqualTo(-1);
        assertThat(texts.dataset().index("other")).isEqualTo(-1);
    }

    @Test
    void word_isAnotherOneForEachNumber() {
        Set<String> words = new HashSet<>();
        for (int i = 0; i < 30_000; i++) {
            assertThat(words.add(Words.word(i))).as("word %d", i).isTrue();
        }
    }

    @Test
    void frequent_fewAreDrawnOftenAndMostSeldom() {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            counts.merge(Words.frequent(random), 1, Integer::sum);
        }
        assertThat(counts.getOrDefault(Words.word(0), 0)).isBetween(3_300, 4_100);
        assertThat(counts.getOrDefault(Words.word(100), 0)).isBetween(30, 85);
        assertThat(counts).hasSizeGreaterThan(15_000).doesNotContainKey(Words.word(Words.VOCABULARY));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
