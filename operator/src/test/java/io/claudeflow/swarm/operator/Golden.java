package io.claudeflow.swarm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Folders of expected outcomes. Each holds one {@code in.yaml} and everything the operator makes of it, one
 * {@code out-*.yaml} per object. Run with {@code -Dgolden.write=true} after a change that is meant, and read the
 * difference in version control.
 */
public final class Golden {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private Golden() {}

    /** Makes what is to be compared with a folder: name to text. */
    public interface Maker {
        Map<String, String> make(Path folder);
    }

    /** One test per folder below {@code name}. */
    public static Stream<DynamicTest> cases(String name, Maker maker) {
        return list(RESOURCES.resolve(name))
                .map(folder -> DynamicTest.dynamicTest(
                        String.valueOf(folder.getFileName()), () -> compare(folder, maker.make(folder))));
    }

    private static void compare(Path folder, Map<String, String> made) {
        var expected = new TreeMap<String, String>();
        made.forEach((name, text) -> expected.put("out-" + name + ".yaml", text));
        if (WRITE) {
            list(folder).filter(file -> !file.endsWith("in.yaml")).forEach(Golden::delete);
            expected.forEach((file, text) -> write(folder.resolve(file), text));
        }
        assertThat(list(folder).map(file -> String.valueOf(file.getFileName())))
                .as(
                        "files in %s; an unused one is a mistake, a missing one is written with -Dgolden.write=true",
                        folder)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("in.yaml"), expected.keySet().stream())
                        .toList());
        expected.forEach((file, text) -> assertThat(text)
                .as("%s/%s; if the change is meant: -Dgolden.write=true", folder, file)
                .isEqualTo(read(folder.resolve(file))));
    }

    private static Stream<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
