package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteFailuresTest {
    private static SQLiteException failure(SQLiteErrorCode code) {
        return new SQLiteException("for a test", code);
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_FULL, STORAGE_FULL",
        "SQLITE_IOERR_SHMSIZE, STORAGE_FULL",
        "SQLITE_IOERR_FSYNC, UNAVAILABLE",
        "SQLITE_READONLY_DIRECTORY, UNAVAILABLE",
        "SQLITE_CORRUPT_INDEX, CORRUPT",
        "SQLITE_BUSY_SNAPSHOT, BUSY"
    })
    void of_extendedCodes_saysWhatItMeans(SQLiteErrorCode code, FailureKind kind) {
        assertThat(SqliteFailures.of(failure(code)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_IOERR_FSYNC, true",
        "SQLITE_FULL, true",
        "SQLITE_CORRUPT_VTAB, false",
        "SQLITE_NOTADB, false",
        "SQLITE_ERROR, false"
    })
    void isOfTheMachine_tellsDisksFromFiles(SQLiteErrorCode code, boolean machine) {
        assertThat(SqliteFailures.isOfTheMachine(failure(code))).isEqualTo(machine);
    }

    @Test
    void unusableFile_onAFullDisk_isAFullDisk() {
        assertThat(BackupFiles.unusable("a.db", new IOException("No space left on device"))
                        .kind())
                .isEqualTo(FailureKind.STORAGE_FULL);
        assertThat(BackupFiles.unusable("a.db", new IOException("Input/output error"))
                        .kind())
                .isEqualTo(FailureKind.UNAVAILABLE);
    }
}
