package io.claudeflow.swarm.memory.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.search.TextQuery.Term;
import io.claudeflow.swarm.memory.testing.Failures;
import io.claudeflow.swarm.memory.testing.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextQueryTest {
    private static final String NASTY = "\"*-() OR:^{}+~\\'\0\n\téß漢字🙂\ud800AND NOT NEAR ab";

    static List<Long> seeds() {
        return Seeds.count(20);
    }

    private static Term word(String text) {
        return new Term(text, false);
    }

    @Test
    void parse_words_mustAllOccur() {
        var query = TextQuery.parse("  one two\tthree ");
        assertThat(query.alternatives()).containsExactly(List.of(word("one"), word("two"), word("three")));
        assertThat(query.exclusions()).isEmpty();
    }

    @Test
    void parse_or_separatesAlternatives() {
        assertThat(TextQuery.parse("a b OR c or OR").alternatives())
                .containsExactly(List.of(word("a"), word("b")), List.of(word("c"), word("or")));
        assertThat(TextQuery.parse("OR a OR OR b").alternatives())
                .containsExactly(List.of(word("a")), List.of(word("b")));
    }

    @Test
    void parse_quotes_makeAPhrase() {
        assertThat(TextQuery.parse("x\"a phrase\"y \"OR\"").alternatives())
                .containsExactly(List.of(word("x"), word("a phrase"), word("y"), word("OR")));
        assertThat(TextQuery.parse("\"open end").alternatives()).containsExactly(List.of(word("open end")));
    }

    @Test
    void parse_starBehindAWordOrPhrase_isAnOpenEnd() {
        assertThat(TextQuery.parse("auth* \"a b\"* c**").terms())
                .containsExactly(new Term("auth", true), new Term("a b", true), new Term("c", true));
        assertThat(TextQuery.parse("a*b *").terms()).containsExactly(word("a*b"));
    }

    @Test
    void parse_minusBeforeAWordOrPhrase_excludes() {
        var query = TextQuery.parse("a -b -\"c d\" -e* f-g");
        assertThat(query.terms()).containsExactly(word("a"), word("f-g"));
        assertThat(query.exclusions()).containsExactly(word("b"), word("c d"), new Term("e", true));
    }

    @Test
    void parse_nothingToLookFor_isEmpty() {
        for (var text : List.of("", "  ", "+++ !!", "-a", "\"\"", "*", "OR", "-", "\"", "- -")) {
            assertThat(TextQuery.parse(text).isEmpty()).as(text).isTrue();
        }
    }

    @Test
    void parse_tooLong_isRefusedWithItsSize() {
        Failures.assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "query: 4097 characters (expected: at most 4096",
                () -> TextQuery.parse("a".repeat(4097)));
        Failures.assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "query: 65 terms (expected: at most 64",
                () -> TextQuery.parse("a ".repeat(60) + "-b ".repeat(5)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void parse_randomText_isNeverAnErrorAndKeepsItsWords(long seed) {
        var random = Seeds.random(seed);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(NASTY.charAt(random.nextInt(NASTY.length())));
            }
            var query = TextQuery.parse(text.toString());
            assertThat(query.terms())
                    .allSatisfy(term -> assertThat(Words.hasAny(term.text())).isTrue());
            assertThat(query.terms()).allSatisfy(term -> assertThat(term.text()).doesNotContain("\"", "\0"));
        }
    }
}
