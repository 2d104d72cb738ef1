package io.claudeflow.swarm.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is committed is what the records say: the definitions, the chart's copies of them and the reference for people.
 * {@code make manifests} rewrites them all.
 */
class CrdManifestsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final boolean REWRITE = Boolean.getBoolean("manifests.rewrite");

    @Test
    void shouldMatchTheCommittedFilesWhenGeneratedAgain() throws IOException {
        for (var file : GeneratedFiles.all().entrySet()) {
            var path = ROOT.resolve(file.getKey());
            if (REWRITE) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            assertThat(path)
                    .as("%s differs from the records in crds/src/main/java; run make manifests", file.getKey())
                    .exists()
                    .content()
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void shouldFindNoOtherFilesWhereTheyAreCommitted() throws IOException {
        var generated = GeneratedFiles.all().keySet();
        for (String folder : List.of("crds", "helm/swarm-operator/files", "docs/reference")) {
            try (var files = Files.list(ROOT.resolve(folder))) {
                assertThat(files.map(file -> folder + "/" + file.getFileName())
                                .filter(file -> file.contains(".swarm.claudeflow.io") || file.contains("/swarm")))
                        .as("files in %s; remove what no record stands for", folder)
                        .isSubsetOf(generated);
            }
        }
    }

    @Test
    void shouldBeTheSameWhenGeneratedTwice() {
        assertThat(GeneratedFiles.all()).isEqualTo(GeneratedFiles.all());
    }
}
