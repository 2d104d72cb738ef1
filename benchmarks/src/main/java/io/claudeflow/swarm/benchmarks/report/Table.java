package io.claudeflow.swarm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of text, printed as Markdown or aligned for a terminal. Immutable.
 *
 * @param columns headings and sides
 * @param rows cells, as many in each row as there are columns
 */
public record Table(List<Column> columns, List<List<String>> rows) {
    /** A heading and the side its cells stand at. */
    public record Column(String heading, boolean right) {
        public static Column text(String heading) {
            return new Column(heading, false);
        }

        public static Column number(String heading) {
            return new Column(heading, true);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "row " + row + " has " + row.size() + " cells, expected " + columns.size());
            }
        }
    }

    public String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(markdownRow(columns.stream().map(Column::heading).toList()));
        lines.add(markdownRow(
                columns.stream().map(column -> column.right() ? "---:" : "---").toList()));
        rows.forEach(row -> lines.add(markdownRow(row)));
        return String.join("\n", lines) + "\n";
    }

    public String aligned() {
        List<String> headings = columns.stream().map(Column::heading).toList();
        List<Integer> widths =
                IntStream.range(0, columns.size()).mapToObj(this::width).toList();
        List<String> lines = new ArrayList<>();
        lines.add(alignedRow(headings, widths));
        lines.add(widths.stream().map("-"::repeat).collect(Collectors.joining("  ")));
        rows.forEach(row -> lines.add(alignedRow(row, widths)));
        return String.join("\n", lines) + "\n";
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).length())
                .reduce(columns.get(column).heading().length(), Math::max);
    }

    private String alignedRow(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> pad(cells.get(i), widths.get(i), columns.get(i).right()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String pad(String text, int width, boolean right) {
        String space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }

    private static String markdownRow(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
