package io.claudeflow.swarm.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.benchmarks.load.CellSample;
import io.claudeflow.swarm.benchmarks.load.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    @TempDir
    Path directory;

    @Test
    void table_printsMarkdownAndAlignedText() {
        Table table = new Table(
                List.of(Table.Column.text("server"), Table.Column.number("op/s")),
                List.of(List.of("a|b", "1,000"), List.of("longer name", "7")));
        assertThat(table.markdown()).isEqualTo("""
                | server | op/s |
                | --- | ---: |
                | a\\|b | 1,000 |
                | longer name | 7 |
                """);
        assertThat(table.aligned()).isEqualTo("""
                server        op/s
                -----------  -----
                a|b          1,000
                longer name      7
                """);
    }

    @Test
    void table_rowOfAnotherWidth_isRefused() {
        assertThatThrownBy(() -> new Table(List.of(Table.Column.text("a")), List.of(List.of("1", "2"))))
                .hasMessageContaining("expected 1");
    }

    @Test
    void results_sortsByOperationAndClients_andComparesWithPostgres() {
        Results results = new Results();
        results.add(Operation.READ, 1, "Redis", sample(10, 0));
        results.add(Operation.WRITE, 16, "PostgreSQL", sample(200, 0));
        results.add(Operation.WRITE, 16, "Redis", sample(500, 0));
        results.add(Operation.WRITE, 1, "Redis", sample(100, 2));
        List<String> lines = results.table().markdown().lines().skip(2).toList();
        assertThat(lines.get(0))
                .startsWith("| durable write | 1 | Redis | 100 | – |")
                .contains("| 2 |");
        assertThat(lines.get(1)).startsWith("| durable write | 16 | PostgreSQL | 200 | 1.00 |");
        assertThat(lines.get(2)).startsWith("| durable write | 16 | Redis | 500 | 2.50 |");
        assertThat(lines.get(3)).startsWith("| read | 1 | Redis | 10 |");
        assertThat(results.errors()).isEqualTo(2);
    }

    @Test
    void results_cautions_nameTheRowsTheLoadLimits() {
        Results results = new Results();
        results.add(Operation.READ, 16, "Redis", sample(10, 0));
        assertThat(results.cautions(2)).singleElement().asString().startsWith("read, 16 clients, Redis: the machine");
        assertThat(results.cautions(4)).isEmpty();
    }

    @Test
    void runReport_hasASectionForEachPart() throws IOException {
        Table table = new Table(List.of(Table.Column.text("a")), List.of(List.of("1")));
        RunReport report = new RunReport(
                LocalDate.of(2026, 11, 21),
                Machine.inspect(directory),
                7,
                List.of(
                        new SectionReport("First", List.of("fact"), table, List.of("note"), List.of("wrong")),
                        SectionReport.left("Second", "not root")));
        assertThat(report.markdown()).contains("""
                - Seed 7

                ### First

                - fact

                | a |
                | --- |
                | 1 |

                - note
                - ERROR: wrong

                ### Second

                - Not measured: not root
                """);
        assertThat(report.text()).contains("""
                Seed 7

                ## First
                fact

                a
                -
                1

                note
                ERROR: wrong

                ## Second
                Not measured: not root
                """);
        assertThat(report.errors()).containsExactly("First: wrong");
        assertThat(report.isEmpty()).isFalse();
    }

    @Test
    void runReport_onlyBrokenSections_isEmpty() throws IOException {
        RunReport report = new RunReport(
                LocalDate.EPOCH, Machine.inspect(directory), 7, List.of(SectionReport.broken("First", "no Redis")));
        assertThat(report.isEmpty()).isTrue();
        assertThat(report.errors()).containsExactly("First: no Redis");
    }

    @Test
    void figures_haveThreePlacesOrSo() {
        assertThat(Figures.millis(483_000)).isEqualTo("0.483");
        assertThat(Figures.millis(4_830_000)).isEqualTo("4.83");
        assertThat(Figures.millis(48_300_000)).isEqualTo("48.3");
        assertThat(Figures.count(12_345.6)).isEqualTo("12,346");
        assertThat(Figures.mebibytes(3 << 20)).isEqualTo("3");
        assertThat(Figures.seconds(1_250_000_000L)).isEqualTo("1.3");
        assertThat(Figures.percent(0.25)).isEqualTo("25 %");
    }

    @Test
    void documentSection_replace_leavesTheRestAlone() throws IOException {
        Path document = Files.writeString(
                directory.resolve("benchmarks.md"),
                "before\n" + DocumentSection.BEGIN + "\nold\nlines\n" + DocumentSection.END + "\nafter\n");
        DocumentSection.replace(document, "new\n");
        DocumentSection.replace(document, "newer\n");
        assertThat(document)
                .hasContent("before\n" + DocumentSection.BEGIN + "\nnewer\n" + DocumentSection.END + "\nafter\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no markers",
                DocumentSection.BEGIN,
                DocumentSection.END + "\n" + DocumentSection.BEGIN,
                DocumentSection.BEGIN + "\n" + DocumentSection.BEGIN + "\n" + DocumentSection.END
            })
    void documentSection_markersAreWrong_changesNothing(String text) throws IOException {
        Path document = Files.writeString(directory.resolve("benchmarks.md"), text);
        assertThatThrownBy(() -> DocumentSection.replace(document, "new")).hasMessageContaining("single pair");
        assertThat(document).hasContent(text);
    }

    @Test
    void machine_inspect_findsWhatTheTableNeeds() throws IOException {
        Machine machine = Machine.inspect(directory);
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryMebibytes()).isPositive();
        assertThat(machine.syncMillis()).isNotNegative();
        assertThat(machine.describe()).contains(machine.processor(), "cores", "MiB");
        assertThat(directory).isEmptyDirectory();
    }

    private static CellSample sample(double rate, long errors) {
        return new CellSample(rate, 1_000_000, 2_000_000, errors, Optional.empty(), 1, 1, 1 << 20);
    }
}
