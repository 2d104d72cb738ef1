package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.SearchableText;
import io.claudeflow.swarm.memory.search.TextQuery;
import io.claudeflow.swarm.memory.search.TextQuery.Term;
import java.util.stream.Collectors;

/**
 * What {@code entry_text} is asked, in <a href="https://sqlite.org/fts5.html#full_text_query_syntax">FTS5's syntax</a>.
 * Every word is quoted and has nothing but letters and digits, so that nothing a person types is syntax. Words side by
 * side are FTS5's implicit AND, which binds tightest and passes over a word that is none to it.
 */
final class MatchExpression {
    private static final String TEXT_COLUMNS = "{name body} : ";

    private MatchExpression() {}

    /**
     * What finds a query's entries.
     *
     * @param bySwarm whether the swarm narrows anything: not when the index holds no other
     * @param byNamespace the same of the namespace
     */
    static String of(TextQuery query, SearchFilter filter, boolean bySwarm, boolean byNamespace) {
        var found = query.alternatives().stream()
                .map(terms -> terms.stream().map(MatchExpression::term).collect(Collectors.joining(" ", "(", ")")))
                .collect(Collectors.joining(" OR "));
        var excluded = query.exclusions().stream().map(MatchExpression::term).collect(Collectors.joining(" OR "));
        var words =
                TEXT_COLUMNS + (excluded.isEmpty() ? "(" + found + ")" : "((" + found + ") NOT (" + excluded + "))");
        return scope(filter, bySwarm, byNamespace) + words;
    }

    /** The words of the column {@code scope}. A collision of two names finds too much, and each row is checked. */
    static String scope(EntryKey key) {
        return swarm(key.swarm()) + ' ' + namespace(key.swarm(), key.namespace());
    }

    private static String scope(SearchFilter filter, boolean bySwarm, boolean byNamespace) {
        var namespace = filter.namespace();
        if (namespace != null && byNamespace) {
            return "scope : (" + namespace(filter.swarm(), namespace) + ") AND ";
        }
        return bySwarm ? "scope : (" + swarm(filter.swarm()) + ") AND " : "";
    }

    private static String term(Term term) {
        return '"' + SearchableText.words(term.text()) + '"' + (term.prefix() ? " *" : "");
    }

    private static String swarm(String swarm) {
        return "s" + Integer.toHexString(swarm.hashCode());
    }

    private static String namespace(String swarm, String namespace) {
        return "n" + Integer.toHexString(31 * swarm.hashCode() + namespace.hashCode());
    }
}
