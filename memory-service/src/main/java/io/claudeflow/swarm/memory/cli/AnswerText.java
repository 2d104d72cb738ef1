package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** An answer of the API for people: names and values below each other, lists of objects as tables. */
final class AnswerText {
    private static final int WIDEST = 60;
    private static final String GAP = "  ";

    private final StringBuilder text = new StringBuilder();

    private AnswerText() {}

    static String of(JsonObject answer) {
        var made = new AnswerText();
        made.object(answer);
        return made.text.toString();
    }

    private void object(JsonObject object) {
        int width = object.names().stream().mapToInt(String::length).max().orElse(0);
        for (var name : object.names()) {
            var value = object.required(name);
            if (isTable(value)) {
                table(value.elements().stream().map(JsonSlice::object).toList());
            } else {
                text.append(padded(name, width))
                        .append(GAP)
                        .append(plain(value))
                        .append('\n');
            }
        }
    }

    private static boolean isTable(JsonSlice value) {
        return value.type() == JsonSlice.Type.ARRAY
                && !value.elements().isEmpty()
                && value.elements().stream().allMatch(element -> element.type() == JsonSlice.Type.OBJECT);
    }

    private void table(List<JsonObject> rows) {
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> columns.addAll(row.names()));
        var cells = new ArrayList<List<String>>();
        cells.add(List.copyOf(columns));
        for (var row : rows) {
            cells.add(columns.stream()
                    .map(column -> cut(row.value(column).map(AnswerText::plain).orElse("")))
                    .toList());
        }
        for (var line : cells) {
            var written = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = cells.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                written.append(padded(line.get(i), width)).append(GAP);
            }
            text.append(written.toString().stripTrailing()).append('\n');
        }
    }

    private static String plain(JsonSlice value) {
        return value.type() == JsonSlice.Type.STRING ? value.string() : value.raw();
    }

    private static String cut(String cell) {
        var line = cell.replaceAll("\\s+", " ");
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }

    private static String padded(String name, int width) {
        return name + " ".repeat(Math.max(0, width - name.length()));
    }
}
