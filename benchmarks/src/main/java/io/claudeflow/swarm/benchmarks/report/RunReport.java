package io.claudeflow.swarm.benchmarks.report;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything needed to understand and repeat a run.
 *
 * @param date in UTC
 * @param seed of everything random
 * @param sections in the order in which they were measured
 */
public record RunReport(LocalDate date, Machine machine, long seed, List<SectionReport> sections) {
    public RunReport {
        sections = List.copyOf(sections);
    }

    /** For the terminal: the facts, then the tables aligned. */
    public String text() {
        return Stream.concat(Stream.of(facts("")), sections.stream().map(SectionReport::text))
                .collect(Collectors.joining("\n"));
    }

    /** For the documentation. */
    public String markdown() {
        return Stream.concat(Stream.of(facts("- ")), sections.stream().map(SectionReport::markdown))
                .collect(Collectors.joining("\n"));
    }

    /** Of all sections, each with the title of its section. */
    public List<String> errors() {
        return sections.stream()
                .flatMap(section -> section.errors().stream().map(error -> section.title() + ": " + error))
                .toList();
    }

    /** Whether no section has a figure. */
    public boolean isEmpty() {
        return sections.stream().allMatch(section -> section.table().rows().isEmpty());
    }

    private String facts(String bullet) {
        return bullet + "Measured on " + date + ": " + machine.describe() + "\n" + bullet + "Seed " + seed + "\n";
    }
}
