package io.claudeflow.swarm.memory.backup;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupDirectoryTest {
    @TempDir
    private Path root;

    private BackupDirectory directory;

    @BeforeEach
    void make() {
        directory = new BackupDirectory(root.resolve("backups"));
        directory.create();
    }

    @Test
    void shouldSayWhyItCannotBeUsed() throws IOException {
        var file = new BackupDirectory(Files.createFile(root.resolve("file")));
        assertFails(
                FailureKind.UNAVAILABLE,
                "the directory of backups " + file.path() + " (BACKUP_DIR) cannot be used: it is no directory",
                file::create);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x.db",
                "a/../../x.db",
                "sub/x.db",
                "/etc/passwd",
                "/backups/x.db",
                ".hidden.db",
                "x.db.manifest.json",
                "a b.db",
                "x\n.db",
                "x;.db",
                "x%2f.db"
            })
    void shouldRefuseNamesThatLeadElsewhere(String name) {
        assertFails(FailureKind.INVALID_ARGUMENT, "name: ", () -> directory.resolve("name", name));
    }

    @Test
    void shouldTakePlainNamesAndPathsInTheDirectory() {
        var expected = directory.path().resolve("x-1_2@3+4=5.db");
        assertThat(directory.resolve("name", "x-1_2@3+4=5.db")).isEqualTo(expected);
        assertThat(directory.resolve("name", expected.toString())).isEqualTo(expected);
        assertFails(FailureKind.INVALID_ARGUMENT, "name: ", () -> directory.resolve("name", "x".repeat(181)));
    }

    @Test
    void shouldNotFollowLinks() throws IOException {
        var outside = Files.writeString(root.resolve("secret.db"), "secret");
        Files.createSymbolicLink(directory.path().resolve("link.db"), outside);
        assertFails(FailureKind.NOT_FOUND, "name: link.db", () -> directory.existing("name", "link.db"));
        assertFails(FailureKind.CONFLICT, "name: link.db", () -> directory.absent("name", "link.db"));
        assertThat(directory.list()).isEmpty();
    }

    @Test
    void shouldRemoveOnlyItsOwnUnfinishedFiles() throws IOException {
        var file = directory.path().resolve("x.db");
        Files.writeString(directory.unfinished("memory.db", file), "half");
        Files.writeString(directory.unfinished("other.db", file), "half");
        Files.writeString(file, "whole");
        directory.removeUnfinished("memory.db");
        assertThat(directory.list()).containsExactlyInAnyOrder(directory.unfinished("other.db", file), file);
    }

    @Test
    void shouldSayHowMuchIsMissing() {
        assertFails(
                FailureKind.STORAGE_FULL,
                "no space for a backup in " + root + ": it needs 1000 bytes, 400 are free, 600 are missing",
                () -> BackupDirectory.requireSpace(root, 1000, 400, "a backup"));
    }
}
