package io.claudeflow.swarm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the checklists in docs/features.md names tests, and those tests exist. */
class FeaturesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|(.*)\\|$");
    private static final Pattern REFERENCE = Pattern.compile("`([^`]+)`");
    private static final Pattern METHOD = Pattern.compile("([A-Z]\\w+)\\.(\\w+)");

    private static final String MEMORY = "Memory checklist";
    private static final String OPERATOR = "Operator checklist";

    @ParameterizedTest
    @ValueSource(strings = {MEMORY, OPERATOR})
    void checklist_hasEveryRowInOrder(String heading) throws IOException {
        var numbers = heading.equals(MEMORY)
                ? IntStream.concat(IntStream.rangeClosed(1, 106), IntStream.rangeClosed(115, 121))
                : IntStream.rangeClosed(1, 66).filter(number -> number != 65);
        assertThat(rows(heading).keySet())
                .containsExactlyElementsOf(numbers.boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {MEMORY, OPERATOR})
    void checklist_namesTestsThatExist(String heading) throws IOException {
        var sources = testSources();
        var wrong = new ArrayList<String>();
        rows(heading).forEach((number, row) -> {
            var tests = row.substring(row.lastIndexOf('|') + 1);
            var references = REFERENCE
                    .matcher(tests)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            if (references.isEmpty()) {
                wrong.add("row " + number + " names no test");
            }
            references.stream()
                    .filter(reference -> !exists(reference, sources))
                    .forEach(reference -> wrong.add("row " + number + ": there is no " + reference));
        });
        assertThat(wrong).isEmpty();
    }

    private static Map<Integer, String> rows(String heading) throws IOException {
        var text = Files.readString(ROOT.resolve("docs/features.md"));
        var section = text.substring(text.indexOf("## " + heading));
        int next = section.indexOf("\n## ");
        var rows = new TreeMap<Integer, String>();
        (next < 0 ? section : section.substring(0, next)).lines().forEach(line -> {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(Integer.parseInt(row.group(1)), row.group(2));
            }
        });
        return rows;
    }

    private static boolean exists(String reference, Map<String, String> sources) {
        var method = METHOD.matcher(reference);
        return method.matches()
                ? sources.getOrDefault(method.group(1), "").contains(" " + method.group(2) + "(")
                : sources.containsKey(reference) || Files.exists(ROOT.resolve(reference));
    }

    /** The text of each test class by its simple name; of two of the same name, both. */
    private static Map<String, String> testSources() throws IOException {
        var sources = new TreeMap<String, String>();
        for (var module : List.of("memory-service", "operator", "crds", "e2e")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(
                                file.getFileName().toString().replace(".java", ""), read(file), String::concat));
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
