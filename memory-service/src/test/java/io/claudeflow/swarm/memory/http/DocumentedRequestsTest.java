package io.claudeflow.swarm.memory.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests that people copy from the documents. */
class DocumentedRequestsTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void curl_withABody_saysItsType() throws IOException {
        List<String> requests;
        try (var files = Files.walk(DOCS)) {
            requests = files.filter(file -> file.toString().endsWith(".md"))
                    .flatMap(DocumentedRequestsTest::requests)
                    .toList();
        }
        assertThat(requests)
                .as("without its type curl sends a form, which is refused with 415")
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request).contains("Content-Type: "));
    }

    private static Stream<String> requests(Path file) {
        try {
            return Files.readString(file)
                    .replace("\\\n", "")
                    .lines()
                    .filter(line -> line.contains("curl ") && line.contains(" -d "));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
