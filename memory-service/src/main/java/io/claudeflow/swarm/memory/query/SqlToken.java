package io.claudeflow.swarm.memory.query;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param text as written; of a quoted name or a string, what stands between the quotes
 */
record SqlToken(Kind kind, String text) {
    /** What it is. */
    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** A name in double quotes, backticks or brackets. */
        QUOTED,
        /** Text in single quotes; SQLite also takes it for a name where it expects one. */
        STRING,
        BLOB,
        NUMBER,
        /** {@code ?}, {@code ?1}, {@code :name}, {@code @name}, {@code $name}. */
        PARAMETER,
        SEMICOLON,
        /** Any other character. */
        SYMBOL
    }

    boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.length() == 1 && text.charAt(0) == symbol;
    }

    /** Whether it can name a table or a function. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.STRING;
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }
}
