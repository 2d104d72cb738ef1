package io.claudeflow.swarm.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The committed custom resource definitions are the ones the records say; {@code make manifests} rewrites them. */
class CrdManifestsTest {
    private static final Path COMMITTED = Path.of("").toAbsolutePath();
    private static final boolean REWRITE = Boolean.getBoolean("manifests.rewrite");

    @Test
    void shouldMatchTheCommittedFilesWhenGeneratedAgain() throws IOException {
        Map<String, String> generated = CrdManifests.generate();
        if (REWRITE) {
            for (var file : generated.entrySet()) {
                Files.writeString(COMMITTED.resolve(file.getKey()), file.getValue());
            }
        }
        try (var files = Files.list(COMMITTED)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .as("files of definitions in crds/; run make manifests")
                    .containsExactlyInAnyOrderElementsOf(generated.keySet());
        }
        for (var file : generated.entrySet()) {
            assertThat(COMMITTED.resolve(file.getKey()))
                    .as("%s differs from the records in crds/src/main/java; run make manifests", file.getKey())
                    .hasContent(file.getValue());
        }
    }

    @Test
    void shouldBeTheSameWhenGeneratedTwice() {
        assertThat(CrdManifests.generate()).isEqualTo(CrdManifests.generate());
    }
}
