package io.claudeflow.swarm.memory.query;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.query.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code execute} accepts: pragmas that read, and maintenance. */
public sealed interface SqlCommand {
    /** The pragmas that say something about the file or the schema; those of the second set take an argument. */
    Set<String> OF_THE_FILE = Set.of(
            "application_id",
            "auto_vacuum",
            "collation_list",
            "compile_options",
            "database_list",
            "data_version",
            "encoding",
            "foreign_key_check",
            "freelist_count",
            "function_list",
            "integrity_check",
            "max_page_count",
            "module_list",
            "page_count",
            "page_size",
            "pragma_list",
            "quick_check",
            "schema_version",
            "table_list",
            "user_version");

    /** The pragmas with an argument: a table, an index or a number of problems. */
    Set<String> WITH_ARGUMENT = Set.of(
            "foreign_key_check",
            "foreign_key_list",
            "index_info",
            "index_list",
            "index_xinfo",
            "integrity_check",
            "quick_check",
            "table_info",
            "table_list",
            "table_xinfo");

    /** The pragmas that say how the store writes. */
    Set<String> OF_THE_WRITER = Set.of(
            "automatic_index",
            "busy_timeout",
            "cache_size",
            "foreign_keys",
            "journal_mode",
            "journal_size_limit",
            "locking_mode",
            "mmap_size",
            "recursive_triggers",
            "secure_delete",
            "synchronous",
            "temp_store",
            "wal_autocheckpoint");

    /**
     * A pragma that reads.
     *
     * @param argument a name or a number, or null
     * @param writer whether it is about the connection that writes
     * @param wanted the value it was to be set to, or null; a store's settings are not changed by SQL, so this succeeds
     *     only when it is the value already
     */
    record Pragma(
            String name,
            @Nullable String argument,
            boolean writer,
            @Nullable String wanted) implements SqlCommand {}

    /** Something that an administrator can also ask for by name. */
    enum Care implements SqlCommand {
        /** {@code VACUUM}. */
        VACUUM,
        /** {@code PRAGMA optimize} and {@code ANALYZE}. */
        OPTIMIZE,
        /** {@code REINDEX}. */
        REINDEX,
        /** {@code PRAGMA wal_checkpoint}, in any mode. */
        CHECKPOINT
    }

    /**
     * {@code PRAGMA incremental_vacuum}.
     *
     * @param pages to give back at most, or 0 for all that are free
     */
    record GiveBack(long pages) implements SqlCommand {}

    /** Reads a statement; what is not allowed is refused with what is. */
    static SqlCommand parse(String sql) {
        var tokens = SqlTokens.ofOneStatement(sql);
        var first = tokens.getFirst();
        if (first.is("pragma")) {
            return new PragmaParser(sql, tokens).parse();
        }
        if (tokens.size() == 1 && first.is("vacuum")) {
            return Care.VACUUM;
        }
        if (tokens.size() == 1 && first.is("analyze")) {
            return Care.OPTIMIZE;
        }
        if (tokens.size() == 1 && first.is("reindex")) {
            return Care.REINDEX;
        }
        throw refused(sql);
    }

    private static MemoryException refused(String sql) {
        return MemoryException.invalid("sql", sql, allowed());
    }

    /** What is accepted, in words. */
    static String allowed() {
        var pragmas = new TreeSet<String>(OF_THE_FILE);
        pragmas.addAll(WITH_ARGUMENT);
        pragmas.addAll(OF_THE_WRITER);
        return "VACUUM, ANALYZE, REINDEX, PRAGMA wal_checkpoint, optimize or incremental_vacuum, or a"
                + " pragma that reads: "
                + String.join(", ", pragmas) + "; reading statements go through query, files through backup";
    }

    /** {@code PRAGMA [schema.]name [= value | (value)]}. */
    final class PragmaParser {
        private static final Set<String> MODES = Set.of("passive", "full", "restart", "truncate", "noop");

        private final String sql;
        private final List<SqlToken> tokens;
        private int at = 1;

        private PragmaParser(String sql, List<SqlToken> tokens) {
            this.sql = sql;
            this.tokens = tokens;
        }

        private SqlCommand parse() {
            var name = word();
            if (at < tokens.size() && tokens.get(at).isSymbol('.')) {
                if (!name.equals("main")) {
                    throw refused(sql);
                }
                at++;
                name = word();
            }
            boolean equals = at < tokens.size() && tokens.get(at).isSymbol('=');
            var value = value(equals);
            if (at != tokens.size()) {
                throw refused(sql);
            }
            return command(name, value, equals);
        }

        private SqlCommand command(String name, @Nullable String value, boolean equals) {
            return switch (name) {
                case "wal_checkpoint" -> checkpoint(value);
                case "optimize" -> optimize(value);
                case "incremental_vacuum" -> new GiveBack(value == null ? 0 : number(value));
                default -> reading(name, value, equals);
            };
        }

        private static SqlCommand checkpoint(@Nullable String mode) {
            if (mode == null || MODES.contains(mode.toLowerCase(Locale.ROOT))) {
                return Care.CHECKPOINT;
            }
            throw MemoryException.invalid("sql", mode, "passive, full, restart or truncate");
        }

        private SqlCommand optimize(@Nullable String mask) {
            if (mask == null) {
                return Care.OPTIMIZE;
            }
            throw refused(sql);
        }

        private SqlCommand reading(String name, @Nullable String value, boolean equals) {
            if (OF_THE_WRITER.contains(name)) {
                return new Pragma(name, null, true, value);
            }
            if (WITH_ARGUMENT.contains(name) && (value != null || OF_THE_FILE.contains(name))) {
                if (equals) {
                    throw refused(sql);
                }
                return new Pragma(name, value, false, null);
            }
            if (OF_THE_FILE.contains(name)) {
                return new Pragma(name, null, false, value);
            }
            throw refused(sql);
        }

        private String word() {
            if (at >= tokens.size()
                    || tokens.get(at).kind() == Kind.NUMBER
                    || !tokens.get(at).isName()) {
                throw refused(sql);
            }
            return tokens.get(at++).lower();
        }

        private @Nullable String value(boolean equals) {
            if (at >= tokens.size()) {
                return null;
            }
            boolean parenthesis = tokens.get(at).isSymbol('(');
            if (!equals && !parenthesis) {
                throw refused(sql);
            }
            at++;
            var sign = "";
            if (at < tokens.size()
                    && (tokens.get(at).isSymbol('-') || tokens.get(at).isSymbol('+'))) {
                sign = tokens.get(at++).text();
            }
            if (at >= tokens.size()
                    || !(tokens.get(at).isName() || tokens.get(at).kind() == Kind.NUMBER)) {
                throw refused(sql);
            }
            var text = sign + tokens.get(at++).text();
            if (parenthesis) {
                if (at >= tokens.size() || !tokens.get(at).isSymbol(')')) {
                    throw refused(sql);
                }
                at++;
            }
            return text;
        }

        private static long number(String text) {
            try {
                long number = Long.parseLong(text);
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw MemoryException.invalid("sql", text, "a number of pages, 0 or more");
            }
            throw MemoryException.invalid("sql", text, "a number of pages, 0 or more");
        }
    }
}
