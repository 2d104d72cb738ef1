package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.entry.Tags;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Tags as a JSON array of strings, null when there are none. Tags hold no control characters. */
final class TagColumn {
    private TagColumn() {}

    static @Nullable String format(Tags tags) {
        if (tags.isEmpty()) {
            return null;
        }
        var json = new StringBuilder("[");
        for (var tag : tags.names()) {
            json.append(json.length() == 1 ? "\"" : ",\"");
            for (int i = 0; i < tag.length(); i++) {
                char c = tag.charAt(i);
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
    static Tags parse(@Nullable String json) {
        if (json == null) {
            return Tags.NONE;
        }
        var names = new ArrayList<String>();
        int i = expect(json, 0, '[');
        while (true) {
            i = expect(json, i, '"');
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
            i = expect(json, i, '"');
            if (i < json.length() && json.charAt(i) == ',') {
                i++;
            } else {
                break;
            }
        }
        if (expect(json, i, ']') != json.length()) {
            throw damaged(json);
        }
        return Tags.of(names);
    }

    private static int expect(String json, int at, char c) {
        if (at >= json.length() || json.charAt(at) != c) {
            throw damaged(json);
        }
        return at + 1;
    }

    private static RuntimeException damaged(String json) {
        return SqliteFailures.corruptRow("tags " + json + " (expected: a JSON array of strings)");
    }
}
