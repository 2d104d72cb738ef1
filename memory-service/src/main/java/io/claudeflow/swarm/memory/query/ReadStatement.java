package io.claudeflow.swarm.memory.query;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.query.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A statement that may be run as a query: one statement that begins with SELECT, WITH, VALUES or EXPLAIN of these, and
 * names no function that reaches outside or needs memory without bound. The connection it runs on cannot write anyway;
 * this is the first of two walls, and the one with clear messages.
 */
public final class ReadStatement {
    private static final Set<String> FIRST = Set.of("select", "with", "values");

    private static final String EXPECTED = "a statement that begins with SELECT, WITH, VALUES or EXPLAIN of these";

    /** Extensions, files, the log. */
    private static final Set<String> OUTSIDE = Set.of(
            "load_extension", "readfile", "writefile", "edit", "fsdir", "zipfile", "sqlite_log", "fts3_tokenizer");

    /** Padding that ignores the limit of a value, and aggregates that keep every row. */
    private static final Set<String> HUNGRY = Set.of(
            "padl",
            "padr",
            "padc",
            "replicate",
            "median",
            "mode",
            "lower_quartile",
            "upper_quartile",
            "percentile",
            "percentile_cont",
            "percentile_disc");

    /** Pragmas as tables that only read. */
    private static final Set<String> READING_PRAGMAS = Set.of(
            "application_id",
            "auto_vacuum",
            "collation_list",
            "compile_options",
            "database_list",
            "encoding",
            "foreign_key_check",
            "foreign_key_list",
            "freelist_count",
            "function_list",
            "index_info",
            "index_list",
            "index_xinfo",
            "integrity_check",
            "journal_mode",
            "module_list",
            "page_count",
            "page_size",
            "pragma_list",
            "quick_check",
            "schema_version",
            "table_info",
            "table_list",
            "table_xinfo",
            "user_version");

    private static final String PRAGMA = "pragma_";

    private final List<SqlToken> tokens;

    private ReadStatement(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /** Checks a statement; refuses it naming what is wrong. */
    public static ReadStatement of(String sql) {
        var tokens = SqlTokens.ofOneStatement(sql);
        int first = 0;
        if (tokens.getFirst().is("explain")) {
            boolean plan = tokens.size() > 2
                    && tokens.get(1).is("query")
                    && tokens.get(2).is("plan");
            first = plan ? 3 : 1;
        }
        if (first >= tokens.size()
                || tokens.get(first).kind() != Kind.WORD
                || !FIRST.contains(tokens.get(first).lower())) {
            var shown = tokens.get(Math.min(first, tokens.size() - 1)).text();
            throw MemoryException.invalid("sql", shown, EXPECTED + "; pragmas and maintenance go through execute");
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName()) {
                checkName(
                        tokens.get(i),
                        i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('('));
            }
        }
        return new ReadStatement(tokens);
    }

    private static void checkName(SqlToken token, boolean called) {
        var name = token.lower();
        if (called && OUTSIDE.contains(name)) {
            throw MemoryException.invalid("sql", token.text(), "no function that reaches outside of the store");
        }
        if (called && HUNGRY.contains(name)) {
            throw MemoryException.invalid(
                    "sql", token.text(), "no function that needs memory without bound; compute it from sorted rows");
        }
        if (name.startsWith(PRAGMA) && !READING_PRAGMAS.contains(name.substring(PRAGMA.length()))) {
            throw MemoryException.invalid(
                    "sql",
                    token.text(),
                    "a pragma that only reads, such as pragma_table_info; text that looks like this goes into a"
                            + " parameter");
        }
    }

    /**
     * The values in the order of SQLite's parameter numbers: {@code ?} takes the next one, {@code ?5} the fifth, and
     * each name a number of its own where it first appears.
     */
    public List<SqlValue> bind(SqlParameters parameters) {
        return switch (parameters) {
            case SqlParameters.Positional(var values) -> positional(values);
            case SqlParameters.Named(var values) -> named(values);
        };
    }

    private List<SqlValue> positional(List<SqlValue> values) {
        int count = 0;
        for (var mark : marks()) {
            if (!mark.startsWith("?")) {
                throw MemoryException.invalid(
                        "parameters", "a list", "an object with the member " + mark.substring(1) + ", for " + mark);
            }
            count = mark.length() == 1 ? count + 1 : Math.max(count, number(mark));
        }
        if (count != values.size()) {
            throw MemoryException.invalid("parameters", values.size() + " values", count + " for this statement");
        }
        return values;
    }

    private static int number(String mark) {
        try {
            int number = Integer.parseInt(mark.substring(1));
            if (number >= 1 && number <= SqlParameters.MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw MemoryException.invalid("sql", mark, "?1 to ?" + SqlParameters.MAX);
        }
        throw MemoryException.invalid("sql", mark, "?1 to ?" + SqlParameters.MAX);
    }

    private List<SqlValue> named(Map<String, SqlValue> values) {
        var seen = new ArrayList<String>();
        var bound = new ArrayList<SqlValue>();
        var used = new ArrayList<String>();
        for (var mark : marks()) {
            if (mark.startsWith("?")) {
                throw MemoryException.invalid("parameters", "an object", "a list of values, for " + mark);
            }
            if (!seen.contains(mark)) {
                seen.add(mark);
                var name = values.containsKey(mark) ? mark : mark.substring(1);
                var value = values.get(name);
                if (value == null) {
                    throw MemoryException.invalid("parameters", values.keySet(), "a value for " + mark);
                }
                used.add(name);
                bound.add(value);
            }
        }
        for (var name : values.keySet()) {
            if (!used.contains(name)) {
                throw MemoryException.invalid("parameters", name, "only names that the statement has");
            }
        }
        return bound;
    }

    private List<String> marks() {
        return tokens.stream()
                .filter(token -> token.kind() == Kind.PARAMETER)
                .map(SqlToken::text)
                .toList();
    }

    @Override
    public String toString() {
        return tokens.getFirst().text().toUpperCase(Locale.ROOT) + " of " + tokens.size() + " tokens";
    }
}
