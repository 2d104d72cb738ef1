package io.claudeflow.swarm.memory.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.EntryValue;
import org.junit.jupiter.api.Test;

/** What of a value is searched and shown. */
class SearchTextTest {
    private static String snippet(String text, String query) {
        return Snippets.of(text, TextQuery.parse(query));
    }

    @Test
    void text_ofJson_isItsStringsNumbersAndNames() {
        assertThat(SearchableText.of(
                        EntryValue.json("{\"a\":[\"x \\\"y\\\"\",-1.5e3,true,null],\"b\":{\"c\":\"é\\u00e9\"}}")))
                .isEqualTo("a\nx \"y\"\n-1.5e3\nb\nc\néé");
        assertThat(SearchableText.of(EntryValue.json("\"tab\\there\""))).isEqualTo("tab here");
        assertThat(SearchableText.of(EntryValue.json("[]"))).isEmpty();
    }

    @Test
    void text_ofTextAndBytes() {
        assertThat(SearchableText.of(EntryValue.text("{\"as\": it is"))).isEqualTo("{\"as\": it is");
        assertThat(SearchableText.of(EntryValue.bytes(new byte[] {65}))).isNull();
    }

    @Test
    void text_beyondTheBound_isCutBetweenCharacters() {
        var text = SearchableText.of(EntryValue.text("a" + "🙂".repeat(SearchableText.MAX_CHARS)));
        assertThat(text).hasSize(SearchableText.MAX_CHARS - 1).endsWith("🙂");
    }

    @Test
    void text_ofALongString_isCutBetweenCharacters() {
        var smileys = SearchableText.of(EntryValue.json("[\"a" + "🙂".repeat(SearchableText.MAX_CHARS) + "\"]"));
        assertThat(smileys).hasSize(SearchableText.MAX_CHARS - 1).endsWith("🙂").doesNotContain("\ufffd");
        var letters = SearchableText.of(EntryValue.json("{\"n\":\"" + "é\\n".repeat(SearchableText.MAX_CHARS) + "\"}"));
        assertThat(letters)
                .hasSize(SearchableText.MAX_CHARS)
                .startsWith("n\né é ")
                .doesNotContain("\ufffd");
        var number = SearchableText.of(EntryValue.json("1".repeat(SearchableText.MAX_CHARS + 9)));
        assertThat(number).hasSize(SearchableText.MAX_CHARS);
    }

    @Test
    void json_beyondTheBound_isCutWithinAStringAndACharacter() {
        var one = SearchableText.of(EntryValue.json("[\"first " + "й".repeat(SearchableText.MAX_BYTES) + " last\"]"));
        assertThat(one).hasSize(SearchableText.MAX_CHARS).startsWith("first й").endsWith("й");
        var late = SearchableText.of(EntryValue.json("[" + "true,".repeat(SearchableText.MAX_BYTES / 5) + "\"late\"]"));
        assertThat(late).isEmpty();
        var cut = SearchableText.of(EntryValue.json("[" + "1,".repeat(60_000) + " ".repeat(928_570) + "\"aйй\"]"));
        assertThat(cut).endsWith("\naй");
    }

    @Test
    void snippet_marksWordsWhateverTheirCaseAndDiacritics() {
        assertThat(snippet("Le Café noir\n  et le thé", "cafe THE")).isEqualTo("Le **Café** noir et le **thé**");
        assertThat(snippet("authentication and authority", "auth*")).isEqualTo("**authentication** and **authority**");
        assertThat(snippet("a b c a c", "\"a c\"")).isEqualTo("a b c **a** **c**");
    }

    @Test
    void snippet_ofALongText_isWhereMostTermsAre() {
        var text = "alpha " + "filler ".repeat(100) + "alpha beta " + "filler ".repeat(100);
        var snippet = snippet(text, "alpha beta");
        assertThat(snippet).startsWith("…").endsWith("…").contains("**alpha** **beta**");
        assertThat(snippet.length()).isLessThan(Snippets.MAX_CHARS + 20);
    }

    @Test
    void snippet_withoutAMatch_isTheBeginning() {
        assertThat(snippet("one two", "three")).isEqualTo("one two");
        assertThat(snippet("…", "three")).isEmpty();
        assertThat(snippet("x".repeat(10_000), "y").length()).isLessThanOrEqualTo(Snippets.MAX_CHARS);
    }
}
