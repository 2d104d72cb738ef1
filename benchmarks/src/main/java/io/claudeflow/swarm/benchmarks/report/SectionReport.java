package io.claudeflow.swarm.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one part of a run gave.
 *
 * @param title its heading
 * @param facts how it was measured and on what, a sentence or two each
 * @param table the figures; without rows when it could not be measured, and then a note says why
 * @param notes what the figures mean or what else was found
 * @param errors why the figures are no measurement; empty as a rule
 */
public record SectionReport(String title, List<String> facts, Table table, List<String> notes, List<String> errors) {
    private static final Table NO_FIGURES = new Table(List.of(Table.Column.text("figures")), List.of());

    public SectionReport {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
        errors = List.copyOf(errors);
    }

    /** A section that could not be measured here; the run goes on and is no failure. */
    public static SectionReport left(String title, String why) {
        return new SectionReport(title, List.of(), NO_FIGURES, List.of("Not measured: " + why), List.of());
    }

    /** A section that broke off. */
    public static SectionReport broken(String title, String why) {
        return new SectionReport(title, List.of(), NO_FIGURES, List.of(), List.of(why));
    }

    /** For the terminal. */
    String text() {
        return "## " + title + "\n" + blocks("", table.aligned());
    }

    /** For the documentation. */
    String markdown() {
        return "### " + title + "\n\n" + blocks("- ", table.markdown());
    }

    /** Facts, figures, notes and errors with an empty line between them; what is empty is left out. */
    private String blocks(String bullet, String figures) {
        return Stream.of(
                        lines(bullet, facts),
                        table.rows().isEmpty() ? "" : figures,
                        lines(bullet, notes) + lines(bullet + "ERROR: ", errors))
                .filter(block -> !block.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String lines(String bullet, List<String> lines) {
        return lines.stream().map(line -> bullet + line + "\n").collect(Collectors.joining());
    }
}
