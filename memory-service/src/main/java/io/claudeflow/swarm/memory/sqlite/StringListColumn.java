package io.claudeflow.swarm.memory.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Names as a JSON array of strings. Names hold no control characters, so a backslash before two of them is enough. */
final class StringListColumn {
    private StringListColumn() {}

    static String format(Collection<String> names) {
        var json = new StringBuilder("[");
        for (var name : names) {
            json.append(json.length() == 1 ? "\"" : ",\"");
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c == '"' || c == '\\') {
                    json.append('\\');
                }
                json.append(c);
            }
            json.append('"');
        }
        return json.append(']').toString();
    }

    /** Reads {@link #format}'s form; a row that holds anything else is damaged. */
    static List<String> parse(String column, String json) {
        var names = new ArrayList<String>();
        int i = expect(column, json, 0, '[');
        boolean more = i < json.length() && json.charAt(i) != ']';
        while (more) {
            i = expect(column, json, i, '"');
            var name = new StringBuilder();
            while (i < json.length() && json.charAt(i) != '"') {
                if (json.charAt(i) == '\\') {
                    i++;
                }
                if (i < json.length()) {
                    name.append(json.charAt(i++));
                }
            }
            names.add(name.toString());
            i = expect(column, json, i, '"');
            more = i < json.length() && json.charAt(i) == ',';
            i += more ? 1 : 0;
        }
        if (expect(column, json, i, ']') != json.length()) {
            throw damaged(column, json);
        }
        return names;
    }

    private static int expect(String column, String json, int at, char c) {
        if (at >= json.length() || json.charAt(at) != c) {
            throw damaged(column, json);
        }
        return at + 1;
    }

    private static RuntimeException damaged(String column, String json) {
        return SqliteFailures.corruptRow(column + " " + json + " (expected: a JSON array of strings)");
    }
}
