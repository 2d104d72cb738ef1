package io.claudeflow.swarm.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The part of the OpenAPI document that comes from the proto files is what the proto files say. */
class OpenApiPartTest {
    private static final Path DOCUMENT = Path.of("../memory-api/src/main/openapi/memory-v1.yaml");

    @Test
    void document_generatedPart_isUpToDate() throws IOException {
        var text = Files.readString(DOCUMENT);
        var part = new OpenApiPart(Contract.load());
        var expected = replaced(
                replaced(replaced(text, "tags", part.tags()), "paths", part.paths()), "schemas", part.schemas());
        if (Boolean.getBoolean("manifests.rewrite")) {
            Files.writeString(DOCUMENT, expected);
            return;
        }
        assertThat(text)
                .as("memory-v1.yaml does not fit the proto files; run: make manifests")
                .isEqualTo(expected);
    }

    private static String replaced(String text, String block, String content) {
        var begin = "# Made from the proto files by `make manifests`: " + block + "\n";
        var end = "# End of " + block + "\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        assertThat(text).contains(begin, end);
        int indent = text.lastIndexOf('\n', to) + 1;
        return text.substring(0, from) + content + text.substring(indent);
    }
}
