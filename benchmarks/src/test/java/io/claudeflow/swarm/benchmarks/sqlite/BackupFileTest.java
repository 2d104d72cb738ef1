package io.claudeflow.swarm.benchmarks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {
    @TempDir
    Path directory;

    private BackupFile backup;

    @BeforeEach
    void write() throws Exception {
        backup = TestDatabase.withManifest(TestDatabase.create(directory.resolve("b.db")));
    }

    private void replaceInManifest(String text, String other) throws Exception {
        String manifest = Files.readString(backup.manifest());
        assertThat(manifest).contains(text);
        Files.writeString(backup.manifest(), manifest.replace(text, other));
    }

    @Test
    void problems_aSoundBackup_none() {
        assertThat(backup.problems()).isEmpty();
    }

    @Test
    void problems_oneByteElse_isFound() throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(backup.file().toFile(), "rw")) {
            bytes.seek(bytes.length() - 1);
            int last = bytes.read();
            bytes.seek(bytes.length() - 1);
            bytes.write(last ^ 1);
        }
        assertThat(backup.problems()).anySatisfy(problem -> assertThat(problem).startsWith("SHA-256: "));
    }

    @Test
    void problems_aCutFile_isFound() throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(backup.file().toFile(), "rw")) {
            bytes.setLength(bytes.length() - 4096);
        }
        assertThat(backup.problems()).anySatisfy(problem -> assertThat(problem).startsWith("size: "));
    }

    @Test
    void problems_otherRowsRevisionOrTables_areNamed() throws Exception {
        replaceInManifest("\"memory_store\":2", "\"memory_store\":3");
        replaceInManifest("\"revision\":12", "\"revision\":13");
        replaceInManifest("\"sessions\":0", "\"agents\":0");
        assertThat(backup.problems())
                .containsExactly(
                        "revision: 3-12, the manifest says 3-13",
                        "rows of agents: null, the manifest says 0",
                        "rows of memory_store: 2, the manifest says 3",
                        "rows of sessions: 0, the manifest says null");
    }

    @Test
    void problems_noManifest_orNoDatabase_isOne() throws Exception {
        Files.delete(backup.manifest());
        assertThat(backup.problems()).singleElement().asString().contains("NoSuchFile");
        Files.writeString(backup.file(), "no database");
        TestDatabase.withManifest(backup.file());
        assertThat(backup.problems()).singleElement().asString().contains("cannot be read");
    }
}
