package io.claudeflow.swarm.memory.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The backups of one store, as files in one directory. Names come from callers: a plain file name, or a path that lies
 * in that directory. Thread-safe; snapshots are taken one after the other. Failures are
 * {@link io.claudeflow.swarm.memory.failure.MemoryException}s, and a call that failed left nothing behind.
 */
public interface Backups {
    /**
     * Takes a snapshot that holds every write acknowledged before the call, opens it, checks it, and only then gives it
     * its name. Readers and writers go on meanwhile.
     *
     * @param name null for a name made from the time
     */
    Backup create(@Nullable String name);

    /** All backups, the newest first. */
    List<Backup> list();

    Optional<Backup> find(String name);

    /**
     * Opens a backup, runs SQLite's checks on it, and compares size, SHA-256 and rows with its manifest. The outcome is
     * noted in the manifest; a file that came without one and is sound gets one.
     */
    Verification verify(String name);

    /**
     * Removes a backup and its manifest.
     *
     * @param evenNewest whether the newest verified backup may be removed too
     */
    void delete(String name, boolean evenNewest);

    /** Removes the oldest verified backups beyond {@code keep}, 1 or more, and returns their names. */
    List<String> prune(int keep);

    /** The file of a backup, to be read; it does not change once it is there. */
    Path file(String name);

    /**
     * Verifies a backup and prepares it as the database of the next start. From then on the start is due: writes after
     * this call are not in what it will serve; they stay in the database that is kept aside.
     */
    StagedRestore stageRestore(String name);
}
