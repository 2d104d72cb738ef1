package io.claudeflow.swarm.memory.query;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.query.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into tokens by SQLite's own rules, so that nothing hides in a string, a comment or a quoted name.
 * What SQLite would not take as a token is refused. Source: {@code sqlite3GetToken} in
 * <a href="https://sqlite.org/src/file/src/tokenize.c">tokenize.c</a>.
 */
final class SqlTokens {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /** The tokens without spaces, comments and the semicolons at the end; one statement and no more. */
    static List<SqlToken> ofOneStatement(String sql) {
        SqlQuery.checkLength(sql);
        int nul = sql.indexOf('\0');
        if (nul >= 0) {
            throw MemoryException.invalid("sql", "U+0000 at " + nul, "text without this character");
        }
        var scanner = new SqlTokens(sql);
        scanner.scan();
        var tokens = scanner.tokens;
        while (!tokens.isEmpty() && tokens.getLast().kind() == Kind.SEMICOLON) {
            tokens.removeLast();
        }
        if (tokens.isEmpty()) {
            throw MemoryException.invalid("sql", sql, "one statement");
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.SEMICOLON) {
                throw MemoryException.invalid("sql", sql, "one statement; this has another one behind a semicolon");
            }
        }
        return List.copyOf(tokens);
    }

    private void scan() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (isSpace(c) || c == BYTE_ORDER_MARK) {
                at++;
            } else if (c == '-' && peek(1) == '-') {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end + 1;
            } else if (c == '/' && peek(1) == '*') {
                comment();
            } else {
                token(c);
            }
        }
    }

    private void comment() {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
    }

    private void token(char c) {
        switch (c) {
            case '\'' -> quoted(c, c, Kind.STRING);
            case '"', '`' -> quoted(c, c, Kind.QUOTED);
            case '[' -> quoted(c, ']', Kind.QUOTED);
            case ';' -> add(Kind.SEMICOLON, at + 1);
            case '?' -> add(Kind.PARAMETER, digits(at + 1));
            case ':', '@', '$', '#' -> parameter(c);
            default -> {
                if ((c == 'x' || c == 'X') && peek(1) == '\'') {
                    at++;
                    quoted('\'', '\'', Kind.BLOB);
                } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
                    number();
                } else if (isWord(c)) {
                    add(Kind.WORD, wordEnd(at));
                } else {
                    add(Kind.SYMBOL, at + 1);
                }
            }
        }
    }

    /** A closing quote that is doubled stands for itself, but not a bracket. */
    private void quoted(char open, char close, Kind kind) {
        var text = new StringBuilder();
        int start = at;
        int i = at + 1;
        while (true) {
            if (i >= sql.length()) {
                throw MemoryException.invalid(
                        "sql", sql.substring(start), "a " + close + " that ends what begins with " + open);
            }
            char c = sql.charAt(i++);
            if (c == close) {
                if (open != close || i >= sql.length() || sql.charAt(i) != close) {
                    break;
                }
                i++;
            }
            text.append(c);
        }
        tokens.add(new SqlToken(kind, text.toString()));
        at = i;
    }

    private void parameter(char mark) {
        int end = wordEnd(at + 1);
        char next = end < sql.length() ? sql.charAt(end) : ' ';
        boolean tcl = next == '(' || (next == ':' && end + 1 < sql.length() && sql.charAt(end + 1) == ':');
        if (mark == '#' || end == at + 1 || tcl) {
            throw MemoryException.invalid(
                    "sql", sql.substring(at, Math.min(sql.length(), end + 1)), "a parameter such as ?, ?1 or :name");
        }
        add(Kind.PARAMETER, end);
    }

    private void number() {
        int i = at;
        while (i < sql.length()
                && (isWord(sql.charAt(i))
                        || isDigit(sql.charAt(i))
                        || sql.charAt(i) == '.'
                        || ((sql.charAt(i) == '+' || sql.charAt(i) == '-') && isExponent(i)))) {
            i++;
        }
        add(Kind.NUMBER, i);
    }

    /** Whether a sign at the place belongs to an exponent and so to the number. */
    private boolean isExponent(int i) {
        char before = sql.charAt(i - 1);
        boolean hexadecimal = sql.regionMatches(true, at, "0x", 0, 2);
        return (before == 'e' || before == 'E') && !hexadecimal && i + 1 < sql.length() && isDigit(sql.charAt(i + 1));
    }

    private void add(Kind kind, int end) {
        tokens.add(new SqlToken(kind, sql.substring(at, end)));
        at = end;
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < sql.length() && (isWord(sql.charAt(i)) || isDigit(sql.charAt(i)) || sql.charAt(i) == '$')) {
            i++;
        }
        return i;
    }

    private int digits(int from) {
        int i = from;
        while (i < sql.length() && isDigit(sql.charAt(i))) {
            i++;
        }
        return i;
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : ' ';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }
}
